// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.Map;
import java.util.Optional;

/**
 * email.delivered: the recipient's mail server accepted a message.
 *
 * @param createdAt when the event was created
 * @param generation the form of the body that it came in; today's is 2
 * @param data what the event says
 * @param extra the members of the body that no component names
 */
public record EmailDelivered(Timestamp createdAt, int generation, EmailDeliveredData data, Map<String, Json> extra)
        implements Event {
    /** The event's type. */
    public static final String TYPE = "email.delivered";

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
