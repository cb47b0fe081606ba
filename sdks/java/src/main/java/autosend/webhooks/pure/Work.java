package autosend.webhooks.pure;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import autosend.webhooks.pure.ReceiverException.Problem;

/** Handles one request on a thread of its own: its response may be due before that ends. */
final class Work {
    /** They end when there was nothing to do for a minute, and do not keep the process alive. */
    static final Executor THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "autosend-webhook");
        thread.setDaemon(true);
        return thread;
    });

    private static final System.Logger LOGGER = System.getLogger("autosend.webhooks.pure");

    /** How far it is. */
    private enum Phase {
        VERIFYING,
        ADMITTING,
        HANDLING,
        /** The response was due before the handler was called. It won't be. */
        LATE
    }

    private final Receiver receiver;
    private final Supplier<Delivery> verify;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.VERIFYING);
    private final List<Throwable> notes = new ArrayList<>();
    /** The response, before that is logged. */
    private volatile WebhookResponse decided;

    Work(Receiver receiver, Supplier<Delivery> verify) {
        this.receiver = receiver;
        this.verify = verify;
    }

    /** Where nothing else was set: requests that do not verify are no trouble of ours. */
    static void log(Throwable what) {
        boolean isTheirs = what instanceof WebhookException refused && refused.status() < 500;
        LOGGER.log(isTheirs ? Level.DEBUG : Level.WARNING, what.getMessage(), isTheirs ? null : what.getCause());
    }

    /** Waits for the response, for as long as that may. */
    WebhookResponse respond() {
        FutureTask<WebhookResponse> task = task(this::run);
        try {
            receiver.executor.execute(task);
            return task.get(receiver.timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException due) {
            return late();
        } catch (InterruptedException interrupted) {
            // What the handler ends with decides on the retry.
            task.cancel(true);
            Thread.currentThread().interrupt();
            phase.compareAndSet(Phase.VERIFYING, Phase.LATE);
            phase.compareAndSet(Phase.ADMITTING, Phase.LATE);
            return late(Problem.HANDLER_FAILED, "the thread of the request was interrupted");
        } catch (RejectedExecutionException busy) {
            return late(Problem.IN_PROGRESS, "the executor has no thread");
        } catch (ExecutionException | CancellationException failure) {
            return late(Problem.HANDLER_FAILED, String.valueOf(failure.getCause()));
        }
    }

    /** Runs as the thread of the request would. */
    private static <T> FutureTask<T> task(Callable<T> call) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return new FutureTask<>(() -> {
            Thread thread = Thread.currentThread();
            ClassLoader own = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                return call.call();
            } finally {
                thread.setContextClassLoader(own);
            }
        });
    }

    private WebhookResponse run() {
        decided = process();
        notes.forEach(this::tell);
        return decided;
    }

    private void tell(Throwable note) {
        try {
            receiver.log.accept(note);
        } catch (Throwable failure) {
            log(note);
            log(failure);
        }
    }

    private WebhookResponse process() {
        Delivery delivery;
        try {
            delivery = verify.get();
        } catch (WebhookException refused) {
            notes.add(refused);
            return WebhookResponse.of(refused);
        }
        if (!phase.compareAndSet(Phase.VERIFYING, Phase.ADMITTING)) {
            return comeAgain(Problem.IN_PROGRESS, delivery, null);
        }
        Admission admission;
        try {
            admission = admit(delivery);
        } catch (Throwable failure) {
            return comeAgain(Problem.DEDUPLICATOR_FAILED, delivery, failure);
        }
        if (!phase.compareAndSet(Phase.ADMITTING, Phase.HANDLING)) {
            if (admission.outcome() == Admission.Outcome.FIRST) {
                forget(delivery);
            }
            return comeAgain(Problem.DEDUPLICATOR_FAILED, delivery, null);
        }
        return switch (admission.outcome()) {
            case FIRST -> handle(delivery, admission.idReused());
            case DUPLICATE -> WebhookResponse.duplicate();
            case IN_PROGRESS -> comeAgain(Problem.IN_PROGRESS, delivery, null);
            case EXPIRED -> expired(delivery);
        };
    }

    /** A deduplicator may be anybody's code. */
    private Admission admit(Delivery delivery) throws Exception {
        if (receiver.seen == null) {
            return Admission.of(Admission.Outcome.FIRST);
        }
        Admission admission = receiver.seen.admit(delivery);
        if (admission == null) {
            throw new IllegalStateException("admit returned null");
        }
        return admission;
    }

    /** Forgets the delivery unless all went well. */
    private WebhookResponse handle(Delivery delivery, boolean idReused) {
        if (idReused) {
            note(Problem.ID_REUSED, delivery, null);
        }
        try {
            receiver.handler.handle(delivery);
        } catch (Throwable failure) {
            forget(delivery);
            return failed(delivery, failure);
        }
        // From here on it was handled, however long the rest takes.
        WebhookResponse handled = WebhookResponse.received(idReused, () -> notSent(delivery));
        decided = handled;
        try {
            if (receiver.seen != null) {
                receiver.seen.done(delivery);
            }
        } catch (Throwable failure) {
            note(Problem.DEDUPLICATOR_FAILED, delivery, failure);
        }
        return handled;
    }

    private WebhookResponse expired(Delivery delivery) {
        note(Problem.EXPIRED, delivery, null);
        try {
            receiver.onExpired.handle(delivery);
            return WebhookResponse.expired();
        } catch (Throwable failure) {
            return failed(delivery, failure);
        }
    }

    private WebhookResponse failed(Delivery delivery, Throwable failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return comeAgain(Problem.HANDLER_FAILED, delivery, failure);
    }

    private void forget(Delivery delivery) {
        try {
            if (receiver.seen != null) {
                receiver.seen.forget(delivery);
            }
        } catch (Throwable failure) {
            note(Problem.DEDUPLICATOR_FAILED, delivery, failure);
        }
    }

    /** Nobody got the response, so the delivery will come again. It waits for the deduplicator no longer than a response would. */
    private void notSent(Delivery delivery) {
        Work after = new Work(receiver, verify);
        FutureTask<Void> task = task(() -> {
            after.forget(delivery);
            after.note(Problem.NOT_SENT, delivery, null);
            after.notes.forEach(after::tell);
            return null;
        });
        try {
            receiver.executor.execute(task);
            task.get(receiver.timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException ended) {
            log(new ReceiverException(Problem.DEDUPLICATOR_FAILED, what(delivery) + ": forget takes too long", ended));
        } catch (RejectedExecutionException busy) {
            task.run();
        }
    }

    /** The response while something is still at work. What that ends with decides on the retry. */
    private WebhookResponse late() {
        if (decided != null) {
            return decided;
        }
        if (phase.compareAndSet(Phase.VERIFYING, Phase.LATE)) {
            WebhookException refused =
                    new WebhookException(ErrorCode.INVALID_SECRET, "what gives the secrets takes too long");
            tellLater(refused);
            return WebhookResponse.of(refused);
        }
        if (phase.compareAndSet(Phase.ADMITTING, Phase.LATE)) {
            return late(Problem.DEDUPLICATOR_FAILED, "admit takes too long");
        }
        return late(Problem.IN_PROGRESS, "the response was due");
    }

    private WebhookResponse late(Problem why, String what) {
        if (decided != null) {
            return decided;
        }
        tellLater(new ReceiverException(why, what, null));
        return WebhookResponse.comeAgain(why);
    }

    /** Nothing waits for a log. */
    private void tellLater(Throwable note) {
        try {
            receiver.executor.execute(() -> tell(note));
        } catch (RejectedExecutionException busy) {
            log(note);
        }
    }

    private WebhookResponse comeAgain(Problem why, Delivery delivery, Throwable cause) {
        note(why, delivery, cause);
        return WebhookResponse.comeAgain(why);
    }

    private void note(Problem problem, Delivery delivery, Throwable cause) {
        notes.add(new ReceiverException(problem, what(delivery) + (cause == null ? "" : ": " + cause), cause));
    }

    private static String what(Delivery delivery) {
        return delivery.id() + " of " + Json.quote(delivery.type());
    }
}
