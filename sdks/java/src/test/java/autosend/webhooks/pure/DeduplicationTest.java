package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import autosend.webhooks.pure.Admission.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeduplicationTest {
    private final Instant now = Instant.now();

    @Test
    void itIsAsInEveryLanguage() throws IOException {
        Path file = Path.of(System.getProperty("checkout"), "tests", "vectors", "deduplication.json");
        JsonNode vectors = new JsonMapper().readTree(file.toFile());
        String secret = vectors.get("secret").asText();
        Verifier verifier = Verifier.builder(secret).withoutTolerance().build();
        assertFalse(vectors.get("cases").isEmpty());
        for (JsonNode test : vectors.get("cases")) {
            Duration window = Duration.ofMillis(test.get("window_ms").longValue());
            MemoryDeduplicator seen = new MemoryDeduplicator(window, test.get("capacity").intValue());
            int number = 0;
            for (JsonNode step : test.get("steps")) {
                JsonNode of = test.get("deliveries").get(step.get("delivery").asText());
                byte[] body = Support.bytes(of.get("body").asText());
                Delivery delivery =
                        verifier.verify(body, new SignedRequest(secret, body).deliveryId(of.get("id").asText()).headers());
                String where = test.get("name").asText() + ", step " + number++;
                switch (step.get("do").asText()) {
                    case "done" -> seen.done(delivery);
                    case "forget" -> seen.forget(delivery);
                    default -> {
                        Admission got = seen.admitAt(delivery, Instant.ofEpochMilli(step.get("at_ms").longValue()));
                        assertEquals(expected(step.get("expect")), got, where);
                    }
                }
            }
        }
    }

    private static Admission expected(JsonNode expect) {
        Outcome outcome = Outcome.valueOf(expect.get("outcome").asText().toUpperCase(Locale.ROOT));
        return new Admission(outcome, expect.get("id_reused").booleanValue());
    }

    @Test
    void aMemoryWithoutRoomIsRefused() {
        for (Duration window : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThrows(IllegalArgumentException.class, () -> new MemoryDeduplicator(window, 1));
        }
        for (int capacity : new int[] {0, -1}) {
            assertThrows(IllegalArgumentException.class, () -> new MemoryDeduplicator(Duration.ofHours(1), capacity));
        }
    }

    @Test
    void aWindowMayBeAsLongAsADurationGoes() {
        MemoryDeduplicator seen = new MemoryDeduplicator(Duration.ofSeconds(Long.MAX_VALUE), 1);
        Delivery delivery = Support.deliver(Support.opened("1", now.minus(Duration.ofDays(365_000))));
        assertEquals(Outcome.FIRST, seen.admit(delivery).outcome());
        assertEquals(Outcome.IN_PROGRESS, seen.admit(delivery).outcome());
    }

    @Test
    void oneOfManyIsTheFirst() throws InterruptedException {
        MemoryDeduplicator seen = new MemoryDeduplicator();
        Delivery delivery = Support.deliver(Support.opened("1", now));
        AtomicInteger firsts = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        for (int i = 0; i < 200; i++) {
            threads.execute(() -> {
                if (seen.admit(delivery).outcome() == Outcome.FIRST) {
                    firsts.incrementAndGet();
                }
            });
        }
        threads.shutdown();
        assertTrue(threads.awaitTermination(1, TimeUnit.MINUTES));
        assertEquals(1, firsts.get());
    }

    /** A full memory takes as long as an empty one, and so does one that forgets. */
    @Test
    void theMemoryIsConstantAtCapacity() {
        List<Delivery> deliveries = new ArrayList<>();
        for (int i = 0; i < 8000; i++) {
            deliveries.add(Support.deliver(Support.opened("" + i, now), "" + i % 10));
        }
        deliveries.forEach(Delivery::digest);
        took(10, deliveries);
        long small = took(10, deliveries);
        long large = took(8000, deliveries);
        assertTrue(large < 10 * small + 50_000_000, small + " ns with room for 10, " + large + " for 8000");
    }

    private long took(int capacity, List<Delivery> deliveries) {
        MemoryDeduplicator seen = new MemoryDeduplicator(Duration.ofHours(1), capacity);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            for (Delivery delivery : deliveries) {
                seen.admitAt(delivery, now);
                seen.done(delivery);
            }
            deliveries.forEach(seen::forget);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
