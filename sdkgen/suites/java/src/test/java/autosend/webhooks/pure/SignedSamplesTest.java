package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A request of every event, signed by the package itself, arrives as its type; what is forged or too old does not. */
class SignedSamplesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode SUITE = suite();

    private static JsonNode suite() {
        try (InputStream samples = SignedSamplesTest.class.getResourceAsStream("/samples.json")) {
            return JSON.readTree(samples);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyEventArrivesAsItsType() {
        return samples().map(sample -> dynamicTest(sample.get("type").asText(), () -> {
            Delivery delivery = receive(body(sample), signed(sample, "secret").headers());
            assertEquals(sample.get("type").asText(), delivery.type());
            assertTyped(delivery.event());
        }));
    }

    @TestFactory
    Stream<DynamicTest> aForgedRequestIsRefused() {
        return samples().map(sample -> dynamicTest(sample.get("type").asText(), () -> {
            assertRefused(ErrorCode.SIGNATURE_MISMATCH, body(sample), signed(sample, "other_secret").headers());
            if (SUITE.get("signs_body").asBoolean()) {
                byte[] changed = (sample.get("body").asText() + " ").getBytes(StandardCharsets.UTF_8);
                assertRefused(ErrorCode.SIGNATURE_MISMATCH, changed, signed(sample, "secret").headers());
            }
        }));
    }

    @Test
    void anExpiredRequestIsRefused() {
        JsonNode after = SUITE.get("expired_after_seconds");
        assumeTrue(after.isNumber(), "the provider does not say when a request was sent");
        JsonNode sample = SUITE.get("samples").get(0);
        SignedRequest request = signed(sample, "secret").sentAt(Instant.now().minus(Duration.ofSeconds(after.asLong())));
        assertRefused(ErrorCode.TIMESTAMP_TOO_OLD, body(sample), request.headers());
    }

    @Test
    void anUnknownTypeArrivesWithoutLoss() throws IOException {
        JsonNode sample = SUITE.get("unknown_type");
        Event event = receive(body(sample), signed(sample, "secret").headers()).event();
        assertInstanceOf(Unknown.class, event);
        assertEquals(sample.get("type").asText(), event.type());
        assertEquals(sample.get("json"), JSON.readTree(event.toJson()));
    }

    @Test
    void anUnknownMemberArrivesWithoutLoss() throws IOException {
        JsonNode sample = SUITE.get("unknown_member");
        Event event = receive(body(sample), signed(sample, "secret").headers()).event();
        assertTyped(event);
        assertEquals(sample.get("json"), JSON.readTree(event.toJson()));
    }

    private static Stream<JsonNode> samples() {
        return StreamSupport.stream(SUITE.get("samples").spliterator(), false);
    }

    private static byte[] body(JsonNode sample) {
        return sample.get("body").asText().getBytes(StandardCharsets.UTF_8);
    }

    /** A request that is signed now, with the secret of that name. */
    private static SignedRequest signed(JsonNode sample, String secret) {
        SignedRequest request = new SignedRequest(SUITE.get(secret).asText(), body(sample));
        if (sample.get("event").isTextual()) {
            request.event(sample.get("event").asText());
        }
        return SUITE.get("url").isTextual() ? request.url(SUITE.get("url").asText()) : request;
    }

    private static Delivery receive(byte[] body, Map<String, List<String>> headers) {
        Verifier.Builder verifier = Verifier.builder(SUITE.get("verifier_secret").asText());
        if (SUITE.get("url").isTextual()) {
            verifier.url(SUITE.get("url").asText());
        }
        return verifier.build().verify(body, headers);
    }

    private static void assertTyped(Event event) {
        assertFalse(event instanceof Unknown, "it is unknown");
        assertFalse(event instanceof Invalid, "it is invalid");
        assertEquals(List.of(), event.problems());
    }

    private static void assertRefused(ErrorCode code, byte[] body, Map<String, List<String>> headers) {
        assertEquals(code, assertThrows(WebhookException.class, () -> receive(body, headers)).code());
    }
}
