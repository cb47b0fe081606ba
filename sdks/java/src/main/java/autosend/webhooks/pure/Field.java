package autosend.webhooks.pure;

import java.util.Arrays;
import java.util.List;

/**
 * A member of an object.
 *
 * @param <T> the type of the component
 * @param index its number in the class
 * @param absent what stands for an absent member; null if it has to be there
 * @param names its name by generation; empty where a generation lacks it
 */
record Field<T>(int index, Codec<T> codec, T absent, List<String> names) {
    static <T> Field<T> required(int index, Codec<T> codec, String... names) {
        return new Field<>(index, codec, null, List.of(names));
    }

    static <T> Field<Maybe<T>> optional(int index, Codec<T> codec, String... names) {
        return new Field<>(index, Codec.maybe(codec), Maybe.absent(), List.of(names));
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
