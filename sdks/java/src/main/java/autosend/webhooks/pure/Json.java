package autosend.webhooks.pure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A JSON value that no component names, with the text that it came in. That text keeps what parsers lose: integers beyond
 * 2^53, 1.0, 1e999. Two are equal if their texts are.
 */
public final class Json {
    private final JsonDocument document;
    private final int value;
    /** Of an object or array, once asked for. Threads may make them twice, to the same value. */
    private Map<String, Json> members;

    private List<Json> items;

    Json(JsonDocument document, int value) {
        this.document = document;
        this.value = value;
    }

    /**
     * A value of yours.
     *
     * @param text JSON
     * @return the value
     * @throws WebhookException if it is no JSON, or nested too deeply
     */
    public static Json parse(String text) {
        return new Json(JsonParser.parse(text.getBytes(StandardCharsets.UTF_8)), JsonDocument.ROOT);
    }

    JsonDocument document() {
        return document;
    }

    /**
     * The value as it came.
     *
     * @return JSON, to be given to a parser of yours
     */
    public String text() {
        return document.source(value);
    }

    /**
     * Whether it is null.
     *
     * @return false for anything else
     */
    public boolean isNull() {
        return document.first(value) == 'n';
    }

    /**
     * The text of a string.
     *
     * @return with U+FFFD for each lone surrogate; empty if it is no string
     */
    public Optional<String> string() {
        return document.isString(value) ? Optional.of(document.text(value)) : Optional.empty();
    }

    /**
     * The number.
     *
     * @return empty if it is none
     */
    public Optional<JsonNumber> number() {
        return document.isNumber(value) ? Optional.of(new JsonNumber(text())) : Optional.empty();
    }

    /**
     * True or false.
     *
     * @return empty if it is neither
     */
    public Optional<Boolean> bool() {
        return switch (document.first(value)) {
            case 't' -> Optional.of(true);
            case 'f' -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /**
     * The members of an object, of duplicate names the last one.
     *
     * @return empty if it is no object
     */
    public Optional<Map<String, Json>> members() {
        Map<String, Json> known = members;
        if (known == null && document.isObject(value)) {
            known = new Members(document, value);
            members = known;
        }
        return Optional.ofNullable(known);
    }

    /**
     * The items of an array.
     *
     * @return empty if it is no array
     */
    public Optional<List<Json>> items() {
        List<Json> known = items;
        if (known == null && document.first(value) == '[') {
            known = document.items(value);
            items = known;
        }
        return Optional.ofNullable(known);
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
