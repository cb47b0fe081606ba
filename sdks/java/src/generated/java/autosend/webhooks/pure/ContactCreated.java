// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.Map;
import java.util.Optional;

/**
 * contact.created: a contact was created.
 *
 * @param createdAt when the event was created
 * @param generation the form of the body that it came in; today's is 2
 * @param data what the event says
 * @param extra the members of the body that no component names
 */
public record ContactCreated(Timestamp createdAt, int generation, ContactCreatedData data, Map<String, Json> extra)
        implements Event {
    /** The event's type. */
    public static final String TYPE = "contact.created";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Optional<Timestamp> created() {
        return Optional.of(createdAt);
    }

    @Override
    public String toJson() {
        Generation form = Generation.of(generation);
        return form.write(TYPE, createdAt, data.write(form.index()), extra);
    }
}
