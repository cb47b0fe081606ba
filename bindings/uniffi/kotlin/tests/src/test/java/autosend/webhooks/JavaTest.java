package autosend.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The library as it looks from Java. */
class JavaTest {
    private static final String SECRET = "whsec_0123456789abcdef0123456789abcdef";
    private static final byte[] BODY =
        "{\"type\":\"contact.deleted\",\"createdAt\":\"2025-11-12T10:30:00Z\",\"data\":{\"email\":\"jane@example.org\"}}"
            .getBytes(StandardCharsets.UTF_8);

    @Test
    void aDeliveryIsReceived() {
        var headers = SignedRequest.headers(SECRET, BODY);
        var delivery = new Verifier(SECRET).verify(BODY, headers);
        if (delivery.getEvent() instanceof Event.ContactDeleted deleted) {
            assertEquals("jane@example.org", deleted.getData().getEmail());
        } else {
            throw new AssertionError(delivery);
        }
        assertEquals("contact.deleted", delivery.getType());
    }

    @Test
    void headersMayBeLists() {
        var verifier = new Verifier(List.of("whsec_old", SECRET), Duration.ofMinutes(1));
        var pairs = SignedRequest.headers(SECRET, BODY, "d1");
        Headers headers = each -> pairs.forEach(each);
        assertEquals(1, verifier.verify(BODY, headers).getSecretIndex());
        var signature = pairs.get(Provider.SIGNATURE_HEADER);
        var twice = Map.of(Provider.SIGNATURE_HEADER, List.of(signature, "0"));
        var error = assertThrows(WebhookException.class, () -> verifier.verify(BODY, twice));
        assertEquals(ErrorCode.DUPLICATE_HEADER, error.getCode());
        assertEquals("duplicate_header", error.getCode().getCode());
    }

    @Test
    void errorsTellWhatToAnswer() {
        var error = assertThrows(WebhookException.class, () -> new Verifier(SECRET).verify(BODY, Map.of()));
        assertEquals(401, error.getStatus());
        assertEquals("missing_signature", error.getCode().getCode());
    }
}
