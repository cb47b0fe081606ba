package autosend.webhooks.pure;

import java.util.Collections;
import java.util.Map;

/** Reads an object field by field; what no field names, or can print back, stays. */
final class ObjectReader {
    private final Reading reading;
    private final JsonDocument document;
    private final int object;
    /** What {@link Names#find} found. */
    private final int[] values;
    /** The names of what was read by the number of the field, and how many those are. */
    private final String[] read;
    private int readCount;
    private boolean original;

    ObjectReader(Names[] names, Reading reading, int object) throws DecodeException {
        this.document = reading.document();
        if (!document.isObject(object)) {
            throw new DecodeException("is no object");
        }
        this.reading = reading;
        this.object = object;
        this.values = names[reading.generation()].find(document, object);
        this.read = new String[values.length - 1];
    }

    Reading reading() {
        return reading;
    }

    JsonDocument document() {
        return document;
    }

    <T> T read(Field<T> field) throws DecodeException {
        String name = field.name(reading.generation());
        int value = values[field.index()];
        if (value == 0) {
            return absent(field, name);
        }
        if (reading.isLenient()) {
            return readLeniently(field, name, value);
        }
        try {
            return read(field, name, value);
        } catch (DecodeException failure) {
            throw failure.within(name);
        }
    }

    private <T> T read(Field<T> field, String name, int value) throws DecodeException {
        original = false;
        T result = field.codec().read().apply(value, this);
        if (!original) {
            read[field.index()] = name;
            readCount++;
        }
        return result;
    }

    /** What does not fit is absent, listed, and kept among the members that no field names. */
    private <T> T readLeniently(Field<T> field, String name, int value) {
        int before = reading.count();
        try {
            if (field.refusesNull() && document.first(value) == 'n') {
                throw new DecodeException("is null");
            }
            T result = read(field, name, value);
            reading.within(before, name);
            return result;
        } catch (DecodeException failure) {
            reading.cut(before);
            reading.add(name, failure.getMessage());
            return field.absent();
        }
    }

    /** The member that is being read can't be printed back from its value: it is kept as it came. */
    void keepOriginal() {
        original = true;
    }

    @SuppressWarnings({"unchecked", "BooleanLiteral"})
    private <T> T absent(Field<T> field, String name) throws DecodeException {
        if (field.isExpected()) {
            reading.add(name, "is missing");
        }
        if (field.absent() != null) {
            return field.absent();
        }
        if (name.isEmpty()) {
            // A required field that a generation lacks is a boolean.
            return (T) Boolean.FALSE;
        }
        throw new DecodeException("is missing").within(name);
    }

    /** A variant of a union; null if the value does not fit it without a problem. */
    <T> T attempt(Codec<T> codec, int value) {
        int before = reading.count();
        if (reading.mayAttempt()) {
            try {
                T result = codec.read().apply(value, this);
                if (reading.count() == before) {
                    return result;
                }
            } catch (DecodeException other) {
                // Then it is another variant.
            }
        }
        reading.cut(before);
        return null;
    }

    /** The text of a member that tells which variant an object is; null if it is no object, or has no such text. */
    String tag(int value, Names member) {
        int tag = document.isObject(value) ? member.find(document, value)[0] : 0;
        return tag == 0 || !document.isString(tag) ? null : document.text(tag);
    }

    Map<String, Json> extra() {
        return values[read.length] == readCount ? Collections.emptyMap() : new Members(document, object, read);
    }
}
