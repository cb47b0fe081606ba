import static autosend.webhooks.pure.Admission.DUPLICATE;
import static autosend.webhooks.pure.Admission.EXPIRED;
import static autosend.webhooks.pure.Admission.FIRST;
import static org.junit.jupiter.api.Assertions.assertEquals;

import autosend.webhooks.pure.Deduplicator;
import autosend.webhooks.pure.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private final Instant now = Instant.now();

    private Delivery delivery(String name, String id) {
        return Support.deliver(Support.opened(name, now), id);
    }

    @Test
    void repeatsAreRecognised() {
        Deduplicator seen = new Deduplicator(Duration.ofHours(1), 10);
        assertEquals(FIRST, seen.admitAt(delivery("1", "a"), now));
        assertEquals(DUPLICATE, seen.admitAt(delivery("1", "a"), now));
        // A replay under an id that is still to come does not enter that id.
        assertEquals(DUPLICATE, seen.admitAt(delivery("1", "b"), now));
        assertEquals(FIRST, seen.admitAt(delivery("2", "b"), now));
        assertEquals(DUPLICATE, seen.admitAt(delivery("3", "b"), now));
    }

    @Test
    void whatIsForgottenGetsInAgain() {
        Deduplicator seen = new Deduplicator(Duration.ofHours(1), 10);
        assertEquals(FIRST, seen.admitAt(delivery("1", "a"), now));
        seen.forget(delivery("1", "b"));
        seen.forget(delivery("2", "a"));
        assertEquals(DUPLICATE, seen.admitAt(delivery("1", "a"), now));
        seen.forget(delivery("1", "a"));
        assertEquals(FIRST, seen.admitAt(delivery("1", "a"), now));
    }

    @Test
    void theMemoryEnds() {
        Deduplicator seen = new Deduplicator(Duration.ofHours(1), 2);
        Delivery first = delivery("1", "1");
        assertEquals(FIRST, seen.admitAt(first, now));
        assertEquals(DUPLICATE, seen.admitAt(first, now.plus(Duration.ofMinutes(59))));
        assertEquals(EXPIRED, seen.admitAt(first, now.plus(Duration.ofMinutes(61))));
        Delivery old = Support.deliver(Support.opened("0", now.minus(Duration.ofHours(2))));
        assertEquals(EXPIRED, seen.admitAt(old, now));

        Deduplicator full = new Deduplicator(Duration.ofHours(1), 2);
        for (String name : new String[] {"1", "2", "3"}) {
            assertEquals(FIRST, full.admitAt(delivery(name, name), now));
        }
        assertEquals(DUPLICATE, full.admitAt(delivery("3", "3"), now));
        assertEquals(FIRST, full.admitAt(first, now));
    }

    @Test
    void oneOfManyIsTheFirst() throws InterruptedException {
        Deduplicator seen = new Deduplicator();
        Delivery delivery = delivery("1", "a");
        AtomicInteger firsts = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        for (int i = 0; i < 200; i++) {
            threads.execute(() -> {
                if (seen.admit(delivery) == FIRST) {
                    firsts.incrementAndGet();
                }
            });
        }
        threads.shutdown();
        assertEquals(true, threads.awaitTermination(2, TimeUnit.MINUTES));
        assertEquals(1, firsts.get());
    }
}
