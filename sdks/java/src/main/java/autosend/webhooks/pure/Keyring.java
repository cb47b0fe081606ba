package autosend.webhooks.pure;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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

    /** The position of a secret, and the claim that it proves. */
    record Match(int secretIndex, Claim claim) {}

    /** The first secret that proves one of some claims; null where none does. They are read again then. */
    Match match(List<Claim> claims) {
        List<Signer> known = signers;
        Match found = first(known == null ? reread() : known, claims);
        return found != null || known == null || read == null ? found : first(reread(), claims);
    }

    /** It tries them all, so that the time tells nothing. */
    private static Match first(List<Signer> signers, List<Claim> claims) {
        Match first = null;
        for (int i = 0; i < signers.size(); i++) {
            Claim claim = signers.get(i).first(claims);
            if (claim != null && first == null) {
                first = new Match(i, claim);
            }
        }
        return first;
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
