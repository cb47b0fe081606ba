package autosend.webhooks.pure;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The secrets of a verifier. Nothing that it prints shows one. */
final class Keyring {
    /** Null where the secrets do not change. */
    private final Supplier<? extends Collection<String>> read;
    /** Null as long as they were not read. */
    private volatile List<Signer> signers;

    private Keyring(Supplier<? extends Collection<String>> read, List<Signer> signers) {
        this.read = read;
        this.signers = signers;
    }

    static Keyring of(String... secrets) {
        return new Keyring(null, signers(secrets == null ? List.of() : Arrays.asList(secrets)));
    }

    static Keyring of(Supplier<? extends Collection<String>> secrets) {
        return new Keyring(Objects.requireNonNull(secrets, "secrets"), null);
    }

    private static List<Signer> signers(Collection<String> secrets) {
        if (secrets == null || secrets.isEmpty()) {
            throw new WebhookException(ErrorCode.INVALID_SECRET, "there is none");
        }
        return secrets.stream().map(Signer::new).toList();
    }

    /** The position of the first secret that fits. Where none does, they are read again. */
    OptionalInt matching(Predicate<Signer> fits) {
        List<Signer> known = signers;
        OptionalInt found = first(known == null ? reread() : known, fits);
        return found.isPresent() || known == null || read == null ? found : first(reread(), fits);
    }

    /** It tries them all, so that the time tells nothing. */
    private static OptionalInt first(List<Signer> signers, Predicate<Signer> fits) {
        int matching = -1;
        for (int i = 0; i < signers.size(); i++) {
            boolean isMatch = fits.test(signers.get(i));
            if (isMatch && matching < 0) {
                matching = i;
            }
        }
        return matching < 0 ? OptionalInt.empty() : OptionalInt.of(matching);
    }

    private List<Signer> reread() {
        Collection<String> secrets;
        try {
            secrets = read.get();
        } catch (RuntimeException failure) {
            // Not as the cause: its message may hold a secret.
            throw new WebhookException(ErrorCode.INVALID_SECRET, "what gives the secrets failed");
        }
        List<Signer> fresh = signers(secrets);
        signers = fresh;
        return fresh;
    }

    @Override
    public String toString() {
        return (signers == null ? "unread" : signers.size()) + " secrets";
    }
}
