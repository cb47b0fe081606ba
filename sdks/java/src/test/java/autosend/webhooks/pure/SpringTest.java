package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import autosend.webhooks.pure.spring.DeliveryArgumentResolver;
import autosend.webhooks.pure.spring.WebhookExceptionAdvice;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.ContentCachingRequestWrapper;

/** Controllers that take a delivery, under Spring's dispatcher in Jetty. */
class SpringTest {
    private static final AtomicInteger CALLS = new AtomicInteger();

    private final String body = Support.opened("1", Instant.now());

    @BeforeEach
    void nothingWasCalled() {
        CALLS.set(0);
    }

    @EnableWebMvc
    static class Resolving implements WebMvcConfigurer {
        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(new DeliveryArgumentResolver(
                    Verifier.builder(Support.SECRET).maxBody(1000).build()));
        }
    }

    /** One who forgot the resolver. */
    @EnableWebMvc
    static class Forgotten implements WebMvcConfigurer {}

    @RestController
    static class Controller {
        @PostMapping("/webhooks")
        String receive(Delivery delivery) {
            CALLS.incrementAndGet();
            return "{\"type\":\"" + delivery.type() + "\"}";
        }

        @RequestMapping("/webhooks/any")
        String any(Delivery delivery) {
            CALLS.incrementAndGet();
            return "{\"id\":\"" + delivery.id() + "\"}";
        }
    }

    private static Servers.Running serve(Class<?> configuration, Filter... filters) throws Exception {
        AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
        context.register(configuration, Controller.class, WebhookExceptionAdvice.class);
        return Servers.jettyAtRoot(new DispatcherServlet(context), filters);
    }

    @Test
    void deliveriesArrive() throws Exception {
        try (Servers.Running server = serve(Resolving.class)) {
            assertEquals("{\"type\":\"email.opened\"}", Client.post(server.uri(), body).json().toString());
            Client.post(server.uri(), Support.SECRET + "0", "{}", false).refuses(401, "signature_mismatch");
            Client.post(server.uri(), "[]").refuses(400, "body_not_object");
            assertEquals(1, CALLS.get());
        }
    }

    @Test
    void tooLargeThenKeepAlive() throws Exception {
        try (Servers.Running server = serve(Resolving.class)) {
            for (boolean isChunked : new boolean[] {false, true}) {
                Client.post(server.uri(), Support.SECRET, " ".repeat(1001), isChunked).refuses(413, "body_too_large");
                assertEquals(200, Client.post(server.uri(), body).status());
            }
        }
    }

    /** Keeps what is read, as Spring's own filters for logging do. */
    private static final class Keeping extends HttpFilter {
        private static final long serialVersionUID = 1;
        private final transient ServletTest.Reads reads;

        Keeping(ServletTest.Reads reads) {
            this.reads = reads;
        }

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            HttpServletRequest keeping = new ContentCachingRequestWrapper(request, 1 << 20);
            reads.read(keeping);
            chain.doFilter(keeping, response);
        }
    }

    @Test
    void bodyReadBefore() throws Exception {
        for (Map.Entry<String, ServletTest.Reads> way : ServletTest.ways().entrySet()) {
            try (Servers.Running server = serve(Resolving.class, new ServletTest.Before(way.getValue()))) {
                Client.post(server.uri(), body).refuses(500, "body_already_parsed");
            }
            try (Servers.Running server = serve(Resolving.class, new Keeping(way.getValue()))) {
                for (boolean isChunked : new boolean[] {false, true}) {
                    Client.Response response = Client.post(server.uri(), Support.SECRET, body, isChunked);
                    assertEquals(200, response.status(), way.getKey() + ": " + response.json());
                }
            }
        }
        try (Servers.Running server = serve(Resolving.class, new Keeping(request -> {}))) {
            assertEquals(200, Client.post(server.uri(), body).status());
        }
    }

    /** As the guide to Spring shows it. */
    static class Guide {
        private static final List<Event> QUEUE = new CopyOnWriteArrayList<>();

        // region: receive
        @EnableWebMvc
        @Configuration
        static class Webhooks implements WebMvcConfigurer {
            @Value("${AUTOSEND_WEBHOOK_SECRET}")
            String secret;

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new DeliveryArgumentResolver(Verifier.of(secret)));
            }

            @Bean
            WebhookExceptionAdvice refusals() {
                return new WebhookExceptionAdvice();
            }
        }

        @RestController
        static class WebhooksController {
            private final Deduplicator seen = new MemoryDeduplicator();

            @PostMapping("/webhooks")
            ResponseEntity<Void> receive(Delivery delivery) throws Exception {
                Admission.Outcome outcome = seen.admit(delivery).outcome();
                if (outcome == Admission.Outcome.FIRST) {
                    try {
                        QUEUE.add(delivery.event()); // AutoSend waits 10 seconds.
                        seen.done(delivery);
                    } catch (RuntimeException failure) {
                        seen.forget(delivery); // The retry is processed.
                        throw failure;
                    }
                }
                return ResponseEntity.status(outcome == Admission.Outcome.IN_PROGRESS ? 503 : 200).build();
            }
        }
        // endregion
    }

    @Test
    void theGuide() throws Exception {
        System.setProperty("AUTOSEND_WEBHOOK_SECRET", Support.SECRET);
        AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
        context.register(Guide.Webhooks.class, Guide.WebhooksController.class);
        try (Servers.Running server = Servers.jettyAtRoot(new DispatcherServlet(context))) {
            assertEquals(200, Client.post(server.uri(), body).status());
            assertEquals(200, Client.post(server.uri(), body).status());
            Client.post(server.uri(), Support.SECRET + "0", "{}", false).refuses(401, "signature_mismatch");
            assertEquals(1, Guide.QUEUE.size());
        } finally {
            System.clearProperty("AUTOSEND_WEBHOOK_SECRET");
        }
    }

    /** Spring fills objects that it does not know from a request's parameters: not this one. */
    @Test
    void withoutTheResolverNothingGetsThrough() throws Exception {
        try (Servers.Running server = serve(Forgotten.class)) {
            for (String path : List.of("", "/any")) {
                for (String query : List.of("", "?id=forged&body=e30&secretIndex=0", "?id=a&event=b&sentAt=&secretIndex=0&body=c&proof=")) {
                    HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + path + query))
                            .POST(HttpRequest.BodyPublishers.ofString("{}"))
                            .build();
                    int status = HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode();
                    assertNotEquals(200, status, path + query);
                }
            }
            assertEquals(0, CALLS.get());
        }
    }
}
