package autosend.webhooks.pure;

import java.util.Collections;
import java.util.Map;

/** Reads an object field by field; what no field names, or can print back, stays. */
final class ObjectReader {
    private final JsonDocument document;
    private final int object;
    private final int generation;
    /** The members' values by the number of the field; 0 where there is none, since that is the whole document. */
    private final int[] values;
    /** How many members there are. */
    private int count;
    /** The names of what was read by the number of the field, and how many those are. */
    private final String[] read;
    private int readCount;
    private boolean original;

    ObjectReader(Shape shape, JsonDocument document, int object, int generation) throws DecodeException {
        if (!document.isObject(object)) {
            throw new DecodeException("is no object");
        }
        this.document = document;
        this.object = object;
        this.generation = generation;
        this.values = new int[shape.size()];
        this.read = new String[shape.size()];
        findMembers(shape);
    }

    private void findMembers(Shape shape) {
        int end = document.after(object);
        int likely = 0;
        for (int name = object + JsonDocument.STRIDE; name < end; name = document.after(name + JsonDocument.STRIDE)) {
            count++;
            int field = shape.find(document, name, generation, likely);
            if (field >= 0) {
                values[field] = name + JsonDocument.STRIDE;
                likely = field + 1;
            }
        }
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
        return count == readCount ? Collections.emptyMap() : new Members(document, object, read);
    }
}
