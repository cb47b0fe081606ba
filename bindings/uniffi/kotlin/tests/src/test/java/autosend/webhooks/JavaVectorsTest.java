package autosend.webhooks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of tests/vectors/requests comes to the verdict that stands there, from Java too. */
class JavaVectorsTest {
    @TestFactory
    List<DynamicTest> requests() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        var folder = Path.of(System.getProperty("checkout"), "tests/vectors/requests");
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (var file : files) {
                for (var request : new ObjectMapper().readTree(file.toFile()).get("cases")) {
                    tests.add(DynamicTest.dynamicTest(request.get("name").asText(), () -> check(request)));
                }
            }
        }
        assertTrue(tests.size() > 900, "only " + tests.size() + " cases were read");
        return tests;
    }

    private static void check(JsonNode request) {
        var expected = request.get("expect");
        var body = body(request);
        Headers headers = each -> request.get("headers").forEach(pair -> each.accept(pair.get(0).asText(), pair.get(1).asText()));
        try {
            var delivery = verifier(request).verify(body, headers, Instant.ofEpochMilli(request.get("now_ms").asLong()));
            var accepted = expected.get("accepted");
            assertTrue(accepted != null, "it was accepted");
            assertEquals(accepted.get("type").asText(), delivery.getType());
            assertEquals(accepted.get("outcome").asText(), outcome(delivery.getEvent()));
            assertEquals(accepted.get("generation").asInt(), delivery.getGeneration());
            assertEquals(accepted.get("delivery_id").asText(), delivery.getId());
            assertEquals(accepted.get("secret_index").asInt(), delivery.getSecretIndex());
            assertEquals(accepted.get("digest").asText(), HexFormat.of().formatHex(delivery.getDigest()));
            assertArrayEquals(body, delivery.getBody());
        } catch (WebhookException error) {
            assertEquals(expected.path("error").asText(), error.getCode().getCode());
        }
    }

    private static String outcome(Event event) {
        if (event instanceof Event.Unknown) {
            return "unknown";
        }
        return event instanceof Event.Invalid ? "invalid" : "typed";
    }

    private static Verifier verifier(JsonNode request) {
        var secrets = new ArrayList<String>();
        request.get("secrets").forEach(secret -> secrets.add(secret.asText()));
        var options = request.path("options");
        return new Verifier(
            secrets,
            duration(options.get("tolerance_ms"), Provider.TOLERANCE_MS),
            duration(options.get("future_tolerance_ms"), Provider.FUTURE_TOLERANCE_MS),
            options.path("max_body").asInt(Provider.MAX_BODY),
            options.path("strict").asBoolean(false));
    }

    /** Null switches the check off. */
    private static Duration duration(JsonNode option, long usual) {
        if (option == null) {
            return Duration.ofMillis(usual);
        }
        return option.isNull() ? null : Duration.ofMillis(option.asLong());
    }

    private static byte[] body(JsonNode request) {
        if (request.has("body_base64")) {
            return Base64.getDecoder().decode(request.get("body_base64").asText());
        }
        var text = new StringBuilder(request.path("body").asText(""));
        request.path("body_repeat").forEach(part -> text.append(part.get(0).asText().repeat(part.get(1).asInt())));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
