package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import autosend.webhooks.pure.Admission.Outcome;
import autosend.webhooks.pure.ReceiverException.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every adapter that processes deliveries holds, behind its real server. */
class ReceiverTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Verifier verifier = Verifier.builder(Support.SECRET).maxBody(1000).build();
    private final Collection<Throwable> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private final String body = Support.opened("1", Instant.now());
    private volatile Callable<?> does = () -> null;

    private Receiver.Builder receiver() {
        return Receiver.builder(verifier, delivery -> {
                    calls.incrementAndGet();
                    does.call();
                })
                .log(told::add);
    }

    private Object waits() throws InterruptedException {
        release.await();
        return null;
    }

    private static Object fails() throws IOException {
        throw new IOException("password=hunter2");
    }

    private static <T extends Throwable> Object sneak(Throwable failure) throws T {
        @SuppressWarnings("unchecked")
        T any = (T) failure;
        throw any;
    }

    private void isTold(Problem problem) throws Exception {
        Client.eventually(
                () -> told.stream().anyMatch(it -> it instanceof ReceiverException note && note.problem() == problem));
    }

    /** A body is free: its retry is handled. */
    private void isProcessedAgain(Servers.Running server, String body) throws Exception {
        does = () -> null;
        Client.Response[] last = new Client.Response[1];
        Client.eventually(() -> (last[0] = Client.post(server.uri(), body)).status() != 503);
        last[0].is(200, Client.RECEIVED);
        Client.post(server.uri(), body).is(200, Client.DUPLICATE);
    }

    @ParameterizedTest
    @EnumSource
    void handlerFails(Servers.Kind kind) throws Exception {
        try (Servers.Running server = kind.serve(receiver().build())) {
            int number = 0;
            for (Throwable failure : List.of(new IOException("password=hunter2"), new IllegalStateException(), new StackOverflowError(),
                    new NoClassDefFoundError("x"), new Throwable())) {
                String body = Support.opened("" + number++, Instant.now());
                does = () -> sneak(failure);
                Client.post(server.uri(), body).is(500, Client.FAILED);
                isTold(Problem.HANDLER_FAILED);
                isProcessedAgain(server, body);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void handlerIsCancelled(Servers.Kind kind) throws Exception {
        try (Servers.Running server = kind.serve(receiver().build())) {
            int number = 0;
            for (Exception failure : List.of(new InterruptedException(), new CancellationException())) {
                String body = Support.opened("" + number++, Instant.now());
                does = () -> sneak(failure);
                Client.post(server.uri(), body).is(500, Client.FAILED);
                isProcessedAgain(server, body);
            }
        }
        // The thread of the request is interrupted, as by a server that stops.
        for (boolean isOnItsOwnThread : new boolean[] {true, false}) {
            Receiver.Builder builder = receiver();
            Receiver receiver = isOnItsOwnThread ? builder.build() : builder.executor(Runnable::run).build();
            byte[] bytes = Support.bytes(body);
            Map<String, List<String>> headers = new SignedRequest(Support.SECRET, bytes).headers();
            Callable<String> receive =
                    () -> receiver.receive("POST", headers, bytes.length, new ByteArrayInputStream(bytes)).toString();
            CompletableFuture<String> response = new CompletableFuture<>();
            int before = calls.get();
            does = this::waits;
            Thread thread = new Thread(() -> {
                try {
                    response.complete(receive.call());
                } catch (Exception failure) {
                    response.completeExceptionally(failure);
                }
            });
            thread.start();
            Client.eventually(() -> calls.get() > before);
            thread.interrupt();
            assertEquals("500 " + Client.FAILED, response.orTimeout(5, java.util.concurrent.TimeUnit.SECONDS).join());
            does = () -> null;
            Client.eventually(() -> receive.call().equals("200 " + Client.RECEIVED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void handlerTimesOut(Servers.Kind kind) throws Exception {
        try (Servers.Running server = kind.serve(receiver().timeout(SHORT).build())) {
            does = this::waits;
            Client.post(server.uri(), body).is(503, Client.IN_PROGRESS);
            isTold(Problem.IN_PROGRESS);
            Client.post(server.uri(), body).is(503, Client.IN_PROGRESS);
            String other = Support.opened("2", Instant.now());
            does = () -> {
                waits();
                return fails();
            };
            Client.post(server.uri(), other).is(503, Client.IN_PROGRESS);
            release.countDown();
            // The first was handled all the same.
            Client.eventually(() -> Client.post(server.uri(), body).json().path("duplicate").asBoolean());
            isProcessedAgain(server, other);
            assertEquals(3, calls.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void responseCannotBeSent(Servers.Kind kind) throws Exception {
        try (Servers.Running server = kind.serve(receiver().build())) {
            does = this::waits;
            try (Socket socket = Client.begin(server.uri(), body, body.length())) {
                Client.eventually(() -> calls.get() == 1);
                socket.setSoLinger(true, 0);
            }
            Thread.sleep(50);
            release.countDown();
            isTold(Problem.NOT_SENT);
            isProcessedAgain(server, body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void repeatWhileAtWork(Servers.Kind kind) throws Exception {
        try (Servers.Running server = kind.serve(receiver().build())) {
            does = this::waits;
            CompletableFuture<Client.Response> one = CompletableFuture.supplyAsync(() -> {
                try {
                    return Client.post(server.uri(), body);
                } catch (IOException | InterruptedException failure) {
                    throw new IllegalStateException(failure);
                }
            });
            Client.eventually(() -> calls.get() == 1);
            Client.post(server.uri(), body).is(503, Client.IN_PROGRESS);
            release.countDown();
            one.join().is(200, Client.RECEIVED);
            Client.post(server.uri(), body).is(200, Client.DUPLICATE);
        }
    }

    /** A deduplicator of somebody's. */
    private record Anybody(Callable<Admission> admits, Callable<?> dones, Callable<?> forgets) implements Deduplicator {
        @Override
        public Admission admit(Delivery delivery) throws Exception {
            return admits.call();
        }

        @Override
        public void done(Delivery delivery) throws Exception {
            dones.call();
        }

        @Override
        public void forget(Delivery delivery) throws Exception {
            forgets.call();
        }
    }

    private static Admission first() {
        return Admission.of(Outcome.FIRST);
    }

    private Client.Response post(Servers.Kind kind, Receiver.Builder receiver, String body) throws Exception {
        try (Servers.Running server = kind.serve(receiver.build())) {
            return Client.post(server.uri(), body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void callbackThrows(Servers.Kind kind) throws Exception {
        for (Throwable failure : List.of(new IOException("password=hunter2"), new AssertionError("password=hunter2"))) {
            calls.set(0);
            does = () -> null;
            Deduplicator admits = new Anybody(() -> (Admission) sneak(failure), () -> null, () -> null);
            post(kind, receiver().deduplicator(admits), body).is(503, Client.UNKNOWN);
            isTold(Problem.DEDUPLICATOR_FAILED);
            assertEquals(0, calls.get());

            told.clear();
            Deduplicator dones = new Anybody(ReceiverTest::first, () -> sneak(failure), () -> null);
            post(kind, receiver().deduplicator(dones), body).is(200, Client.RECEIVED);
            isTold(Problem.DEDUPLICATOR_FAILED);

            told.clear();
            does = ReceiverTest::fails;
            Deduplicator forgets = new Anybody(ReceiverTest::first, () -> null, () -> sneak(failure));
            post(kind, receiver().deduplicator(forgets), body).is(500, Client.FAILED);
            isTold(Problem.DEDUPLICATOR_FAILED);

            Receiver.Builder logs = receiver().log(note -> ReceiverTest.<RuntimeException>sneak(failure));
            post(kind, logs, "{").refuses(400, "body_not_json");
            post(kind, logs, body).is(500, Client.FAILED);
        }
        String old = Support.opened("old", Instant.now().minus(Duration.ofDays(2)));
        calls.set(0);
        told.clear();
        post(kind, receiver(), old).is(200, Client.EXPIRED);
        isTold(Problem.EXPIRED);
        post(kind, receiver().onExpired(delivery -> fails()), old).is(500, Client.FAILED);
        assertEquals(0, calls.get());
    }

    @ParameterizedTest
    @EnumSource
    void callbackRejects(Servers.Kind kind) throws Exception {
        Deduplicator nothing = new Anybody(() -> null, () -> null, () -> null);
        post(kind, receiver().deduplicator(nothing), body).is(503, Client.UNKNOWN);
        isTold(Problem.DEDUPLICATOR_FAILED);
        Receiver.Builder busy = receiver().executor(task -> {
            throw new java.util.concurrent.RejectedExecutionException();
        });
        post(kind, busy, body).is(503, Client.IN_PROGRESS);
        assertEquals(0, calls.get());
    }

    @ParameterizedTest
    @EnumSource
    void callbackNeverSettles(Servers.Kind kind) throws Exception {
        AtomicInteger forgotten = new AtomicInteger();
        Deduplicator admits = new Anybody(
                () -> {
                    waits();
                    return first();
                },
                () -> null,
                forgotten::incrementAndGet);
        post(kind, receiver().timeout(SHORT).deduplicator(admits), body).is(503, Client.UNKNOWN);
        assertEquals(0, calls.get());
        Deduplicator dones = new Anybody(ReceiverTest::first, this::waits, () -> null);
        post(kind, receiver().timeout(SHORT).deduplicator(dones), body).is(200, Client.RECEIVED);
        does = ReceiverTest::fails;
        Deduplicator forgets = new Anybody(ReceiverTest::first, () -> null, this::waits);
        post(kind, receiver().timeout(SHORT).deduplicator(forgets), body).is(503, Client.IN_PROGRESS);
        Receiver.Builder logs = receiver().timeout(SHORT).log(note -> {
            try {
                waits();
            } catch (InterruptedException end) {
                throw new IllegalStateException(end);
            }
        });
        post(kind, logs, "{").refuses(400, "body_not_json");
        Verifier slow = Verifier.of(() -> {
            try {
                waits();
                return List.of(Support.SECRET);
            } catch (InterruptedException end) {
                throw new IllegalStateException(end);
            }
        });
        Receiver.Builder secrets = Receiver.builder(slow, delivery -> calls.incrementAndGet()).timeout(SHORT).log(told::add);
        int before = calls.get();
        post(kind, secrets, body).refuses(500, "invalid_secret");

        release.countDown();
        // An admission that comes too late is given back.
        Client.eventually(() -> forgotten.get() == 1);
        assertEquals(before, calls.get());
    }

    @ParameterizedTest
    @EnumSource
    void tooLargeThenKeepAlive(Servers.Kind kind) throws Exception {
        try (Servers.Running server = kind.serve(receiver().build())) {
            for (boolean isChunked : new boolean[] {false, true}) {
                Client.post(server.uri(), Support.SECRET, " ".repeat(1001), isChunked).refuses(413, "body_too_large");
                Client.post(server.uri(), Support.opened("" + isChunked, Instant.now())).is(200, Client.RECEIVED);
            }
            // The sender of a body without end is not listened to for ever.
            try (Socket socket = Client.begin(server.uri(), "", 1L << 40)) {
                assertTrue(sent(socket) < 64 << 20, "it reads on and on");
            }
        }
    }

    /** How much somebody takes before it hangs up. */
    private static long sent(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] chunk = new byte[1 << 16];
        long sent = 0;
        try {
            for (; sent < 64 << 20; sent += chunk.length) {
                out.write(chunk);
            }
        } catch (IOException end) {
            // As it should.
        }
        return sent;
    }

    @ParameterizedTest
    @EnumSource
    void nothingHangs(Servers.Kind kind) throws Exception {
        // A servlet container has a limit of its own, of 30 seconds.
        if (kind == Servers.Kind.JAVA) {
            try (Servers.Running server = kind.serve(receiver().timeout(SHORT).build());
                    Socket socket = Client.begin(server.uri(), body, 900)) {
                assertEquals(-1, socket.getInputStream().read());
            }
        }
        // What keeps a body from stalling ends no handler that is slower.
        try (Servers.Running server = kind.serve(receiver().timeout(Duration.ofMillis(500)).build())) {
            does = () -> {
                Thread.sleep(1000);
                return null;
            };
            Client.post(server.uri(), body).is(503, Client.IN_PROGRESS);
            Client.eventually(() -> Client.post(server.uri(), body).json().path("duplicate").asBoolean());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReusedIdIsToldAndProcessed(Servers.Kind kind) throws Exception {
        try (Servers.Running server = kind.serve(receiver().build())) {
            for (String name : List.of("1", "2")) {
                byte[] bytes = Support.bytes(Support.opened(name, Instant.now()));
                Map<String, List<String>> headers = new SignedRequest(Support.SECRET, bytes).deliveryId("a").headers();
                String expected = name.equals("1") ? Client.RECEIVED : Client.REUSED;
                Client.send(server.uri(), "POST", headers, bytes, false).is(200, expected);
            }
            isTold(Problem.ID_REUSED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNoDelivery(Servers.Kind kind) throws Exception {
        try (Servers.Running server = kind.serve(receiver().build())) {
            Client.post(server.uri(), Support.SECRET + "0", body, false).refuses(401, "signature_mismatch");
            Map<String, List<String>> headers = new SignedRequest(Support.SECRET, Support.bytes("{}")).headers();
            headers.put("x-webhook-event", List.of("one", "other"));
            Client.send(server.uri(), "POST", headers, Support.bytes("{}"), false).refuses(400, "duplicate_header");
            Client.send(server.uri(), "POST", Map.of(), new byte[0], false).refuses(401, "missing_signature");
            Client.Response get = Client.send(server.uri(), "GET", Map.of(), new byte[0], false);
            assertEquals(405, get.status());
            assertEquals("POST", get.http().headers().firstValue("Allow").orElseThrow());
            assertEquals(0, calls.get());
            assertFalse(told.isEmpty());
        }
    }
}
