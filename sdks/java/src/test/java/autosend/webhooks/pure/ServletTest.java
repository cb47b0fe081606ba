package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import autosend.webhooks.pure.servlet.WebhookFilter;
import autosend.webhooks.pure.servlet.WebhookServlet;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The servlet and the filter, among others. */
class ServletTest {
    private final Verifier verifier = Verifier.builder(Support.SECRET).maxBody(1000).build();
    private final String body = Support.opened("1", Instant.now());

    /** Reads a body in some way, as frameworks do. */
    interface Reads {
        void read(HttpServletRequest request) throws IOException;
    }

    static final class Before extends HttpFilter {
        private static final long serialVersionUID = 1;
        private final transient Reads reads;

        Before(Reads reads) {
            this.reads = reads;
        }

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            reads.read(request);
            chain.doFilter(request, response);
        }
    }

    static Map<String, Reads> ways() {
        Map<String, Reads> ways = new LinkedHashMap<>();
        ways.put("all of the stream", request -> request.getInputStream().readAllBytes());
        ways.put("a part of the stream", request -> request.getInputStream().readNBytes(10));
        ways.put("the reader", request -> request.getReader().readLine());
        ways.put("the reader, without reading", HttpServletRequest::getReader);
        return ways;
    }

    @Test
    void bodyReadBefore() throws Exception {
        for (Map.Entry<String, Reads> way : ways().entrySet()) {
            Receiver receiver = Receiver.builder(verifier, delivery -> {}).log(note -> {}).build();
            for (boolean isChunked : new boolean[] {false, true}) {
                if (isChunked && way.getKey().startsWith("a part")) {
                    // Nothing tells: it is a wrong signature.
                    continue;
                }
                try (Servers.Running server = Servers.jetty(new WebhookServlet(receiver), new Before(way.getValue()))) {
                    Client.post(server.uri(), Support.SECRET, body, isChunked).refuses(500, "body_already_parsed");
                }
                try (Servers.Running server =
                        Servers.jetty(new Echo(), new Before(way.getValue()), new WebhookFilter(verifier))) {
                    Client.post(server.uri(), Support.SECRET, body, isChunked).refuses(500, "body_already_parsed");
                }
            }
        }
        // A form's parameters are read from the body; those of JSON are not.
        Map<String, Integer> types = Map.of("application/x-www-form-urlencoded", 500, "application/json", 200);
        for (Map.Entry<String, Integer> type : types.entrySet()) {
            Filter parameter = new Before(request -> request.getParameter("x"));
            try (Servers.Running server = Servers.jetty(new Echo(), parameter, new WebhookFilter(verifier))) {
                byte[] bytes = Support.bytes(body);
                Map<String, List<String>> headers =
                        new autosend.webhooks.pure.SignedRequest(Support.SECRET, bytes).headers();
                headers.put("Content-Type", List.of(type.getKey()));
                assertEquals(type.getValue(), Client.send(server.uri(), "POST", headers, bytes, false).status());
            }
        }
    }

    /** Responds with the delivery that a filter before it verified. */
    static final class Echo extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("{\"type\":\"" + WebhookFilter.delivery(request).type() + "\"}");
        }
    }

    @Test
    void filterPassesTheDeliveryOn() throws Exception {
        try (Servers.Running server = Servers.jetty(new Echo(), new WebhookFilter(verifier))) {
            assertEquals("{\"type\":\"email.opened\"}", Client.post(server.uri(), body).json().toString());
            Client.post(server.uri(), Support.SECRET + "0", body, false).refuses(401, "signature_mismatch");
            Client.post(server.uri(), " ".repeat(1001)).refuses(413, "body_too_large");
        }
    }

    /** Goes on after startAsync, and forwards: the filter sees the request three times. */
    static final class Async extends HttpServlet {
        private static final long serialVersionUID = 1;
        private final AtomicInteger passes = new AtomicInteger();

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
            switch (passes.getAndIncrement()) {
                case 0 -> {
                    AsyncContext context = request.startAsync();
                    context.start(() -> context.dispatch("/webhooks/again"));
                }
                case 1 -> request.getRequestDispatcher("/webhooks/once-more").forward(request, response);
                default -> response.getWriter().write("{\"type\":\"" + WebhookFilter.delivery(request).type() + "\"}");
            }
        }
    }

    @Test
    void filterVerifiesOnce() throws Exception {
        try (Servers.Running server = Servers.jetty(new Async(), new WebhookFilter(verifier))) {
            assertEquals("{\"type\":\"email.opened\"}", Client.post(server.uri(), body).json().toString());
        }
    }

    @Test
    void guardsWhateverTheContainerMakesOfThePath() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServlet counting = new HttpServlet() {
            private static final long serialVersionUID = 1;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) {
                calls.incrementAndGet();
            }
        };
        try (Servers.Running server = Servers.jetty(counting, new WebhookFilter(verifier))) {
            for (String path : List.of("", "/", "/x", ";a=b", "/x;a=b/..", "?x", "/%78", "/a/../b")) {
                for (String method : List.of("POST", "GET", "PUT", "HEAD", "OPTIONS")) {
                    URI to = URI.create(server.uri() + path);
                    assertNotEquals(200, Client.send(to, method, Map.of(), Support.bytes("{}"), false).status(), path);
                }
            }
            assertEquals(0, calls.get());
        }
        // What a filter is not mapped to gets no delivery.
        try (Servers.Running server = Servers.jetty(new Echo())) {
            assertEquals(500, statusOf(server));
        }
    }

    private int statusOf(Servers.Running server) throws IOException, InterruptedException {
        java.net.http.HttpRequest request = java.net.http.HttpRequest.newBuilder(server.uri())
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
                .build();
        return java.net.http.HttpClient.newHttpClient()
                .send(request, java.net.http.HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
