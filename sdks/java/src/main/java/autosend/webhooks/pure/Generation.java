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
    /** By its number; today's for a number that there is not. */
    static Generation of(int number) {
        List<Generation> all = Provider.GENERATIONS;
        return all.stream().filter(it -> it.number == number).findFirst().orElse(all.get(0));
    }

    /** The one whose member for the type is there, today's first; the last one if none is. */
    static Generation of(JsonDocument document) {
        List<Generation> all = Provider.GENERATIONS;
        for (Generation form : all) {
            if (document.member(JsonDocument.ROOT, form.typeMember) >= 0) {
                return form;
            }
        }
        return all.get(all.size() - 1);
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
