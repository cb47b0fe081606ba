package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Sends requests to real servers. */
final class Client {
    /** How long any request may take: nothing hangs. */
    static final Duration BUDGET = Duration.ofSeconds(5);

    static final String RECEIVED = "{\"received\":true,\"duplicate\":false}";
    static final String REUSED = "{\"received\":true,\"duplicate\":false,\"id_reused\":true}";
    static final String EXPIRED = "{\"received\":true,\"duplicate\":false,\"expired\":true}";
    static final String DUPLICATE = "{\"received\":true,\"duplicate\":true}";
    static final String IN_PROGRESS = "{\"received\":false,\"code\":\"in_progress\"}";
    static final String FAILED = "{\"received\":false,\"code\":\"handler_failed\"}";
    static final String UNKNOWN = "{\"received\":false,\"code\":\"deduplicator_failed\"}";

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    private Client() {}

    record Response(int status, JsonNode json, HttpResponse<byte[]> http) {
        void is(int expected, String body) throws IOException {
            assertEquals(expected + " " + JSON.readTree(body), status + " " + json);
            assertEquals(expected == 503 ? "1" : "", http.headers().firstValue("Retry-After").orElse(""));
            assertEquals("application/json", http.headers().firstValue("Content-Type").orElse("").split(";")[0]);
        }

        void refuses(int expected, String code) {
            assertEquals(expected + " " + code, status + " " + json.path("code").asText());
            assertTrue(json.path("hint").asText().length() > 0);
        }
    }

    static Response send(URI to, String method, Map<String, List<String>> headers, byte[] body, boolean isChunked)
            throws IOException, InterruptedException {
        HttpRequest.BodyPublisher publisher = isChunked
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                : BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(to).timeout(BUDGET).method(method, publisher);
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Response(response.statusCode(), JSON.readTree(response.body()), response);
    }

    static Response post(URI to, String body) throws IOException, InterruptedException {
        return post(to, Support.SECRET, body, false);
    }

    static Response post(URI to, String secret, String body, boolean isChunked) throws IOException, InterruptedException {
        byte[] bytes = Support.bytes(body);
        return send(to, "POST", new SignedRequest(secret, bytes).headers(), bytes, isChunked);
    }

    /** A connection over which a signed request went that declares some length. */
    static Socket begin(URI to, String body, long length) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.getPort());
        socket.setSoTimeout((int) BUDGET.toMillis());
        StringBuilder request = new StringBuilder("POST /webhooks HTTP/1.1\r\nHost: a.example\r\nContent-Length: " + length + "\r\n");
        new SignedRequest(Support.SECRET, Support.bytes(body))
                .headers()
                .forEach((name, values) -> request.append(name + ": " + values.get(0) + "\r\n"));
        socket.getOutputStream().write((request + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    static void eventually(Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + BUDGET.toNanos();
        while (!holds.call()) {
            assertTrue(System.nanoTime() < end, "it never came to hold");
            Thread.sleep(5);
        }
    }
}
