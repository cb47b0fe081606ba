package autosend.webhooks.pure.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import autosend.webhooks.pure.Receiver;
import autosend.webhooks.pure.RequestTarget;
import autosend.webhooks.pure.WebhookResponse;

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
     * @param receiver what responds to them
     */
    public WebhookHandler(Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange; Body body = new Body(exchange.getRequestBody(), receiver.timeout())) {
            WebhookResponse response =
                    receiver.receive(target(exchange), exchange.getRequestHeaders(), length(exchange), body);
            body.isRead();
            try {
                send(exchange, response);
            } catch (IOException | RuntimeException failure) {
                response.notSent();
                throw failure;
            }
        }
    }

    /** The URL as the client named the server. */
    private static RequestTarget target(HttpExchange exchange) {
        String scheme = exchange instanceof HttpsExchange ? "https" : "http";
        String host = exchange.getRequestHeaders().getFirst("Host");
        return new RequestTarget(exchange.getRequestMethod(), host == null ? "" : scheme + "://" + host + exchange.getRequestURI());
    }

    /** Negative if the request says nothing of it. The server refuses what is no number. */
    private static long length(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length == null ? -1 : Long.parseLong(length.trim());
    }

    private static void send(HttpExchange exchange, WebhookResponse response) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", WebhookResponse.CONTENT_TYPE);
        response.headers().forEach(exchange.getResponseHeaders()::set);
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        byte[] json = response.bytes();
        exchange.sendResponseHeaders(response.status(), isHead ? -1 : json.length);
        if (!isHead) {
            exchange.getResponseBody().write(json);
            exchange.getResponseBody().flush();
        }
    }

    /** A request's body that can't stall for ever: this server waits for it without end. */
    private static final class Body extends FilterInputStream {
        private static final ScheduledThreadPoolExecutor WATCH = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "autosend-webhook-watch");
            thread.setDaemon(true);
            return thread;
        });

        static {
            WATCH.setRemoveOnCancelPolicy(true);
        }

        private final Thread reader = Thread.currentThread();
        private final ScheduledFuture<?> watch;
        private boolean isRead;
        private boolean isLate;

        Body(InputStream in, Duration timeout) {
            super(in);
            watch = WATCH.schedule(this::end, timeout.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** Interrupting a thread that reads from a channel closes that. */
        private synchronized void end() {
            if (!isRead) {
                isLate = true;
                reader.interrupt();
            }
        }

        /** From here on it is somebody else's time. */
        synchronized void isRead() {
            isRead = true;
            watch.cancel(false);
            if (isLate) {
                isLate = false;
                // It was this that interrupted.
                Thread.interrupted();
            }
        }

        @Override
        public int read() throws IOException {
            return seen(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return seen(super.read(bytes, offset, length));
        }

        private int seen(int read) {
            if (read < 0) {
                isRead();
            }
            return read;
        }

        /** The exchange closes what it wraps. */
        @Override
        public void close() {
            isRead();
        }
    }
}
