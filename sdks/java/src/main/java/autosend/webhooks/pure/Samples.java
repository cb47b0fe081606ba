package autosend.webhooks.pure;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Realistic bodies, for your own tests. */
public final class Samples {
    /** When the last one was created. */
    private static final AtomicLong LAST = new AtomicLong();

    private Samples() {}

    /**
     * A body of an event type, in today's form. Each is an event of its own: it was created now, and no two of them in the same
     * millisecond.
     *
     * @param type one of {@link Event#TYPES}
     * @return empty if the type is not known, or has no sample
     */
    public static Optional<byte[]> of(String type) {
        return Optional.ofNullable(Provider.sample(type)).map(Samples::createdNow);
    }

    /** Now, or a millisecond after the last one. */
    private static Timestamp created() {
        return Timestamp.of(Instant.ofEpochMilli(LAST.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis()))));
    }

    private static byte[] createdNow(String sample) {
        if (Provider.ENVELOPE != null) {
            return sample.getBytes(StandardCharsets.UTF_8);
        }
        String timeMember = Provider.GENERATIONS.get(0).timeMember();
        JsonDocument document = JsonParser.parse(sample.getBytes(StandardCharsets.UTF_8));
        ObjectWriter out = new ObjectWriter(0);
        new Members(document, JsonDocument.ROOT).forEach((name, value) -> {
            out.member(name, name.equals(timeMember) ? Json.quote(created().text()) : value.text());
        });
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
