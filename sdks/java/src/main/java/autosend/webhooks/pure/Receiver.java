package autosend.webhooks.pure;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Receives deliveries by POST, whatever the server: verifies each and processes each once. The classes in {@code http}, {@code
 * servlet} and {@code spring} bring requests here.
 *
 * <p>It responds when your handler has returned: {@code {"received": true, "duplicate": false}} and status 200, or 500 where it
 * throws anything or is interrupted: then AutoSend's retry is processed. Refused requests get the status of the {@link
 * WebhookException} and what its {@link WebhookException#toJson} says.
 *
 * <pre>{@code
 * Receiver receiver = Receiver.builder(verifier, delivery -> queue.add(delivery.event())).timeout(Duration.ofSeconds(5)).build();
 * }</pre>
 */
public final class Receiver {
    /** How long a response waits for your handler, unless told otherwise: four fifths of the time that AutoSend waits. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(Provider.RESPONSE_WITHIN_MS * 8 / 10);

    final Verifier verifier;
    final Handler handler;
    final Deduplicator seen;
    final Handler onExpired;
    final Consumer<? super Throwable> log;
    final Duration timeout;
    final Executor executor;

    /** Processes a delivery. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Called once for each authentic event, on a thread of the receiver's executor. AutoSend waits little longer
         * than {@link #DEFAULT_TIMEOUT} for the response, so put longer work into a queue.
         *
         * @param delivery what was received
         * @throws Exception if it could not be processed, so that it is delivered again
         */
        void handle(Delivery delivery) throws Exception;
    }

    /**
     * Recognises repeats in memory, and logs to {@link System.Logger}.
     *
     * @param verifier what verifies requests
     * @param handler what processes each delivery
     */
    public Receiver(Verifier verifier, Handler handler) {
        this(new Builder(verifier, handler));
    }

    private Receiver(Builder builder) {
        this.verifier = builder.verifier;
        this.handler = builder.handler;
        this.seen = builder.seen;
        this.onExpired = builder.onExpired;
        this.log = builder.log;
        this.timeout = builder.timeout;
        this.executor = builder.executor;
    }

    /**
     * A receiver with settings of yours.
     *
     * @param verifier what verifies requests
     * @param handler what processes each delivery
     * @return what makes it
     */
    public static Builder builder(Verifier verifier, Handler handler) {
        return new Builder(verifier, handler);
    }

    /** Makes a {@link Receiver}. */
    public static final class Builder {
        private final Verifier verifier;
        private final Handler handler;
        private Deduplicator seen = new MemoryDeduplicator();
        private Handler onExpired = delivery -> {};
        private Consumer<? super Throwable> log = Work::log;
        private Duration timeout = DEFAULT_TIMEOUT;
        private Executor executor = Work.THREADS;

        private Builder(Verifier verifier, Handler handler) {
            this.verifier = Objects.requireNonNull(verifier, "verifier");
            this.handler = Objects.requireNonNull(handler, "handler");
        }

        /**
         * Sets what recognises repeats.
         *
         * @param seen a memory of yours, or one with another window
         * @return this
         */
        public Builder deduplicator(Deduplicator seen) {
            this.seen = Objects.requireNonNull(seen, "deduplicator");
            return this;
        }

        /**
         * Processes all deliveries, repeats too.
         *
         * @return this
         */
        public Builder withoutDeduplicator() {
            this.seen = null;
            return this;
        }

        /**
         * Sets what is given events that are too old to tell whether they were seen, to be looked up in your own records. Without
         * it they are logged.
         *
         * @param handler what looks; if it throws, the response is 500
         * @return this
         */
        public Builder onExpired(Handler handler) {
            this.onExpired = Objects.requireNonNull(handler, "onExpired");
            return this;
        }

        /**
         * Sets what is told of refused requests, as {@link WebhookException}, and of all else, as {@link ReceiverException}.
         *
         * @param log your log
         * @return this
         */
        public Builder log(Consumer<? super Throwable> log) {
            this.log = Objects.requireNonNull(log, "log");
            return this;
        }

        /**
         * Sets how long a response waits. When it is due before the handler ended, it is 503, so that the delivery comes again; it
         * is a duplicate then if the handler has returned.
         *
         * @param timeout less than AutoSend waits
         * @return this
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder timeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("the timeout must be a positive duration, got " + timeout);
            }
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets what your handler runs on, instead of threads of its own: e.g. virtual threads, or a pool that knows your
         * framework's context. With {@code Runnable::run} it is the thread of the request, and the timeout ends nothing.
         *
         * @param executor not one that queues what it has no thread for
         * @return this
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * Makes the receiver.
         *
         * @return one that this builder does not change any more
         */
        public Receiver build() {
            return new Receiver(this);
        }
    }

    /**
     * How long a response waits.
     *
     * @return a positive duration
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Handles a request.
     *
     * @param method how it came: anything but POST is refused
     * @param headers all values of each header, by names in any case
     * @param length what the request says about its body's length; negative if nothing
     * @param body where to read it from
     * @return the response; say {@link WebhookResponse#notSent} if you can't
     * @throws IOException if the body can't be read
     */
    public WebhookResponse receive(String method, Map<String, List<String>> headers, long length, InputStream body)
            throws IOException {
        return receive(new RequestTarget(method, ""), headers, length, body);
    }

    /**
     * {@link #receive(String, Map, long, InputStream)} where the provider signs the URL.
     *
     * @param target what the request is for: anything but POST is refused
     * @param headers all values of each header, by names in any case
     * @param length what the request says about its body's length; negative if nothing
     * @param body where to read it from
     * @return the response; say {@link WebhookResponse#notSent} if you can't
     * @throws IOException if the body can't be read
     */
    public WebhookResponse receive(RequestTarget target, Map<String, List<String>> headers, long length, InputStream body)
            throws IOException {
        if (!target.method().equals("POST")) {
            return WebhookResponse.notPost();
        }
        byte[] read;
        try {
            read = read(verifier, length, body);
        } catch (WebhookException refused) {
            return refuse(refused);
        }
        return new Work(this, () -> verify(verifier, target, headers, length, read)).respond();
    }

    /**
     * The response to a request that an adapter refuses before it could be read, and logs it.
     *
     * @param refused why
     * @return the response
     */
    public WebhookResponse refuse(WebhookException refused) {
        return new Work(this, () -> {
            throw refused;
        }).respond();
    }

    /**
     * Verifies a request whose body was read just now.
     *
     * @param verifier what verifies it
     * @param headers all values of each header, by names in any case
     * @param length what the request says about its body's length; negative if nothing
     * @param body the raw body
     * @return the delivery
     * @throws WebhookException if the request is refused
     */
    public static Delivery verify(Verifier verifier, Map<String, List<String>> headers, long length, byte[] body) {
        return verify(verifier, RequestTarget.POST, headers, length, body);
    }

    /**
     * {@link #verify(Verifier, Map, long, byte[])} where the provider signs the method or the URL.
     *
     * @param verifier what verifies it
     * @param target what the request is for
     * @param headers all values of each header, by names in any case
     * @param length what the request says about its body's length; negative if nothing
     * @param body the raw body
     * @return the delivery
     * @throws WebhookException if the request is refused
     */
    public static Delivery verify(
            Verifier verifier, RequestTarget target, Map<String, List<String>> headers, long length, byte[] body) {
        try {
            return verifier.verifyAt(body, headers, target, Instant.now());
        } catch (WebhookException refused) {
            // Nobody signs an empty body, and without a declared length nothing else tells that there was one.
            boolean isGone = body.length == 0 && length < 0 && refused.code() == ErrorCode.SIGNATURE_MISMATCH;
            throw isGone ? bodyIsGone() : refused;
        }
    }

    /**
     * Reads a body, up to a verifier's limit.
     *
     * @param verifier what sets the limit
     * @param length what the request says about its length; negative if nothing
     * @param body where to read it from
     * @return the raw body
     * @throws WebhookException if it is too large, or something else has read it already
     * @throws IOException if it can't be read
     */
    public static byte[] read(Verifier verifier, long length, InputStream body) throws IOException {
        if (length > verifier.maxBody()) {
            throw verifier.tooLarge(length);
        }
        // One byte more than allowed tells a body at the limit from a larger one.
        byte[] read = body.readNBytes((int) Math.min(verifier.maxBody() + 1L, Integer.MAX_VALUE));
        if (read.length < length) {
            throw bodyIsGone();
        }
        return read;
    }

    private static WebhookException bodyIsGone() {
        return new WebhookException(
                ErrorCode.BODY_ALREADY_PARSED,
                "something read the request before: verify first, or wrap it so that its body can be read again");
    }
}
