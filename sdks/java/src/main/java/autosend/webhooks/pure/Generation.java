// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.List;
import java.util.Map;

/**
 * A form of the body.
 *
 * @param index its position: today's is 0
 * @param number what bodies of this form are called
 */
record Generation(int index, int number, String typeMember, String timeMember, String dataMember) {
    private static final List<Generation> ALL = List.of(
            new Generation(0, 2, "type", "createdAt", "data"),
            new Generation(1, 1, "event", "timestamp", "data"));

    /** By its number; today's for a number that there is not. */
    static Generation of(int number) {
        return ALL.stream().filter(it -> it.number == number).findFirst().orElse(ALL.get(0));
    }

    /** The one whose member for the type is there, today's first; the last one if none is. */
    static Generation ofBody(Map<String, Json> members) {
        return ALL.stream()
                .filter(it -> members.containsKey(it.typeMember))
                .findFirst()
                .orElse(ALL.get(ALL.size() - 1));
    }

    /** A body of this form. */
    String write(String type, Timestamp createdAt, String data, Map<String, Json> extra) {
        return new ObjectWriter(index)
                .member(typeMember, Json.quote(type))
                .member(timeMember, Json.quote(createdAt.text()))
                .member(dataMember, data)
                .members(extra)
                .toString();
    }
}
