import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import autosend.webhooks.pure.Deduplicator;
import autosend.webhooks.pure.Delivery;
import autosend.webhooks.pure.Receiver;
import autosend.webhooks.pure.SignedRequest;
import autosend.webhooks.pure.Verifier;
import autosend.webhooks.pure.http.WebhookHandler;
import autosend.webhooks.pure.servlet.WebhookFilter;
import autosend.webhooks.pure.servlet.WebhookServlet;
import autosend.webhooks.pure.spring.DeliveryArgumentResolver;
import autosend.webhooks.pure.spring.WebhookExceptionAdvice;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Every door behind its real server. */
class AdaptersTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final Verifier verifier = Verifier.builder(Support.SECRET).maxBody(1000).build();
    private final List<Exception> told = new ArrayList<>();
    private int calls;
    private boolean fails;

    private void handle(Delivery delivery) throws IOException {
        calls++;
        if (fails) {
            throw new IOException("the queue is down");
        }
    }

    private Receiver receiver() {
        return new Receiver(verifier, new Deduplicator(), this::handle, told::add);
    }

    record Response(int status, JsonNode json, HttpResponse<byte[]> http) {}

    private static Response send(URI to, String method, Map<String, List<String>> headers, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to).method(method, body);
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Response(response.statusCode(), JSON.readTree(response.body()), response);
    }

    private static Response post(URI to, String secret, String body) throws IOException, InterruptedException {
        byte[] bytes = Support.bytes(body);
        Map<String, List<String>> headers = new SignedRequest(secret, bytes).headers();
        return send(to, "POST", headers, HttpRequest.BodyPublishers.ofByteArray(bytes));
    }

    private static URI serve(Server server) throws Exception {
        server.start();
        return URI.create("http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + "/webhooks");
    }

    private static Server jetty(HttpServlet servlet, Filter... filters) {
        Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(servlet), "/webhooks");
        for (Filter filter : filters) {
            context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        server.setHandler(context);
        return server;
    }

    @Test
    void javasOwnServer() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/webhooks", new WebhookHandler(receiver()));
        server.start();
        try {
            URI to = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
            processesEachOnceAndFailuresAgain(to);
            refuses(to);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void servlet() throws Exception {
        Server server = jetty(new WebhookServlet(receiver()));
        try {
            URI to = serve(server);
            processesEachOnceAndFailuresAgain(to);
            refuses(to);
        } finally {
            server.stop();
        }
    }

    private void processesEachOnceAndFailuresAgain(URI to) throws Exception {
        String body = Support.opened("1", Instant.now());
        fails = true;
        assertAnswer(500, "{\"received\":false}", post(to, Support.SECRET, body));
        fails = false;
        assertAnswer(200, "{\"received\":true,\"duplicate\":false}", post(to, Support.SECRET, body));
        assertAnswer(200, "{\"received\":true,\"duplicate\":true}", post(to, Support.SECRET, body));
        assertEquals(2, calls);
        assertEquals(1, told.size());
    }

    private static void refuses(URI to) throws Exception {
        Response wrong = post(to, Support.SECRET + "0", Support.opened("2", Instant.now()));
        assertRefused(401, "signature_mismatch", wrong);
        assertEquals("application/json", wrong.http().headers().firstValue("Content-Type").orElseThrow());
        byte[] large = Support.bytes(" ".repeat(1001));
        Map<String, List<String>> headers = new SignedRequest(Support.SECRET, large).headers();
        assertRefused(413, "body_too_large", send(to, "POST", headers, HttpRequest.BodyPublishers.ofByteArray(large)));
        // The same without a declared length.
        HttpRequest.BodyPublisher chunked = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        assertRefused(413, "body_too_large", send(to, "POST", headers, chunked));
        headers.put("x-webhook-event", List.of("one", "other"));
        headers.remove("X-Webhook-Event");
        assertRefused(400, "duplicate_header", send(to, "POST", headers, HttpRequest.BodyPublishers.ofString("{}")));
        assertRefused(401, "missing_signature", send(to, "POST", Map.of(), HttpRequest.BodyPublishers.noBody()));
        Response get = send(to, "GET", Map.of(), HttpRequest.BodyPublishers.noBody());
        assertEquals(405, get.status());
        assertEquals("POST", get.http().headers().firstValue("Allow").orElseThrow());
    }

    private static void assertAnswer(int status, String json, Response response) throws IOException {
        assertEquals(status, response.status());
        assertEquals(JSON.readTree(json), response.json());
    }

    private static void assertRefused(int status, String code, Response response) {
        assertEquals(code, response.json().path("code").asText());
        assertEquals(status, response.status());
        assertTrue(response.json().path("hint").asText().length() > 0);
    }

    /** Answers with the id that a filter before it verified. */
    private static final class Echo extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Delivery delivery = (Delivery) request.getAttribute(WebhookFilter.DELIVERY);
            response.getWriter().write("{\"type\":\"" + delivery.type() + "\"}");
        }
    }

    @Test
    void filter() throws Exception {
        Server server = jetty(new Echo(), new WebhookFilter(verifier));
        try {
            URI to = serve(server);
            assertAnswer(200, "{\"type\":\"email.opened\"}", post(to, Support.SECRET, Support.opened("1", Instant.now())));
            refuses(to);
        } finally {
            server.stop();
        }
    }

    /** Reads the body, as frameworks do that parse it. */
    private static final class Greedy extends jakarta.servlet.http.HttpFilter {
        private static final long serialVersionUID = 1;

        @Override
        protected void doFilter(
                HttpServletRequest request, HttpServletResponse response, jakarta.servlet.FilterChain chain)
                throws IOException, jakarta.servlet.ServletException {
            try (InputStream body = request.getInputStream()) {
                body.readAllBytes();
            }
            chain.doFilter(request, response);
        }
    }

    @Test
    void aBodyThatWasReadBeforeIsRefused() throws Exception {
        Server server = jetty(new WebhookServlet(receiver()), new Greedy());
        try {
            assertRefused(500, "body_already_parsed", post(serve(server), Support.SECRET, "{}"));
        } finally {
            server.stop();
        }
    }

    @EnableWebMvc
    static class Configuration implements WebMvcConfigurer {
        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(new DeliveryArgumentResolver(
                    Verifier.builder(Support.SECRET).maxBody(1000).build()));
        }
    }

    @RestController
    static class Controller {
        @PostMapping("/webhooks")
        String receive(Delivery delivery) {
            return "{\"type\":\"" + delivery.type() + "\"}";
        }
    }

    @Test
    void spring() throws Exception {
        AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
        context.register(Configuration.class, Controller.class, WebhookExceptionAdvice.class);
        Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
        ServletContextHandler handler = new ServletContextHandler();
        handler.addServlet(new ServletHolder(new DispatcherServlet(context)), "/*");
        server.setHandler(handler);
        try {
            URI to = serve(server);
            assertAnswer(200, "{\"type\":\"email.opened\"}", post(to, Support.SECRET, Support.opened("1", Instant.now())));
            assertRefused(401, "signature_mismatch", post(to, Support.SECRET + "0", "{}"));
            assertRefused(413, "body_too_large", post(to, Support.SECRET, " ".repeat(1001)));
            assertEquals(400, post(to, Support.SECRET, "[]").status());
        } finally {
            server.stop();
        }
    }
}
