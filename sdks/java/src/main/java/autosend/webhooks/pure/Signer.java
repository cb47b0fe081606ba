// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the signatures of one secret. Nothing that it prints shows the key. */
final class Signer {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 32;
    /** Stands before the encoded signature. */
    private static final String PREFIX = "";

    private final SecretKeySpec key;

    /**
     * Refuses what can't be a secret: an empty key would let anybody sign.
     *
     * @throws WebhookException if it can't be one
     */
    Signer(String secret) {
        SecretForm.check(secret);
        key = new SecretKeySpec(key(secret), ALGORITHM);
    }

    private static byte[] key(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    byte[] sign(WebhookHeaders.Values headers, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(body);
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    static String encode(byte[] signature) {
        return PREFIX + HexFormat.of().formatHex(signature);
    }

    /** Takes what {@link #encode} writes, and nothing else: no other case, length or padding. */
    static Optional<byte[]> decode(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] signature = HexFormat.of().parseHex(text.substring(PREFIX.length()));
            boolean isExact = signature.length == LENGTH && encode(signature).equals(text);
            return isExact ? Optional.of(signature) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
