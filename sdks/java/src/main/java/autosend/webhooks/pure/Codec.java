package autosend.webhooks.pure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Turns JSON of one kind into a Java type and back.
 *
 * @param <T> the Java type
 * @param member reads a value that may be absent or null, but is neither
 */
record Codec<T>(Read<T> read, BiFunction<T, Integer, String> write, Read<Maybe<T>> member) {
    /** From how many bytes on a text that is not ASCII is decoded when it is asked for. */
    private static final int LONG_TEXT = 1024;
    /** How many letters of a number with a fraction or an exponent are looked at. */
    private static final int MOST_LETTERS = 64;
    /** Beyond all 64-bit integers. */
    private static final double LIMIT = 0x1p63;

    /** Reads a value as the reader's generation of the body has it. */
    interface Read<T> {
        T apply(int value, ObjectReader in) throws DecodeException;
    }

    static final Codec<String> TEXT =
            new Codec<>(Codec::text, (value, generation) -> Json.quote(value), Codec::textMember);

    static final Codec<Boolean> BOOLEAN = new Codec<>(Codec::bool, (value, generation) -> value.toString());

    static final Codec<Long> INTEGER = new Codec<>(Codec::integer, (value, generation) -> value.toString());

    static final Codec<Long> LONG = new Codec<>(Codec::signed, (value, generation) -> value.toString());

    /** Anything, as it came. */
    static final Codec<Json> ANY = new Codec<>((value, in) -> new Json(in.document(), value), (value, generation) -> value.text());

    static final Codec<JsonNumber> NUMBER = new Codec<>(Codec::number, (value, generation) -> value.toString());

    static final Codec<Timestamp> TIME = new Codec<>(
            (value, in) -> Timestamp.parse(text(value, in)).orElseThrow(() -> isNo("ISO 8601 time")),
            (value, generation) -> Json.quote(value.text()));

    Codec(Read<T> read, BiFunction<T, Integer, String> write) {
        this(read, write, (value, in) -> Maybe.of(read.apply(value, in)));
    }

    /** The same in JSON, but another type. */
    <U> Codec<U> map(Function<T, U> into, Function<U, T> from) {
        return new Codec<>(
                (value, in) -> into.apply(read.apply(value, in)),
                (value, generation) -> write.apply(from.apply(value), generation));
    }

    /** Reads and writes an object by itself. */
    interface ObjectRead<T> {
        T apply(Reading reading, int value) throws DecodeException;
    }

    static <T> Codec<T> object(ObjectRead<T> read, BiFunction<T, Integer, String> write) {
        return new Codec<>((value, in) -> read.apply(in.reading(), value), write);
    }

    static <T> Codec<List<T>> list(Codec<T> item) {
        return new Codec<>(
                (value, in) -> items(item, value, in),
                (values, generation) -> {
                    List<String> written = values.stream().map(it -> item.write.apply(it, generation)).toList();
                    return "[" + String.join(",", written) + "]";
                });
    }

    /** An object whose members have any name. */
    static <T> Codec<Map<String, T>> map(Codec<T> codec) {
        return new Codec<>(
                (value, in) -> members(codec, value, in),
                (values, generation) -> {
                    ObjectWriter out = new ObjectWriter(generation);
                    values.forEach((name, value) -> out.member(name, codec.write.apply(value, generation)));
                    return out.toString();
                });
    }

    /** A value or null. Absent members are the field's business. */
    static <T> Codec<Maybe<T>> maybe(Codec<T> codec) {
        return new Codec<>(
                (value, in) -> in.document().first(value) == 'n' ? Maybe.ofNull() : codec.member.apply(value, in),
                (value, generation) -> value.isNull() ? "null" : codec.write.apply(value.get(), generation));
    }

