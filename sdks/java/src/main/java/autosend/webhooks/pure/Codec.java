// Generated from schema/ by `cargo xtask generate`; do not edit.
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
 */
record Codec<T>(Read<T> read, BiFunction<T, Integer, String> write) {
    private static final long MAX_INTEGER = 9007199254740991L;

    /** Reads a value as the reader's generation of the body has it. */
    interface Read<T> {
        T apply(Json json, ObjectReader in) throws MisfitException;
    }

    static final Codec<String> TEXT = new Codec<>(Codec::text, (value, generation) -> Json.quote(value));

    static final Codec<Boolean> BOOLEAN =
            new Codec<>((json, in) -> json.bool().orElseThrow(() -> isNo("boolean")), (value, generation) -> value.toString());

    static final Codec<Long> INTEGER = new Codec<>(Codec::integer, (value, generation) -> value.toString());

    static final Codec<JsonNumber> NUMBER =
            new Codec<>((json, in) -> json.number().orElseThrow(() -> isNo("number")), (value, generation) -> value.toString());

    static final Codec<Timestamp> TIME = new Codec<>(
            (json, in) -> Timestamp.parse(text(json, in)).orElseThrow(() -> isNo("ISO 8601 time")),
            (value, generation) -> Json.quote(value.text()));

    /** The same in JSON, but another type. */
    <U> Codec<U> map(Function<T, U> into, Function<U, T> from) {
        return new Codec<>(
                (json, in) -> into.apply(read.apply(json, in)),
                (value, generation) -> write.apply(from.apply(value), generation));
    }

    /** Reads and writes an object by itself. */
    interface ObjectRead<T> {
        T apply(Json json, int generation) throws MisfitException;
    }

    static <T> Codec<T> object(ObjectRead<T> read, BiFunction<T, Integer, String> write) {
        return new Codec<>((json, in) -> read.apply(json, in.generation()), write);
    }

    static <T> Codec<List<T>> list(Codec<T> item) {
        return new Codec<>(
                (json, in) -> {
                    List<T> values = new ArrayList<>();
                    for (Json it : json.items().orElseThrow(() -> isNo("array"))) {
                        values.add(item.read.apply(it, in));
                    }
                    return Collections.unmodifiableList(values);
                },
                (values, generation) -> {
                    List<String> written = values.stream().map(it -> item.write.apply(it, generation)).toList();
                    return "[" + String.join(",", written) + "]";
                });
    }

    /** A value or null. Absent members are the field's business. */
    static <T> Codec<Maybe<T>> maybe(Codec<T> codec) {
        return new Codec<>(
                (json, in) -> json.isNull() ? Maybe.ofNull() : Maybe.of(codec.read.apply(json, in)),
                (value, generation) -> value.isNull() ? "null" : codec.write.apply(value.get(), generation));
    }

    private static String text(Json json, ObjectReader in) throws MisfitException {
        if (json.hasLoneSurrogates()) {
            in.keepOriginal();
        }
        return json.string().orElseThrow(() -> isNo("string"));
    }

    /** Takes 3.0 and 3e0 for 3, as JSON Schema and JavaScript do. */
    private static long integer(Json json, ObjectReader in) throws MisfitException {
        JsonNumber number = json.number().orElseThrow(() -> isNo("number"));
        double value = number.doubleValue();
        if (!(value >= 0 && value <= MAX_INTEGER && value == Math.rint(value))) {
            throw new MisfitException("is not an integer from 0 to " + MAX_INTEGER);
        }
        long integer = (long) value;
        if (!Long.toString(integer).equals(number.toString())) {
            in.keepOriginal();
        }
        return integer;
    }

    private static MisfitException isNo(String kind) {
        return new MisfitException("is no " + kind);
    }
}
