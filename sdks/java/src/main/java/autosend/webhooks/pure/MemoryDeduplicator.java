package autosend.webhooks.pure;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers deliveries in memory, to process each event once. It may be shared between threads.
 *
 * <p>It lives in one process and forgets on restart: with several processes, bring a {@link Deduplicator} with a unique index on
 * the digest in a database of yours.
 *
 * <pre>{@code
 * if (seen.admit(delivery).outcome() == Admission.Outcome.FIRST) {
 *     try {
 *         process(delivery.event());
 *         seen.done(delivery);
 *     } finally {
 *         // unless it is done
 *         seen.forget(delivery);
 *     }
 * }
 * }</pre>
 */
public final class MemoryDeduplicator implements Deduplicator {
    /** How long a delivery is remembered, unless told otherwise. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMillis(Provider.DEDUPLICATION_WINDOW_MS);
    /** How many deliveries are remembered, unless told otherwise. */
    public static final int DEFAULT_CAPACITY = Provider.DEDUPLICATION_CAPACITY;

    private final long windowMillis;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    /** By digest. */
    private final Map<String, Memory> atWork = new HashMap<>();
    /** By digest; what was handled first comes first. */
    private final Map<String, Memory> done = new LinkedHashMap<>();

    private final Map<String, Set<Memory>> byId = new HashMap<>();

    /**
     * A delivery that was admitted.
     *
     * @param since from when on its age counts, Unix milliseconds: the later one of admission and creation, so that a replay finds
     *     it for as long as its creation time alone does not tell
     */
    private record Memory(String digest, String id, long since) {}

    /** Remembers for {@link #DEFAULT_WINDOW}, and at most {@link #DEFAULT_CAPACITY} deliveries. */
    public MemoryDeduplicator() {
        this(DEFAULT_WINDOW, DEFAULT_CAPACITY);
    }

    /**
     * Beyond the capacity the oldest go first, and a replay of those gets in: choose one above what you receive within the window.
     * What is being handled is not counted.
     *
     * @param window how long each delivery is remembered after it was handled
     * @param capacity how many are remembered, at least one
     * @throws IllegalArgumentException for a window or a capacity that is not positive
     */
    public MemoryDeduplicator(Duration window, int capacity) {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("the window must be a positive duration, got " + window);
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("the capacity must be a positive number of deliveries, got " + capacity);
        }
        this.windowMillis = window.compareTo(LONGEST) < 0 ? window.toMillis() : LONGEST.toMillis();
        this.capacity = capacity;
    }

    /** Longer than any two times of deliveries lie apart. */
    private static final Duration LONGEST = Duration.ofDays(365L * 100_000);

    /** Of any number of threads with the same delivery, one gets {@link Admission.Outcome#FIRST}. */
    @Override
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
        long time = now.toEpochMilli();
        long horizon = time - windowMillis;
        long created = delivery.createdAt().map(it -> it.instant().toEpochMilli()).orElse(time);
        lock.lock();
        try {
            dropUntil(horizon);
            if (atWork.containsKey(delivery.digest())) {
                return Admission.of(Admission.Outcome.IN_PROGRESS);
            }
            Memory known = done.get(delivery.digest());
            if (known != null && remembers(known, horizon)) {
                return Admission.of(Admission.Outcome.DUPLICATE);
            }
            if (created <= horizon) {
                return Admission.of(Admission.Outcome.EXPIRED);
            }
            Admission first = new Admission(Admission.Outcome.FIRST, knowsId(delivery.id(), horizon));
            Memory claimed = new Memory(delivery.digest(), delivery.id(), Math.max(time, created));
            atWork.put(claimed.digest(), claimed);
            byId.computeIfAbsent(claimed.id(), id -> new LinkedHashSet<>()).add(claimed);
            return first;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void done(Delivery delivery) {
        lock.lock();
        try {
            Memory claimed = atWork.remove(delivery.digest());
            if (claimed != null) {
                done.put(claimed.digest(), claimed);
            }
            if (done.size() > capacity) {
                drop(oldest());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void forget(Delivery delivery) {
        lock.lock();
        try {
            Memory claimed = atWork.get(delivery.digest());
            Memory known = claimed != null ? claimed : done.get(delivery.digest());
            if (known != null) {
                drop(known);
            }
        } finally {
            lock.unlock();
        }
    }

    private void dropUntil(long horizon) {
        while (!done.isEmpty() && oldest().since() < horizon) {
            drop(oldest());
        }
    }

    private Memory oldest() {
        return done.values().iterator().next();
    }

    /** Drops what was handled before the horizon. What is at work has no end. */
    private boolean remembers(Memory memory, long horizon) {
        if (memory.since() >= horizon || atWork.containsKey(memory.digest())) {
            return true;
        }
        drop(memory);
        return false;
    }

    private boolean knowsId(String id, long horizon) {
        Set<Memory> sameId = byId.getOrDefault(id, Set.of());
        while (!sameId.isEmpty()) {
            if (remembers(sameId.iterator().next(), horizon)) {
                return true;
            }
        }
        return false;
    }

    private void drop(Memory memory) {
        atWork.remove(memory.digest());
        done.remove(memory.digest());
        Set<Memory> sameId = byId.get(memory.id());
        sameId.remove(memory);
        if (sameId.isEmpty()) {
            byId.remove(memory.id());
        }
    }
}
