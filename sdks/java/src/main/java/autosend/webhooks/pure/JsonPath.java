package autosend.webhooks.pure;

import java.util.List;
import java.util.Optional;

/** The members that lead to a value. {@code {name}} stands for the text of that member of the whole. */
final class JsonPath {
    private static final int NOWHERE = -1;

    private final List<String> members;
    /** Null for those that stand for a text of the body. */
    private final Names[] names;

    JsonPath(String... members) {
        this.members = List.of(members);
        this.names = this.members.stream().map(it -> isPlaceholder(it) ? null : new Names(it)).toArray(Names[]::new);
    }

    private static boolean isPlaceholder(String member) {
        return member.length() > 2 && member.startsWith("{") && member.endsWith("}");
    }

    /** How many members lead to it: none to the whole. */
    int length() {
        return members.size();
    }

    /** Finds the value within another; negative if there is none. */
    int find(JsonDocument document, int whole) {
        int value = whole;
        for (int i = 0; i < names.length; i++) {
            if (!document.isObject(value)) {
                return NOWHERE;
            }
            Names here = names[i] == null ? new Names(member(i, document, whole)) : names[i];
            value = here.find(document, value)[0];
            if (value == 0) {
                return NOWHERE;
            }
        }
        return value;
    }

    /** The name of the member at a place, as the whole has it; empty if it does not say. */
    String member(int place, JsonDocument document, int whole) {
        String member = members.get(place);
        return isPlaceholder(member) ? new JsonPath(member.substring(1, member.length() - 1)).text(document, whole).orElse("") : member;
    }

    /** The text there; empty if there is none. */
    Optional<String> text(JsonDocument document, int whole) {
        int value = find(document, whole);
        return value >= 0 && document.isString(value) ? Optional.of(document.text(value)) : Optional.empty();
    }

    /** An object that has only this, to be written. Placeholders stand for themselves. */
    String around(String json) {
        String written = json;
        for (int i = members.size() - 1; i >= 0; i--) {
            written = "{" + Json.quote(members.get(i)) + ":" + written + "}";
        }
        return written;
    }

    /** The first member; empty if this is the whole. */
    String first() {
        return members.isEmpty() ? "" : members.get(0);
    }
}
