package autosend.webhooks.pure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the signatures of one secret. Nothing that it prints shows the key. */
final class Signer {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 32;
    private static final boolean SIGNS_BODY_ALONE = Provider.SIGNED_CONTENT.equals(List.of(SignedPart.BODY));
    /** Whether the timestamp has to be there even where it is not checked. */
    static final boolean SIGNS_TIMESTAMP = Provider.SIGNED_CONTENT.contains(SignedPart.TIMESTAMP);

    private final SecretKeySpec key;
    /** Has the key, and nothing else yet: copies of it are faster than ones that begin with the key. */
    private final Mac keyed;

    /**
     * Refuses what can't be a secret: an empty key would let anybody sign.
     *
     * @throws WebhookException if it can't be one
     */
    Signer(String secret) {
        SecretForm.check(secret);
        key = new SecretKeySpec(key(secret), ALGORITHM);
        keyed = keyed();
    }

    private static byte[] key(String secret) {
        return Provider.HAS_BASE64_KEY ? base64Key(secret) : secret.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] base64Key(String secret) {
        String prefix = Provider.SECRET_PREFIX;
        String encoded = secret.startsWith(prefix) ? secret.substring(prefix.length()) : secret;
        try {
            byte[] key = Base64.getDecoder().decode(encoded);
            if (key.length > 0 && Base64.getEncoder().encodeToString(key).equals(encoded)) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // Not as the cause: its message may hold a part of the secret.
        }
        throw SecretForm.invalid("it is not base64");
    }

    private Mac keyed() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            // Java's own takes the key's block in with the first bytes, even if there are none.
            mac.update(new byte[0]);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    private Mac fresh() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException otherProvider) {
            return keyed();
        }
    }

    byte[] sign(WebhookHeaders.Values headers, byte[] body) {
        Mac mac = fresh();
        if (SIGNS_BODY_ALONE) {
            return mac.doFinal(body);
        }
        for (SignedPart part : Provider.SIGNED_CONTENT) {
            mac.update(switch (part.kind()) {
                case TEXT -> part.text().getBytes(StandardCharsets.UTF_8);
                case TIMESTAMP -> headers.timestamp().getBytes(StandardCharsets.ISO_8859_1);
                case DELIVERY_ID -> headers.deliveryId().getBytes(StandardCharsets.ISO_8859_1);
                case BODY -> body;
            });
        }
        return mac.doFinal();
    }

    static String encode(byte[] signature) {
        return Provider.SIGNATURE_PREFIX
                + (Provider.HAS_BASE64_SIGNATURE
                        ? Base64.getEncoder().encodeToString(signature)
                        : HexFormat.of().formatHex(signature));
    }

    /** Takes what {@link #encode} writes, and nothing else: no other case, length or padding. */
    static Optional<byte[]> decode(String text) {
        String prefix = Provider.SIGNATURE_PREFIX;
        if (!text.startsWith(prefix)) {
            return Optional.empty();
        }
        String encoded = text.substring(prefix.length());
        return Provider.HAS_BASE64_SIGNATURE ? fromBase64(encoded) : fromHex(encoded);
    }

    private static Optional<byte[]> fromBase64(String text) {
        try {
            byte[] signature = Base64.getDecoder().decode(text);
            boolean isExact = signature.length == LENGTH && Base64.getEncoder().encodeToString(signature).equals(text);
            return isExact ? Optional.of(signature) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> fromHex(String text) {
        if (text.length() != 2 * LENGTH) {
            return Optional.empty();
        }
        byte[] signature = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            int high = digit(text.charAt(2 * i));
            int low = digit(text.charAt(2 * i + 1));
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            signature[i] = (byte) (high << 4 | low);
        }
        return Optional.of(signature);
    }

    /** What a lower-case hex digit stands for; negative for anything else. */
    private static int digit(char letter) {
        if (letter >= '0' && letter <= '9') {
            return letter - '0';
        }
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
