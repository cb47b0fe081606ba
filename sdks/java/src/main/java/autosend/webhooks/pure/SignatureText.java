package autosend.webhooks.pure;

import autosend.webhooks.pure.SignatureScheme.Encoding;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** How signatures are written. */
final class SignatureText {
    private SignatureText() {}

    static String encode(byte[] signature, Encoding encoding) {
        return switch (encoding) {
            case HEX -> HexFormat.of().formatHex(signature);
            case BASE64 -> Base64.getEncoder().encodeToString(signature);
            case BASE64URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        };
    }

    /** Takes what {@link #encode} writes, and nothing else: no other case, length or padding, but that of URLs. */
    static Optional<byte[]> decode(String text, Encoding encoding, int length) {
        return switch (encoding) {
            case HEX -> fromHex(text, length);
            case BASE64 -> fromBase64(text, Base64.getDecoder(), Base64.getEncoder(), length);
            case BASE64URL -> {
                Base64.Encoder padded = Base64.getUrlEncoder();
                Base64.Encoder encoder = text.endsWith("=") ? padded : padded.withoutPadding();
                yield fromBase64(text, Base64.getUrlDecoder(), encoder, length);
            }
        };
    }

    private static Optional<byte[]> fromBase64(String text, Base64.Decoder decoder, Base64.Encoder encoder, int length) {
        // Nothing longer is worth a look: one that is padded has four characters for three bytes.
        if (text.length() > (length + 2) / 3 * 4) {
            return Optional.empty();
        }
        try {
            byte[] signature = decoder.decode(text);
            boolean isExact = signature.length == length && encoder.encodeToString(signature).equals(text);
            return isExact ? Optional.of(signature) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> fromHex(String text, int length) {
        if (text.length() != 2 * length) {
            return Optional.empty();
        }
        byte[] signature = new byte[length];
        for (int i = 0; i < length; i++) {
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
