package autosend.webhooks.pure;

import java.util.List;

/** A secret, as the keys that it stands for. Nothing that it prints shows one. */
final class Signer {
    /** By the place of the scheme; null where the secret is no key for it. */
    private final SigningKey[] keys = new SigningKey[Provider.SIGNATURES.size()];

    /**
     * Refuses what can't be a secret: an empty key would let anybody sign.
     *
     * @throws WebhookException if it can't be one, or is none for any scheme
     */
    Signer(String secret) {
        SecretForm.check(secret);
        WebhookException refusal = null;
        boolean isKey = false;
        for (int i = 0; i < keys.length; i++) {
            try {
                keys[i] = SigningKey.of(Provider.SIGNATURES.get(i), secret);
                isKey = true;
            } catch (WebhookException invalid) {
                refusal = invalid;
            }
        }
        if (!isKey) {
            throw refusal;
        }
    }

    /** The first of some claims that is true; null if none is. It tries them all, so that the time tells nothing. */
    Claim first(List<Claim> claims) {
        Claim first = null;
        for (Claim claim : claims) {
            SigningKey key = keys[claim.scheme()];
            boolean fits = key != null && claim.isProvedBy(key);
            if (fits && first == null) {
                first = claim;
            }
        }
        return first;
    }

    /** The first scheme that the secret is a key for. */
    SignatureScheme scheme() {
        int place = 0;
        while (keys[place] == null) {
            place++;
        }
        return Provider.SIGNATURES.get(place);
    }

    /** The signature of what is signed, in {@link #scheme}. */
    byte[] sign(byte[]... content) {
        return keys[Provider.SIGNATURES.indexOf(scheme())].sign(content);
    }
}
