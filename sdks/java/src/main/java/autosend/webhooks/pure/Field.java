package autosend.webhooks.pure;

import java.util.Arrays;
import java.util.List;

/**
 * A member of an object.
 *
 * @param <T> the type of the component
 * @param index its number in the class
 * @param absent what stands for an absent member; null if it has to be there
 * @param isExpected whether its absence is a problem to be listed
 * @param refusesNull whether null is one
 * @param names its name by generation; empty where a generation lacks it
 */
record Field<T>(int index, Codec<T> codec, T absent, boolean isExpected, boolean refusesNull, List<String> names) {
    static <T> Field<T> required(int index, Codec<T> codec, String... names) {
        return new Field<>(index, codec, null, false, false, List.of(names));
    }

    static <T> Field<Maybe<T>> optional(int index, Codec<T> codec, String... names) {
        return new Field<>(index, Codec.maybe(codec), Maybe.absent(), false, false, List.of(names));
    }

    /** It should be there, and is listed as a problem where it is not. */
    static <T> Field<Maybe<T>> expected(int index, Codec<T> codec, String... names) {
        return new Field<>(index, Codec.maybe(codec), Maybe.absent(), true, true, List.of(names));
    }

    /** The same, but it may be null. */
    static <T> Field<Maybe<T>> expectedOrNull(int index, Codec<T> codec, String... names) {
        return new Field<>(index, Codec.maybe(codec), Maybe.absent(), true, false, List.of(names));
    }

    /** It has to be there, and may be null. */
    static <T> Field<Maybe<T>> nullable(int index, Codec<T> codec, String... names) {
        return required(index, Codec.maybe(codec), names);
    }

    /** The names of a class's fields, by generation. */
    static Names[] names(Field<?>... fields) {
        Names[] names = new Names[Provider.GENERATIONS.size()];
        for (int i = 0; i < names.length; i++) {
            int generation = i;
            names[i] = new Names(Arrays.stream(fields).map(field -> field.name(generation)).toArray(String[]::new));
        }
        return names;
    }

    /** Its name in a generation; empty if that lacks it. */
    String name(int generation) {
        return names.get(generation);
    }
}
