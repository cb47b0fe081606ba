package autosend.webhooks.pure;

import java.util.Map;

/** Writes a JSON object member by member. */
final class ObjectWriter {
    private final StringBuilder out = new StringBuilder("{");
    private final int generation;

    ObjectWriter(int generation) {
        this.generation = generation;
    }

    /** A field, unless it is absent or its original was kept. */
    <T> ObjectWriter field(Field<T> field, T value, Map<String, Json> kept) {
        String name = field.name(generation);
        if (name.isEmpty() || kept.containsKey(name) || value == Maybe.absent()) {
            return this;
        }
        return member(name, field.codec().write().apply(value, generation));
    }

    ObjectWriter member(String name, String json) {
        if (out.length() > 1) {
            out.append(',');
        }
        out.append(Json.quote(name)).append(':').append(json);
        return this;
    }

    ObjectWriter members(Map<String, Json> members) {
        members.forEach((name, value) -> member(name, value.text()));
        return this;
    }

    @Override
    public String toString() {
        return out + "}";
    }
}
