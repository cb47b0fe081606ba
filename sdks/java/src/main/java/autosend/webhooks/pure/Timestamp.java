package autosend.webhooks.pure;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** A point in time as an event carries it, ISO 8601. It prints back exactly what came in. */
public final class Timestamp {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    /** Where the seconds end. */
    private static final int SECONDS_END = "2025-11-12T10:30:00".length();
    private static final int LONGEST = "2025-11-12T10:30:00.000000000+00:00".length();

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
        int zone = zone(text);
        if (zone < 0 || !isDate(text) || !isTimeOfDay(text) || !isFraction(text, zone)) {
            return Optional.empty();
        }
        int month = number(text, 5);
        int day = number(text, 8);
        int year = number(text, 0) * 100 + number(text, 2);
        if (year == 0 || day > YearMonth.of(year, month).lengthOfMonth()) {
            return Optional.empty();
        }
        long minutes = LocalDate.of(year, month, day).toEpochDay() * 1440 + number(text, 11) * 60L + number(text, 14);
        long seconds = (minutes - offset(text, zone)) * 60 + number(text, 17);
        return Optional.of(new Timestamp(text, Instant.ofEpochSecond(seconds, nanoseconds(text, zone))));
    }

    /** Where the zone begins; negative if there is none. */
    private static int zone(String text) {
        if (text.length() > LONGEST) {
            return -1;
        }
        if (text.endsWith("Z")) {
            return text.length() - 1;
        }
        int zone = text.length() - "+00:00".length();
        boolean isOffset = zone >= SECONDS_END && (text.charAt(zone) == '+' || text.charAt(zone) == '-');
        return isOffset && isUpTo(text, zone + 1, 23) && text.charAt(zone + 3) == ':' && isUpTo(text, zone + 4, 59) ? zone : -1;
    }

    private static boolean isDate(String text) {
        return text.length() > SECONDS_END
                && isUpTo(text, 0, 99)
                && isUpTo(text, 2, 99)
                && text.charAt(4) == '-'
                && isUpTo(text, 5, 12)
                && number(text, 5) > 0
                && text.charAt(7) == '-'
                && isUpTo(text, 8, 31)
                && number(text, 8) > 0;
    }

    private static boolean isTimeOfDay(String text) {
        return text.charAt(10) == 'T'
                && isUpTo(text, 11, 23)
                && text.charAt(13) == ':'
                && isUpTo(text, 14, 59)
                && text.charAt(16) == ':'
                && isUpTo(text, 17, 59);
    }

    /** Whether there is nothing from the seconds to the zone, or a point and up to nine digits. */
    private static boolean isFraction(String text, int zone) {
        int digits = zone - SECONDS_END - 1;
        if (digits < 0) {
            return zone == SECONDS_END;
        }
        for (int i = SECONDS_END + 1; i < zone; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.charAt(SECONDS_END) == '.' && digits >= 1 && digits <= 9;
    }

    /** Whether two digits are there, that are no more than a number. */
    private static boolean isUpTo(String text, int at, int most) {
        return isDigit(text.charAt(at)) && isDigit(text.charAt(at + 1)) && number(text, at) <= most;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    /** The number of two digits. */
    private static int number(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }

    private static int nanoseconds(String text, int zone) {
        int nanoseconds = 0;
        for (int i = 0; i < 9; i++) {
            int at = SECONDS_END + 1 + i;
            nanoseconds = nanoseconds * 10 + (at < zone ? text.charAt(at) - '0' : 0);
        }
        return nanoseconds;
    }

    /** In minutes. Java's own offsets end at 18 hours. */
    private static int offset(String text, int zone) {
        if (text.charAt(zone) == 'Z') {
            return 0;
        }
        int minutes = number(text, zone + 1) * 60 + number(text, zone + 4);
        return text.charAt(zone) == '-' ? -minutes : minutes;
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
