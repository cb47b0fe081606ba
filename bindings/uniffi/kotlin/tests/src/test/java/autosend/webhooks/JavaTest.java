package autosend.webhooks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The library as it looks from Java. */
class JavaTest {
    private static final String SECRET = "whsec_0123456789abcdef0123456789abcdef";
    private static final byte[] BODY =
        "{\"type\":\"contact.deleted\",\"createdAt\":\"2025-11-12T10:30:00Z\",\"data\":{\"email\":\"jane@example.org\"}}"
            .getBytes(StandardCharsets.UTF_8);

    private final List<String> deletedContacts = new ArrayList<>();

    // region: receive
    private final Verifier verifier = new Verifier(SECRET);
    private final Deduplicator seen = new Deduplicator();

    /** Answers a POST with its raw body, exactly as received, and the status to send. */
    int receive(byte[] body, Map<String, String> headers) {
        try {
            var delivery = verifier.verify(body, headers);
            return switch (seen.admit(delivery).getOutcome()) {
                case FIRST -> handle(delivery);
                case DUPLICATE -> 200;
                case IN_PROGRESS -> 503; // with Retry-After: 1
                case EXPIRED -> 200; // and a line in the log
            };
        } catch (WebhookException error) {
            return error.getStatus();
        }
    }

    private int handle(Delivery delivery) {
        var done = false;
        try {
            if (delivery.getEvent() instanceof Event.ContactDeleted deleted) {
                deletedContacts.add(deleted.getData().getEmail());
            }
            seen.done(delivery);
            done = true;
            return 200;
        } finally {
            // Whatever went wrong: AutoSend's retry is processed.
            if (!done) {
                seen.forget(delivery);
            }
        }
    }
    // endregion

    @Test
    void aDeliveryIsReceivedOnce() {
        var body = ("{\"type\":\"contact.deleted\",\"createdAt\":\"" + Instant.now().truncatedTo(ChronoUnit.MILLIS)
            + "\",\"data\":{\"email\":\"jane@example.org\"}}").getBytes(StandardCharsets.UTF_8);
        var headers = SignedRequest.headers(SECRET, body);
        assertEquals(200, receive(body, headers));
        assertEquals(200, receive(body, headers));
        assertEquals(List.of("jane@example.org"), deletedContacts);
        assertEquals(401, receive(body, Map.of()));
    }

    @Test
    void whatIsHandedOutCantBeChanged() {
        var body = new String(BODY, StandardCharsets.UTF_8).replace("\"email\"", "\"new\":1,\"email\"").getBytes(StandardCharsets.UTF_8);
        var delivery = new Verifier(SECRET).verify(body, SignedRequest.headers(SECRET, body));
        var deleted = (Event.ContactDeleted) delivery.getEvent();
        assertThrows(UnsupportedOperationException.class, () -> deleted.getData().getExtra().put("a", "1"));
        assertThrows(UnsupportedOperationException.class, () -> Event.TYPES.set(0, "a"));
        var digest = delivery.getDigest().clone();
        delivery.getDigest()[0] ^= 1;
        assertArrayEquals(digest, delivery.getDigest());
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
