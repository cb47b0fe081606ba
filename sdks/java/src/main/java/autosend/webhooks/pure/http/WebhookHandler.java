// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import autosend.webhooks.pure.Answer;
import autosend.webhooks.pure.Receiver;

/**
 * A handler for the HTTP server that comes with Java.
 *
 * <pre>{@code
 * HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 3000), 0);
 * server.createContext("/webhooks", new WebhookHandler(new Receiver(verifier, delivery -> queue(delivery))));
 * server.start();
 * }</pre>
 */
public final class WebhookHandler implements HttpHandler {
    private final Receiver receiver;

    /**
     * Hands requests to a receiver.
     *
     * @param receiver what answers them
     */
    public WebhookHandler(Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String length = exchange.getRequestHeaders().getFirst("Content-Length");
            Answer answer = receiver.receive(
                    exchange.getRequestMethod(),
                    exchange.getRequestHeaders(),
                    // The server refuses what is no number.
                    length == null ? -1 : Long.parseLong(length.trim()),
                    exchange.getRequestBody());
            exchange.getResponseHeaders().set("Content-Type", Answer.CONTENT_TYPE);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), isHead ? -1 : answer.bytes().length);
            if (!isHead) {
                exchange.getResponseBody().write(answer.bytes());
            }
        }
    }
}
