// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Receives deliveries by POST, whatever the server: verifies each and processes each once. The classes in {@code http},
 * {@code servlet} and {@code spring} bring requests here.
 *
 * <p>It answers {@code {"received": true, "duplicate": false}} and status 200, the status of a {@link WebhookException} and
 * what its {@link WebhookException#toJson} says, or 500 where your handler throws: then AutoSend's retry is processed.
 */
public final class Receiver {
    private final Verifier verifier;
    private final Deduplicator seen;
    private final Handler handler;
    private final Consumer<Exception> failed;

    /** Processes a delivery. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Called once for each authentic event. AutoSend waits 10 seconds for the answer, so put longer work into a
         * queue.
         *
         * @param delivery what was received
         * @throws Exception if it could not be processed, so that it is delivered again
         */
        void handle(Delivery delivery) throws Exception;
    }

    /**
     * Recognises repeats in memory, and tells nobody about failures.
     *
     * @param verifier what verifies requests
     * @param handler what processes each delivery
     */
    public Receiver(Verifier verifier, Handler handler) {
        this(verifier, new Deduplicator(), handler, failure -> {});
    }

    /**
     * A receiver with all settings.
     *
     * @param verifier what verifies requests
     * @param seen what recognises repeats; null to process them all
     * @param handler what processes each delivery
     * @param failed is told what was refused or failed, for your log
     */
    public Receiver(Verifier verifier, Deduplicator seen, Handler handler, Consumer<Exception> failed) {
        this.verifier = verifier;
        this.seen = seen;
        this.handler = handler;
        this.failed = failed;
    }

    /**
     * Handles a request.
     *
     * @param method how it came: anything but POST is refused
     * @param headers all values of each header, by names in any case
     * @param length what the request says about its body's length; negative if nothing
     * @param body where to read it from
     * @return what to answer
     * @throws IOException if the body can't be read
     */
    public Answer receive(String method, Map<String, List<String>> headers, long length, InputStream body)
            throws IOException {
        if (!method.equals("POST")) {
            return Answer.notPost();
        }
        Delivery delivery;
        try {
            delivery = verifier.verify(read(verifier, length, body), headers);
        } catch (WebhookException refused) {
            failed.accept(refused);
            return Answer.of(refused);
        }
        if (seen != null && seen.admit(delivery) != Admission.FIRST) {
            return Answer.received(true);
        }
        return process(delivery);
    }

    private Answer process(Delivery delivery) {
        boolean done = false;
        try {
            handler.handle(delivery);
            done = true;
            return Answer.received(false);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            failed.accept(interrupted);
            return Answer.failed();
        } catch (Exception failure) {
            failed.accept(failure);
            return Answer.failed();
        } finally {
            // Errors, which are not caught, included.
            if (seen != null && !done) {
                seen.forget(delivery);
            }
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
        if (read.length == 0 && length > 0) {
            throw new WebhookException(ErrorCode.BODY_ALREADY_PARSED, "something read the request before");
        }
        return read;
    }
}
