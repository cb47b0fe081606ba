// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers deliveries in memory, to process each event once. It may be shared between threads.
 *
 * <p>A delivery is a duplicate when its id or the digest of its body was seen. A replayed body does not enter its id: an
 * attacker can't use it to make a genuine delivery to come look like a duplicate. And because the memory ends somewhere,
 * events whose creation time lies before it are told apart.
 *
 * <p>It lives in one process and forgets on restart: with several processes, use unique indexes on the id and the digest
 * in a database of yours.
 *
 * <pre>{@code
 * if (seen.admit(delivery) == Admission.FIRST) {
 *     queue(delivery.event());
 * }
 * }</pre>
 */
public final class Deduplicator {
    /** How long a delivery is remembered, unless told otherwise. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMillis(86400000L);
    /** How many deliveries are remembered, unless told otherwise. */
    public static final int DEFAULT_CAPACITY = 100000;

    private final Duration window;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Memory> byDigest = new HashMap<>();
    private final Map<String, Memory> byId = new HashMap<>();
    /** By admission. */
    private final Deque<Memory> order = new ArrayDeque<>();

    /**
     * A delivery that was admitted.
     *
     * @param since from when on its age counts: the later one of admission and creation, so that a replay finds it for as
     *     long as its creation time alone does not tell
     */
    private record Memory(String digest, String id, Instant since) {}

    /** Remembers for {@link #DEFAULT_WINDOW}, and at most {@link #DEFAULT_CAPACITY} deliveries. */
    public Deduplicator() {
        this(DEFAULT_WINDOW, DEFAULT_CAPACITY);
    }

    /**
     * Beyond the capacity the oldest go first, and a replay of those gets in: choose one above what you receive within the
     * window.
     *
     * @param window how long each delivery is remembered
     * @param capacity how many are remembered, at least one
     * @throws IllegalArgumentException for a window or a capacity that is not positive
     */
    public Deduplicator(Duration window, int capacity) {
        if (window.isNegative() || window.isZero() || capacity < 1) {
            throw new IllegalArgumentException("the window and the capacity have to be positive");
        }
        this.window = window;
        this.capacity = capacity;
    }

    /**
     * Tells whether a delivery is to be processed; one that is counts as seen from now on. Of any number of threads with
     * the same delivery, one gets {@link Admission#FIRST}.
     *
     * @param delivery a verified delivery
     * @return what to do with it
     */
    public Admission admit(Delivery delivery) {
        return admitAt(delivery, Instant.now());
    }

    /**
     * {@link #admit} with the clock as an argument.
     *
     * @param delivery a verified delivery
     * @param now the time
     * @return what to do with it
     */
    public Admission admitAt(Delivery delivery, Instant now) {
        String digest = delivery.digest();
        Instant created = delivery.createdAt().map(Timestamp::instant).orElse(now);
        Instant horizon = now.minus(window);
        lock.lock();
        try {
            while (!order.isEmpty() && order.getFirst().since().isBefore(horizon)) {
                drop(order.removeFirst());
            }
            if (byDigest.containsKey(digest) || byId.containsKey(delivery.id())) {
                return Admission.DUPLICATE;
            }
            if (!created.isAfter(horizon)) {
                return Admission.EXPIRED;
            }
            while (order.size() >= capacity) {
                drop(order.removeFirst());
            }
            remember(new Memory(digest, delivery.id(), created.isAfter(now) ? created : now));
            return Admission.FIRST;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Forgets a delivery whose processing failed, so that its retry is processed.
     *
     * @param delivery the one that was admitted
     */
    public void forget(Delivery delivery) {
        String digest = delivery.digest();
        lock.lock();
        try {
            Memory found = byDigest.get(digest);
            // Both must belong to this delivery: a replay must not make the original's id free again.
            if (found != null && found.id().equals(delivery.id())) {
                drop(found);
                order.remove(found);
            }
        } finally {
            lock.unlock();
        }
    }

    private void remember(Memory memory) {
        byDigest.put(memory.digest(), memory);
        byId.put(memory.id(), memory);
        order.addLast(memory);
    }

    private void drop(Memory memory) {
        byDigest.remove(memory.digest());
        byId.remove(memory.id());
    }
}
