package autosend.webhooks.pure;

import java.util.List;

/**
 * What a body says.
 *
 * @param events at least one
 * @param id what it calls itself; empty if it does not
 */
record ReadBody(List<Event> events, String id) {
    /** Keeps the body, which nobody may change from now on. */
    static ReadBody of(byte[] body, WebhookHeaders.Values headers) {
        return Provider.ENVELOPE == null
                ? new ReadBody(List.of(EventReader.read(body)), "")
                : new EnvelopeReader(Provider.ENVELOPE, body, headers).read();
    }
}
