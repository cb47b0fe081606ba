package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TimestampTest {
    private static final List<String> TIMES = List.of(
            "2025-11-12T10:30:00Z", "2025-11-12T10:30:00.1Z", "2025-11-12T10:30:00.123456789Z", "2025-11-12T10:30:00+02:00",
            "2025-01-28T23:59:59.000-23:59");

    /** Every letter of a time replaced, doubled and left out: what is a time does not depend on who looks. */
    @Test
    void theCatalogsPatternSaysTheSame() throws IOException {
        Path catalog = Path.of(System.getProperty("checkout"), "schema", "catalog.json");
        Pattern pattern = Pattern.compile(new JsonMapper().readTree(catalog.toFile()).get("time_pattern").asText());
        for (String time : TIMES) {
            for (int i = 0; i < time.length(); i++) {
                for (String letter : List.of("", "0", "1", "2", "3", "5", "6", "9", "-", "+", ":", ".", "T", "Z", "t", " ", "\u0660", "00")) {
                    String other = time.substring(0, i) + letter + time.substring(i + 1);
                    assertEquals(pattern.matcher(other).matches(), Timestamp.parse(other).isPresent(), other);
                }
            }
        }
    }

    @Test
    void theCalendarCounts() {
        for (String day : List.of("2025-02-29", "2100-02-29", "2025-04-31", "2025-00-10", "2025-10-00", "0000-01-01")) {
            assertEquals(Optional.empty(), Timestamp.parse(day + "T00:00:00Z"), day);
        }
        assertTrue(Timestamp.parse("2000-02-29T00:00:00Z").isPresent());
    }

    @Test
    void theInstantIsExact() {
        assertEquals(Instant.parse("2025-11-12T10:30:00.120Z"), instant("2025-11-12T10:30:00.12Z"));
        assertEquals(Instant.parse("2025-11-11T15:00:00.000000001Z"), instant("2025-11-12T10:30:00.000000001+19:30"));
        assertEquals(Instant.parse("0000-12-31T00:01:00Z"), instant("0001-01-01T00:00:00+23:59"));
    }

    private static Instant instant(String time) {
        return Timestamp.parse(time).orElseThrow().instant();
    }
}
