package autosend.webhooks.pure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    private static final int LONG = 1024;

    /** Reads a value as the reader's generation of the body has it. */
    interface Read<T> {
        T apply(int value, ObjectReader in) throws DecodeException;
    }

    static final Codec<String> TEXT =
            new Codec<>(Codec::text, (value, generation) -> Json.quote(value), Codec::textMember);

    static final Codec<Boolean> BOOLEAN = new Codec<>(Codec::bool, (value, generation) -> value.toString());

    static final Codec<Long> INTEGER = new Codec<>(Codec::integer, (value, generation) -> value.toString());

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
        T apply(JsonDocument document, int value, int generation) throws DecodeException;
    }

    static <T> Codec<T> object(ObjectRead<T> read, BiFunction<T, Integer, String> write) {
        return new Codec<>((value, in) -> read.apply(in.document(), value, in.generation()), write);
    }

    static <T> Codec<List<T>> list(Codec<T> item) {
        return new Codec<>(
                (value, in) -> items(item, value, in),
                (values, generation) -> {
                    List<String> written = values.stream().map(it -> item.write.apply(it, generation)).toList();
                    return "[" + String.join(",", written) + "]";
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
            items.add(item.read.apply(value, in));
        }
        return Collections.unmodifiableList(items);
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
                && document.length(value) >= LONG;
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

    private static DecodeException isNo(String kind) {
        return new DecodeException("is no " + kind);
    }
}
