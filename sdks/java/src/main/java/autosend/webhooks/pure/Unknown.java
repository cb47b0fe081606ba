package autosend.webhooks.pure;

import java.util.Map;
import java.util.Optional;

/**
 * An event of a type that this version does not know.
 *
 * @param type the type as the body names it
 * @param created when the event was created, if the body holds such a time
 * @param generation the form of the body, by its number
 * @param members all members of the body
 */
public record Unknown(String type, Optional<Timestamp> created, int generation, Map<String, Json> members)
        implements Event {
    /**
     * What the event says.
     *
     * @return empty if the body has no such member
     */
    public Optional<Json> data() {
        return Provider.ENVELOPE == null
                ? Optional.ofNullable(members.get(Generation.of(generation).dataMember()))
                : Provider.ENVELOPE.data(toJson());
    }

    @Override
    public String toJson() {
        return new ObjectWriter(0).members(members).toString();
    }
}
