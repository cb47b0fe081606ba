package autosend.webhooks.pure;

import java.util.List;
import java.util.Map;

/**
 * A form of the body.
 *
 * @param index its position: today's is 0
 * @param number what bodies of this form are called
 * @param names those of the three members
 */
record Generation(int index, int number, String typeMember, String timeMember, String dataMember, Names names) {
    Generation(int index, int number, String typeMember, String timeMember, String dataMember) {
        this(index, number, typeMember, timeMember, dataMember, new Names(typeMember, timeMember, dataMember));
    }

    /** By its number; today's for a number that there is not. */
    static Generation of(int number) {
        List<Generation> all = Provider.GENERATIONS;
        return all.stream().filter(it -> it.number == number).findFirst().orElse(all.get(0));
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
