// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A JSON value that no component names, with the text that it came in. That text keeps what parsers lose: integers beyond
 * 2^53, 1.0, 1e999. Two are equal if their texts are.
 */
public final class Json {
    private final String source;
    private final int start;
    private final int end;
    /** A String, JsonNumber, Boolean, Map, List, or null. */
    private final Object value;

    Json(String source, int start, int end, Object value) {
        this.source = source;
        this.start = start;
        this.end = end;
        this.value = value;
    }

    static Json parse(byte[] body) {
        return JsonParser.parse(body);
    }

    /**
     * The value as it came.
     *
     * @return JSON, to be given to a parser of yours
     */
    public String text() {
        return source.substring(start, end);
    }

    /**
     * Whether it is null.
     *
     * @return false for anything else
     */
    public boolean isNull() {
        return value == null;
    }

    /**
     * The text of a string.
     *
     * @return with U+FFFD for each lone surrogate; empty if it is no string
     */
    public Optional<String> string() {
        return as(String.class).map(Text::withoutLoneSurrogates);
    }

    /**
     * The number.
     *
     * @return empty if it is none
     */
    public Optional<JsonNumber> number() {
        return as(JsonNumber.class);
    }

    /**
     * True or false.
     *
     * @return empty if it is neither
     */
    public Optional<Boolean> bool() {
        return as(Boolean.class);
    }

    /**
     * The members of an object, of duplicate names the last one.
     *
     * @return empty if it is no object
     */
    @SuppressWarnings("unchecked")
    public Optional<Map<String, Json>> members() {
        return as(Map.class).map(members -> (Map<String, Json>) members);
    }

    /**
     * The items of an array.
     *
     * @return empty if it is no array
     */
    @SuppressWarnings("unchecked")
    public Optional<List<Json>> items() {
        return as(List.class).map(items -> (List<Json>) items);
    }

    private <T> Optional<T> as(Class<T> type) {
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    /** Whether a string can be printed back from what {@link #string} says. */
    boolean hasLoneSurrogates() {
        return value instanceof String text && !Text.withoutLoneSurrogates(text).equals(text);
    }

    static Map<String, Json> unmodifiable(Map<String, Json> members) {
        return Collections.unmodifiableMap(members);
    }

    static String quote(String text) {
        return Text.quote(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Json json && text().equals(json.text());
    }

    @Override
    public int hashCode() {
        return Objects.hash(text());
    }

    /** The text. */
    @Override
    public String toString() {
        return text();
    }
}
