package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Types that only catalogs of other providers have, and where their values are. */
class ReadingTest {
    /** An object with one member, {@code it}. */
    private record Holder<T>(T it, Map<String, Json> extra) {}

    private static <T> Holder<T> read(Codec<T> codec, String value) throws DecodeException {
        JsonDocument document = JsonParser.parse(Support.bytes("{\"it\":" + value + "}"));
        Field<T> field = Field.required(0, codec, "it", "it");
        ObjectReader in = new ObjectReader(Field.names(field), new Reading(document, 0), JsonDocument.ROOT);
        return new Holder<>(in.read(field), in.extra());
    }

    private static <T> void refuses(Codec<T> codec, String... values) {
        for (String value : values) {
            assertThrows(DecodeException.class, () -> read(codec, value), value);
        }
    }

    @Test
    void signedIntegers() throws DecodeException {
        for (long value : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1}) {
            assertEquals(value, read(Codec.LONG, Long.toString(value)).it());
        }
        for (String spelled : List.of("3.0", "3e0", "30e-1", "0.3E1")) {
            Holder<Long> read = read(Codec.LONG, spelled);
            assertEquals(3, read.it());
            // It can't be printed back from the value.
            assertEquals(spelled, read.extra().get("it").text());
        }
        refuses(Codec.LONG, "1.5", "9223372036854775808", "-9223372036854775809", "1e999999999", "1e-999999999", "1e-99999999999",
                "\"1\"", "true", "null", "1." + "0".repeat(100_000) + "1");
    }

    @Test
    void mapsAndAnything() throws DecodeException {
        Codec<Map<String, Maybe<Long>>> codec = Codec.map(Codec.maybe(Codec.LONG));
        Map<String, Maybe<Long>> map = read(codec, "{\"a\":1,\"\":null,\"a\":2,\"__proto__\":3}").it();
        assertEquals(Map.of("a", Maybe.of(2L), "", Maybe.ofNull(), "__proto__", Maybe.of(3L)), map);
        assertEquals("{\"a\":2,\"\":null,\"__proto__\":3}", codec.write().apply(map, 0));
        assertEquals("{\"\\ud800\":1}", read(codec, "{\"\\ud800\":1}").extra().get("it").text());
        refuses(codec, "[]", "{\"a\":\"1\"}", "null");
        assertEquals("[1, 1e999]", read(Codec.ANY, "[1, 1e999]").it().text());
    }

    @Test
    void attemptsAreBounded() throws DecodeException {
        JsonDocument document = JsonParser.parse(Support.bytes("{\"it\":1}"));
        Reading reading = new Reading(document, 0);
        ObjectReader in = new ObjectReader(Field.names(Field.required(0, Codec.LONG, "it", "it")), reading, JsonDocument.ROOT);
        int value = 2 * JsonDocument.STRIDE;
        assertEquals(1L, in.attempt(Codec.LONG, value));
        assertEquals(null, in.attempt(Codec.TEXT, value));
        for (int i = 0; i < 100_000; i++) {
            in.attempt(Codec.TEXT, value);
        }
        assertEquals(null, in.attempt(Codec.LONG, value));
    }

    private static String find(String json, String... members) {
        JsonDocument document = JsonParser.parse(Support.bytes(json));
        int value = new JsonPath(members).find(document, JsonDocument.ROOT);
        return value < 0 ? "nowhere" : document.source(value);
    }

    @Test
    void paths() {
        assertEquals("1", find("{\"a\":{\"b\":1}}", "a", "b"));
        assertEquals("{}", find("{}"));
        assertEquals("nowhere", find("{\"a\":[1]}", "a", "0"));
        assertEquals("nowhere", find("{\"a\":1}", "a", "b"));
        assertEquals("2", find("{\"kind\":\"it\",\"it\":2}", "{kind}"));
        assertEquals("nowhere", find("{\"kind\":5,\"5\":2}", "{kind}"));
        assertEquals("{\"a\":{\"b\":1}}", new JsonPath("a", "b").around("1"));
    }

    @Test
    void pointersAreEscaped() {
        assertEquals("/a~1b/~0/c x", new DataProblem("", "x").within("c").within("~").within("a/b").toString());
    }
}