    private static <T> List<T> items(Codec<T> item, int array, ObjectReader in) throws DecodeException {
        JsonDocument document = in.document();
        if (document.first(array) != '[') {
            throw isNo("array");
        }
        List<T> items = new ArrayList<>();
        int end = document.after(array);
        for (int value = array + JsonDocument.STRIDE; value < end; value = document.after(value)) {
            int before = in.reading().count();
            T read = item.read.apply(value, in);
            if (in.reading().count() > before) {
                in.reading().within(before, Integer.toString(items.size()));
            }
            items.add(read);
        }
        return Collections.unmodifiableList(items);
    }

    /** Of duplicate names the last one counts. */
    private static <T> Map<String, T> members(Codec<T> codec, int object, ObjectReader in) throws DecodeException {
        JsonDocument document = in.document();
        if (!document.isObject(object)) {
            throw isNo("object");
        }
        Map<String, T> members = new LinkedHashMap<>();
        int end = document.after(object);
        for (int name = object + JsonDocument.STRIDE; name < end; name = document.after(name + JsonDocument.STRIDE)) {
            int before = in.reading().count();
            String text = text(name, in);
            members.put(text, codec.read.apply(name + JsonDocument.STRIDE, in));
            in.reading().within(before, text);
        }
        return Collections.unmodifiableMap(members);
    }

    private static String text(int value, ObjectReader in) throws DecodeException {
        JsonDocument document = in.document();
        if (!document.isString(value)) {
            throw isNo("string");
        }
        String original = document.string(value);
        if (!document.isEscaped(value)) {
            return original;
        }
        String text = Text.withoutLoneSurrogates(original);
        if (!text.equals(original)) {
            in.keepOriginal();
        }
        return text;
    }

    private static Maybe<String> textMember(int value, ObjectReader in) throws DecodeException {
        JsonDocument document = in.document();
        // Escapes may stand for what no text can hold: that is to be known at once.
        boolean waits = document.isString(value) && !document.isEscaped(value) && !document.isAscii(value)
                && document.length(value) >= LONG_TEXT;
        return waits ? Maybe.later(() -> document.string(value)) : Maybe.of(text(value, in));
    }

    private static boolean bool(int value, ObjectReader in) throws DecodeException {
        return switch (in.document().first(value)) {
            case 't' -> true;
            case 'f' -> false;
            default -> throw isNo("boolean");
        };
    }

    private static JsonNumber number(int value, ObjectReader in) throws DecodeException {
        if (!in.document().isNumber(value)) {
            throw isNo("number");
        }
        return new JsonNumber(in.document().source(value));
    }

    /** Takes 3.0 and 3e0 for 3, as JSON Schema and JavaScript do. */
    private static long integer(int value, ObjectReader in) throws DecodeException {
        JsonNumber number = number(value, in);
        long digits = in.document().digits(value);
        if (digits >= 0 && digits <= Provider.MAX_INTEGER) {
            return digits;
        }
        double other = number.doubleValue();
        if (!(other >= 0 && other <= Provider.MAX_INTEGER && other == Math.rint(other))) {
            throw new DecodeException("is not an integer from 0 to " + Provider.MAX_INTEGER);
        }
        in.keepOriginal();
        return (long) other;
    }

    /** Takes 3.0 and 3e0 for 3 as well, where that is exact. */
    private static long signed(int value, ObjectReader in) throws DecodeException {
        JsonNumber number = number(value, in);
        long digits = in.document().digits(value);
        if (digits >= 0) {
            return digits;
        }
        try {
            return Long.parseLong(number.toString());
        } catch (NumberFormatException other) {
            in.keepOriginal();
            return whole(number.toString());
        }
    }

    /** An exponent may be beyond all bounds: nothing is computed from one of more digits than any 64-bit integer needs. */
    private static long whole(String number) throws DecodeException {
        double nearly = Double.parseDouble(number);
        if (number.length() <= MOST_LETTERS && Math.abs(nearly) <= LIMIT && nearly == Math.rint(nearly)) {
            try {
                return new BigDecimal(number).longValueExact();
            } catch (ArithmeticException | NumberFormatException fraction) {
                throw isNo("64-bit integer");
            }
        }
        throw isNo("64-bit integer");
    }

    private static DecodeException isNo(String kind) {
        return new DecodeException("is no " + kind);
    }
}
