// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.List;
import java.util.Optional;

/**
 * What happened: one record for each event type, {@link Unknown} for types that this version does not know, or {@link
 * Invalid} for known ones whose time or data does not fit.
 *
 * <p>Reading is lossless: what no component names is in {@code extra}, and {@link #toJson} gives back an equivalent body.
 *
 * <pre>{@code
 * if (event instanceof EmailSent it) {
 *     System.out.println(it.data());
 * } else if (event instanceof Unknown unknown) {
 *     System.out.println("new to us: " + unknown.type());
 * }
 * }</pre>
 */
public sealed interface Event
        permits
                EmailSent,
                EmailDelivered,
                EmailDeferred,
                EmailBounced,
                EmailOpened,
                EmailClicked,
                EmailSpamReported,
                EmailUnsubscribed,
                EmailGroupUnsubscribed,
                EmailGroupResubscribed,
                ContactCreated,
                ContactUpdated,
                ContactDeleted,
                EmailReceived,
                Unknown,
                Invalid {
    /** The types that this version knows, in the order of AutoSend's documentation. */
    List<String> TYPES = List.of(
            EmailSent.TYPE,
            EmailDelivered.TYPE,
            EmailDeferred.TYPE,
            EmailBounced.TYPE,
            EmailOpened.TYPE,
            EmailClicked.TYPE,
            EmailSpamReported.TYPE,
            EmailUnsubscribed.TYPE,
            EmailGroupUnsubscribed.TYPE,
            EmailGroupResubscribed.TYPE,
            ContactCreated.TYPE,
            ContactUpdated.TYPE,
            ContactDeleted.TYPE,
            EmailReceived.TYPE);

    /**
     * The event's type.
     *
     * @return as the body names it, known or not
     */
    String type();

    /**
     * When the event was created.
     *
     * @return empty if the body holds no such time
     */
    Optional<Timestamp> created();

    /**
     * The form of the body that it came in.
     *
     * @return its number; today's is 2
     */
    int generation();

    /**
     * What in its data does not fit what is documented, where an event is not refused for that.
     *
     * @return empty if all fits
     */
    default List<DataProblem> problems() {
        return List.of();
    }

    /**
     * The event as a body, in the form that it came in.
     *
     * @return a JSON object
     */
    String toJson();

    /**
     * Reads a body that is trusted already, e.g. one that was verified and stored. It checks no signature: to receive a
     * request use {@link Verifier}.
     *
     * @param body JSON in UTF-8
     * @return the event
     * @throws WebhookException if the body is no JSON object, or names no event
     */
    static Event parse(byte[] body) {
        return EventReader.read(body.clone());
    }
}
