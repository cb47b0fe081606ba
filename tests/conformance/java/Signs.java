import autosend.webhooks.pure.*;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a package signs, it accepts, and no other secret does: Signs REQUESTS. The first accepted request is signed anew. */
final class Signs {
    private static final JsonMapper JSON = new JsonMapper();

    private Signs() {}

    public static void main(String[] arguments) throws IOException {
        for (JsonNode test : JSON.readTree(Path.of(arguments[0]).toFile()).get("cases")) {
            if (test.get("expect").has("accepted")) {
                check(test);
                return;
            }
        }
        throw new AssertionError("no request is accepted");
    }

    private static void check(JsonNode test) {
        String secret = test.get("secrets").get(0).asText();
        byte[] body = test.get("body").asText().getBytes(StandardCharsets.UTF_8);
        String url = test.path("options").path("url").asText();
        SignedRequest request = new SignedRequest(secret, body).url(url);
        for (JsonNode header : test.get("headers")) {
            if (header.get(0).asText().equalsIgnoreCase(WebhookHeaders.EVENT)) {
                request.event(header.get(1).asText());
            } else if (header.get(0).asText().equals("X-Nonce")) {
                request.header("X-Nonce", header.get(1).asText());
            }
        }
        Map<String, List<String>> headers;
        try {
            headers = request.headers();
        } catch (IllegalStateException publicKey) {
            if (!publicKey.getMessage().contains("public key")) {
                throw publicKey;
            }
            return;
        }
        Delivery delivery = Verifier.builder(secret).url(url).build().verify(body, headers);
        String type = test.get("expect").get("accepted").get("type").asText();
        if (!delivery.type().equals(type)) {
            throw new AssertionError("got " + delivery.type() + ", expected " + type);
        }
        try {
            // In hex and base64 it is a key, too.
            Verifier.builder("00112233").url(url).build().verifyAt(body, headers, Instant.now());
        } catch (WebhookException refused) {
            if (refused.code() == ErrorCode.SIGNATURE_MISMATCH) {
                return;
            }
        }
        throw new AssertionError("another secret is not a mismatch");
    }
}
