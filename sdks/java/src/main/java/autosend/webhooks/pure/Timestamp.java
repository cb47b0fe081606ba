// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** A point in time as an event carries it, ISO 8601. It prints back exactly what came in. */
public final class Timestamp {
    private static final Pattern PATTERN = Pattern.compile("^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$");
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private final String text;
    private final Instant instant;

    private Timestamp(String text, Instant instant) {
        this.text = text;
        this.instant = instant;
    }

    /**
     * Reads a time such as 2025-11-12T10:30:00.000Z: up to nine fractional digits, Z or a numeric offset, a real calendar
     * date.
     *
     * @param text the time
     * @return empty if it is none
     */
    public static Optional<Timestamp> parse(String text) {
        if (!PATTERN.matcher(text).matches()) {
            return Optional.empty();
        }
        int zone = text.endsWith("Z") ? text.length() - 1 : text.length() - "+00:00".length();
        try {
            Instant local = LocalDateTime.parse(text.substring(0, zone)).toInstant(ZoneOffset.UTC);
            return Optional.of(new Timestamp(text, local.minus(offset(text.substring(zone)), ChronoUnit.MINUTES)));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /** In minutes. Java's own offsets end at 18 hours. */
    private static int offset(String zone) {
        if (zone.equals("Z")) {
            return 0;
        }
        int minutes = Integer.parseInt(zone.substring(1, 3)) * 60 + Integer.parseInt(zone.substring(4));
        return zone.startsWith("-") ? -minutes : minutes;
    }

    /**
     * A time of yours.
     *
     * @param instant in the years 1 to 9999
     * @return in UTC with milliseconds
     */
    public static Timestamp of(Instant instant) {
        return parse(MILLISECONDS.format(instant)).orElseThrow(() -> new DateTimeException("no year of four digits"));
    }

    /**
     * The time as it came in.
     *
     * @return ISO 8601
     */
    public String text() {
        return text;
    }

    /**
     * The point in time.
     *
     * @return to the nanosecond
     */
    public Instant instant() {
        return instant;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Timestamp timestamp && text.equals(timestamp.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The time as it came in. */
    @Override
    public String toString() {
        return text;
    }
}
