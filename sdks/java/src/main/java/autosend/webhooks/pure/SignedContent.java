package autosend.webhooks.pure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a provider signs of a request. */
final class SignedContent {
    private final WebhookHeaders.Values headers;
    private final RequestTarget target;
    private final byte[] body;

    SignedContent(WebhookHeaders.Values headers, RequestTarget target, byte[] body) {
        this.headers = headers;
        this.target = target;
        this.body = body;
    }

    /** The parts that a scheme signs, with the timestamp as it was sent. */
    byte[][] of(SignatureScheme scheme, String timestamp) {
        byte[][] parts = new byte[scheme.content().size()][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = part(scheme.content().get(i), timestamp);
        }
        return parts;
    }

    private byte[] part(SignedPart part, String timestamp) {
        return switch (part.kind()) {
            case TEXT -> part.text().getBytes(StandardCharsets.UTF_8);
            case TIMESTAMP -> latin1(timestamp);
            case DELIVERY_ID -> latin1(headers.deliveryId());
            case BODY -> body;
            case HEADER -> latin1(headers.named(part.text()));
            case URL -> url().getBytes(StandardCharsets.UTF_8);
            case METHOD -> target.method().getBytes(StandardCharsets.UTF_8);
            case SORTED_FORM -> FormBody.sorted(body);
            case BODY_SHA256 -> latin1(HexFormat.of().formatHex(sha256(body)));
        };
    }

    /** Servers read headers so. */
    private static byte[] latin1(String value) {
        return value.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String url() {
        if (target.url().isEmpty()) {
            throw new IllegalStateException(
                    "the URL is signed: say which one the provider was given, by url(...) of the verifier's builder");
        }
        return target.url();
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
