// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads an object member by member; what no field names, or can print back, stays. */
final class ObjectReader {
    private final Map<String, Json> rest;
    private final int generation;
    private boolean original;

    ObjectReader(Json json, int generation) throws MisfitException {
        this.rest = new LinkedHashMap<>(json.members().orElseThrow(() -> new MisfitException("is no object")));
        this.generation = generation;
    }

    int generation() {
        return generation;
    }

    <T> T read(Field<T> field) throws MisfitException {
        String name = field.name(generation);
        if (name.isEmpty() || !rest.containsKey(name)) {
            return absent(field, name);
        }
        original = false;
        try {
            T value = field.codec().read().apply(rest.get(name), this);
            if (!original) {
                rest.remove(name);
            }
            return value;
        } catch (MisfitException misfit) {
            throw misfit.within(name);
        }
    }

    /** The member that is being read can't be printed back from its value: it is kept as it came. */
    void keepOriginal() {
        original = true;
    }

    @SuppressWarnings("unchecked")
    private static <T> T absent(Field<T> field, String name) throws MisfitException {
        if (field.absent() != null) {
            return field.absent();
        }
        if (name.isEmpty()) {
            // A required field that a generation lacks is a boolean.
            return (T) Boolean.FALSE;
        }
        throw new MisfitException("is missing").within(name);
    }

    Map<String, Json> extra() {
        return Json.unmodifiable(rest);
    }
}
