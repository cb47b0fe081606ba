package autosend.webhooks.pure;

import java.util.Map;
import java.util.Optional;

/**
 * An event of a known type whose time or data does not fit it.
 *
 * @param type the type as the body names it
 * @param created when the event was created, if the body holds such a time
 * @param generation the form of the body, by its number
 * @param members all members of the body
 * @param reason what does not fit, for people to read
 */
public record Invalid(String type, Optional<Timestamp> created, int generation, Map<String, Json> members, String reason)
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
