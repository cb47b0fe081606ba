package autosend.webhooks.pure;

import java.util.Collections;
import java.util.Map;

/** Reads an object field by field; what no field names, or can print back, stays. */
final class ObjectReader {
    private final JsonDocument document;
    private final int object;
    private final int generation;
    /** What {@link Names#find} found. */
    private final int[] values;
    /** The names of what was read by the number of the field, and how many those are. */
    private final String[] read;
    private int readCount;
    private boolean original;

    ObjectReader(Names names, JsonDocument document, int object, int generation) throws DecodeException {
        if (!document.isObject(object)) {
            throw new DecodeException("is no object");
        }
        this.document = document;
        this.object = object;
        this.generation = generation;
        this.values = names.find(document, object);
        this.read = new String[values.length - 1];
    }

    JsonDocument document() {
        return document;
    }

    int generation() {
        return generation;
    }

    <T> T read(Field<T> field) throws DecodeException {
        String name = field.name(generation);
        int value = values[field.index()];
        if (value == 0) {
            return absent(field, name);
        }
        original = false;
        try {
            T result = field.codec().read().apply(value, this);
            if (!original) {
                read[field.index()] = name;
                readCount++;
            }
            return result;
        } catch (DecodeException failure) {
            throw failure.within(name);
        }
    }

    /** The member that is being read can't be printed back from its value: it is kept as it came. */
    void keepOriginal() {
        original = true;
    }

    @SuppressWarnings({"unchecked", "BooleanLiteral"})
    private static <T> T absent(Field<T> field, String name) throws DecodeException {
        if (field.absent() != null) {
            return field.absent();
        }
        if (name.isEmpty()) {
            // A required field that a generation lacks is a boolean.
            return (T) Boolean.FALSE;
        }
        throw new DecodeException("is missing").within(name);
    }

    Map<String, Json> extra() {
        return values[read.length] == readCount ? Collections.emptyMap() : new Members(document, object, read);
    }
}
