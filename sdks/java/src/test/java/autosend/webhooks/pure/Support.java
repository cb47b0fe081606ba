package autosend.webhooks.pure;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What several tests need. */
final class Support {
    static final String SECRET = "whsec_0123456789abcdef0123456789abcdef";

    private Support() {}

    static Delivery deliver(String body) {
        return deliver(body, "delivery-1");
    }

    static Delivery deliver(String body, String id) {
        byte[] bytes = bytes(body);
        return Verifier.of(SECRET).verify(bytes, new SignedRequest(SECRET, bytes).deliveryId(id).headers());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A body that no other call with another name makes. */
    static String opened(String name, Instant created) {
        return """
                {"type":"email.opened","createdAt":"%s","data":{"emailId":"%s","from":"a@b.example",\
                "to":{"email":"c@d.example"},"subject":"Hi","test":true}}"""
                .formatted(Timestamp.of(created), name);
    }
}
