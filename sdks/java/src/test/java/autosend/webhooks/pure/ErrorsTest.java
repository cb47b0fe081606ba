package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ErrorsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void theyAreTheTable() throws IOException {
        Path table = Path.of(System.getProperty("checkout"), "schema", "errors.json");
        JsonNode rows = JSON.readTree(table.toFile()).get("errors");
        assertFalse(rows.isEmpty());
        assertEquals(rows.size(), ErrorCode.values().length);
        for (int i = 0; i < rows.size(); i++) {
            ErrorCode code = ErrorCode.values()[i];
            JsonNode row = rows.get(i);
            assertEquals(row.get("code").asText(), code.code());
            assertEquals(row.get("status").intValue(), code.status());
            assertEquals(row.get("meaning").asText(), code.meaning());
            assertEquals(row.get("hint").asText(), code.hint());
        }
    }

    @Test
    void theyAreJson() throws IOException {
        WebhookException error = assertThrows(WebhookException.class, () -> Verifier.of(" padded "));
        assertEquals(ErrorCode.INVALID_SECRET, error.code());
        JsonNode json = JSON.readTree(error.toJson());
        assertEquals(4, json.size());
        assertEquals("invalid_secret", json.get("code").asText());
        assertEquals(500, json.get("status").intValue());
        assertEquals(error.hint(), json.get("hint").asText());
    }

    @Test
    void noSecretIsOne() {
        assertThrows(WebhookException.class, Verifier::of);
        assertThrows(WebhookException.class, () -> Verifier.of((String) null));
        assertThrows(WebhookException.class, () -> Verifier.of("\ud800"));
    }

    @Test
    void theyKeepTheirCodeWhenSerialized() throws IOException, ClassNotFoundException {
        WebhookException error = assertThrows(WebhookException.class, () -> Verifier.of("\u200bpadded"));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(written)) {
            out.writeObject(error);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(written.toByteArray()))) {
            WebhookException read = (WebhookException) in.readObject();
            assertEquals(ErrorCode.INVALID_SECRET, read.code());
            assertEquals(error.toJson(), read.toJson());
            assertEquals("U+200B at character 1 does not belong there", read.detail());
        }
    }
}
