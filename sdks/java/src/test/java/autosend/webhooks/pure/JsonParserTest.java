package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonParserTest {
    /** Of one to four bytes. */
    private static final int[] LETTERS = {'a', 'b', 0xe9, 0x5b9b, 0x1f600};

    private static JsonDocument parse(String json) {
        return JsonParser.parse(Support.bytes(json));
    }

    private static WebhookException refused(byte[] json) {
        return assertThrows(WebhookException.class, () -> JsonParser.parse(json));
    }

    /** Null if it is malformed. */
    private static String byJava(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    /** Null if it is malformed. */
    private static String byParser(byte[] bytes) {
        byte[] json = new byte[bytes.length + 2];
        json[0] = '"';
        System.arraycopy(bytes, 0, json, 1, bytes.length);
        json[json.length - 1] = '"';
        try {
            return JsonParser.parse(json).string(JsonDocument.ROOT);
        } catch (WebhookException refused) {
            assertEquals("it is not UTF-8", refused.detail());
            return null;
        }
    }

    @Test
    void everyPairOfBytesIsTextWhereJavaSaysSo() {
        for (int first = 0x80; first < 0x100; first++) {
            for (int second = 0x5d; second < 0x100; second++) {
                for (int tail : List.of(0x7f, 0x80, 0xbf, 0xc0)) {
                    byte[] bytes = {(byte) first, (byte) second, (byte) tail, (byte) 0x80};
                    assertEquals(byJava(bytes), byParser(bytes), () -> hex(bytes));
                }
            }
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void textOfAllLengthsIsReadWhole() {
        Random random = new Random(1);
        for (int length = 0; length < 200; length++) {
            int[] points = random.ints(length, 0, LETTERS.length).map(letter -> LETTERS[letter]).toArray();
            String text = new String(points, 0, length);
            assertEquals(text, byParser(Support.bytes(text)));
        }
    }

    @Test
    void escapesAreRead() {
        String text = parse("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\\ud83d.\"").string(JsonDocument.ROOT);
        assertEquals("a\"\\/\b\f\n\r\t\u00e9\ud83d\ude00\ud83d.", text);
    }

    @Test
    void whatIsNoJsonIsRefusedWhereItEnds() {
        for (String json : List.of(
                "", " ", "[1,]", "{\"a\":1,}", "{,}", "{\"a\"}", "{a:1}", "[1 2]", "01", "+1", "1.", ".5", "1e", "-", "tru", "nulL",
                "\"", "\"\\x\"", "\"\\u12g4\"", "\"\t\"", "\"\u001f\"", "[]]", "1,", "\ufeff{}", "'a'", "NaN", "[1]//")) {
            assertEquals(ErrorCode.BODY_NOT_JSON, refused(Support.bytes(json)).code(), json);
        }
        assertEquals("at character 3", refused(Support.bytes("\"\u5b9b\",")).detail());
    }

    @Test
    void depthIsCountedBeforeSyntax() {
        int deepest = Provider.MAX_DEPTH;
        assertEquals('[', parse("[".repeat(deepest) + "]".repeat(deepest)).first(JsonDocument.ROOT));
        for (String json : List.of("[".repeat(deepest + 1) + "]".repeat(deepest + 1), "{".repeat(deepest + 1), "?" + "[".repeat(deepest + 1))) {
            assertEquals(ErrorCode.BODY_TOO_DEEP, refused(Support.bytes(json)).code(), json);
        }
    }

    @Test
    void ofMembersWithOneNameTheLastOneCountsInTheFirstPlace() {
        Members members = new Members(parse("{\"a\":1,\"b\":2,\"\\u0061\":3,\"\\ud800\":4,\"\\udfff\":5}"), JsonDocument.ROOT);
        assertEquals("{a=3, b=2, \ufffd=5}", members.toString());
        assertThrows(UnsupportedOperationException.class, members::clear);
    }
}
