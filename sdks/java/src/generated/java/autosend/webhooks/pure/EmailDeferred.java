// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.Map;
import java.util.Optional;

/**
 * email.deferred: the recipient's mail server put a message off.
 *
 * @param createdAt when the event was created
 * @param generation the form of the body that it came in; today's is 2
 * @param data what the event says
 * @param extra the members of the body that no component names
 */
public record EmailDeferred(Timestamp createdAt, int generation, EmailDeferredData data, Map<String, Json> extra)
        implements Event {
    /** The event's type. */
    public static final String TYPE = "email.deferred";

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
