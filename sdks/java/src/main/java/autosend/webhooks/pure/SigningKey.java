package autosend.webhooks.pure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a secret is to one scheme. Nothing that it prints shows it. */
abstract class SigningKey {
    /** What a secret's text is to a scheme. */
    static SigningKey of(SignatureScheme scheme, String secret) {
        return switch (scheme.kind()) {
            case HMAC -> new Hmac(scheme.hash().algorithm(), bytes(scheme, secret));
            case TOKEN -> new Token(secret.getBytes(StandardCharsets.UTF_8));
            case BASIC -> new Token(Base64.getEncoder().encode(secret.getBytes(StandardCharsets.UTF_8)));
            case ED25519 -> new Ed25519Key(bytes(scheme, secret));
        };
    }

    /** Whether any of the signatures is right. It tries them all, so that the time tells nothing. */
    abstract boolean fits(List<byte[]> signatures, byte[]... content);

    /** The signature of some parts, joined. */
    abstract byte[] sign(byte[]... content);

    private static byte[] bytes(SignatureScheme scheme, String secret) {
        String prefix = scheme.secretPrefix();
        String encoded = secret.startsWith(prefix) ? secret.substring(prefix.length()) : secret;
        return switch (scheme.key()) {
            case UTF8 -> secret.getBytes(StandardCharsets.UTF_8);
            case BASE64 -> fromBase64(encoded);
            case HEX -> fromHex(encoded);
        };
    }

    private static byte[] fromBase64(String encoded) {
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

    private static byte[] fromHex(String encoded) {
        try {
            byte[] key = HexFormat.of().parseHex(encoded);
            if (key.length > 0) {
                return key;
            }
        } catch (IllegalArgumentException notHex) {
            // Not as the cause: its message may hold a part of the secret.
        }
        throw SecretForm.invalid("it is not hex");
    }

    static boolean isAmong(List<byte[]> signatures, byte[] expected) {
        boolean isFound = false;
        for (byte[] signature : signatures) {
            isFound |= MessageDigest.isEqual(expected, signature);
        }
        return isFound;
    }

    private static final class Hmac extends SigningKey {
        private final SecretKeySpec key;
        /** Has the key, and nothing else yet: copies of it are faster than ones that begin with the key. */
        private final Mac keyed;

        Hmac(String algorithm, byte[] key) {
            this.key = new SecretKeySpec(key, algorithm);
            this.keyed = keyed();
        }

        private Mac keyed() {
            try {
                Mac mac = Mac.getInstance(key.getAlgorithm());
                mac.init(key);
                // Java's own takes the key's block in with the first bytes, even if there are none.
                mac.update(new byte[0]);
                return mac;
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every Java has " + key.getAlgorithm(), impossible);
            }
        }

        private Mac fresh() {
            try {
                return (Mac) keyed.clone();
            } catch (CloneNotSupportedException otherProvider) {
                return keyed();
            }
        }

        @Override
        byte[] sign(byte[]... content) {
            Mac mac = fresh();
            for (byte[] part : content) {
                mac.update(part);
            }
            return mac.doFinal();
        }

        @Override
        boolean fits(List<byte[]> signatures, byte[]... content) {
            return isAmong(signatures, sign(content));
        }
    }

    /** A secret that is sent. It is hashed, so that the time tells nothing of its length either. */
    private static final class Token extends SigningKey {
        private final byte[] token;

        Token(byte[] token) {
            this.token = token;
        }

        @Override
        byte[] sign(byte[]... content) {
            return token.clone();
        }

        @Override
        boolean fits(List<byte[]> signatures, byte[]... content) {
            return isAmong(signatures.stream().map(SignedContent::sha256).toList(), SignedContent.sha256(token));
        }
    }
}
