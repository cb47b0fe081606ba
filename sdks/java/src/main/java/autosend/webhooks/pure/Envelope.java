package autosend.webhooks.pure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a request says its type, its id, its time and its data.
 *
 * @param type what the type is joined from
 * @param join what stands between those that are there
 * @param fallsBack whether an unknown type counts as the known one that its parts begin with
 * @param id null if nothing but a header of the delivery has one
 * @param time null if nothing says when an event was created
 * @param data the whole body where it has no members
 * @param batch what leads to the list of events; null where a body is one event
 * @param formField the field of a form that holds the JSON; empty where the body is JSON
 */
record Envelope(
        List<Source> type,
        String join,
        boolean fallsBack,
        Source id,
        JsonPath time,
        TimeForm timeForm,
        JsonPath data,
        JsonPath batch,
        String formField) {
    /** How a time is written. */
    enum TimeForm {
        RFC3339,
        UNIX,
        UNIX_MS,
        NONE
    }

    /**
     * Where a text stands.
     *
     * @param header the name of the header; empty if it is in the body
     * @param path null if it is in a header
     */
    record Source(String header, JsonPath path, boolean isOptional) {
        static Source header(String name, boolean isOptional) {
            return new Source(name, null, isOptional);
        }

        static Source path(boolean isOptional, String... members) {
            return new Source("", new JsonPath(members), isOptional);
        }
    }

    /** The names of those that it looks at. */
    List<String> headers() {
        return Stream.concat(type.stream(), Stream.ofNullable(id)).map(Source::header).toList();
    }

    /** Whether the body alone says the type. */
    boolean isTypedByBody() {
        return type.stream().allMatch(source -> source.path != null);
    }

    /** The data within the JSON of an event. */
    Optional<Json> data(String event) {
        Json whole = Json.parse(event);
        int value = data.find(whole.document(), JsonDocument.ROOT);
        return value < 0 ? Optional.empty() : Optional.of(new Json(whole.document(), value));
    }

    /** The body of an event. What is in {@code extra} is written as it came, and holds the data where that lies deeper. */
    String write(String eventType, String written, Map<String, Json> extra) {
        if (data.length() == 0) {
            return written;
        }
        ObjectWriter out = new ObjectWriter(0);
        Source only = type.size() == 1 ? type.get(0) : null;
        if (only != null && only.path != null && only.path.length() == 1 && !extra.containsKey(only.path.first())) {
            out.member(only.path.first(), Json.quote(eventType));
        }
        String name = nameOfData(extra);
        if (data.length() == 1) {
            out.member(name, written);
        } else if (!extra.containsKey(name)) {
            String around = data.around(written);
            out.members(Objects.requireNonNull(Json.parse(around).members().orElse(Map.of())));
        }
        return out.members(extra).toString();
    }

    /** The member of the body that is, or leads to, the data. */
    private String nameOfData(Map<String, Json> extra) {
        String first = data.first();
        Json named = first.startsWith("{") && first.endsWith("}") ? extra.get(first.substring(1, first.length() - 1)) : null;
        return named == null ? first : named.string().orElse(first);
    }
}
