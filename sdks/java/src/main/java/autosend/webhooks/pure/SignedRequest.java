package autosend.webhooks.pure;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the headers that AutoSend would send with a body, for your own tests.
 *
 * <pre>{@code
 * byte[] body = Samples.of(Event.TYPES.get(0)).orElseThrow();
 * Map<String, List<String>> headers = new SignedRequest(secret, body).headers();
 * }</pre>
 */
public final class SignedRequest {
    /** Their ids are to differ whatever the clock says. */
    private static final AtomicLong COUNT = new AtomicLong();

    private final Signer signer;
    private final byte[] body;
    private String deliveryId = Provider.DELIVERY_ID_PREFIX + System.currentTimeMillis() + "-" + COUNT.incrementAndGet();
    private String event;
    private Instant sentAt = Instant.now();

    /**
     * A request that is sent now, with an id of its own and the event that its body names.
     *
     * @param secret what signs it
     * @param body the raw body
     * @throws WebhookException if the secret can't be one
     */
    public SignedRequest(String secret, byte[] body) {
        this.signer = new Signer(secret);
        this.body = body.clone();
        this.event = eventOf(body);
    }

    /** The type that the body names, if it is one that a header can carry. */
    private static String eventOf(byte[] body) {
        try {
            String type = Event.parse(body).type();
            return type.chars().allMatch(it -> it > 0x20 && it < 0x7f) ? type : "";
        } catch (WebhookException noEvent) {
            return "";
        }
    }

    /**
     * Sets the delivery's id.
     *
     * @param id any text
     * @return this
     */
    public SignedRequest deliveryId(String id) {
        this.deliveryId = id;
        return this;
    }

    /**
     * Sets the event header, whatever the body says.
     *
     * @param type any text; empty for no header
     * @return this
     */
    public SignedRequest event(String type) {
        this.event = type;
        return this;
    }

    /**
     * Sets when the request is sent, instead of now.
     *
     * @param at the time
     * @return this
     */
    public SignedRequest sentAt(Instant at) {
        this.sentAt = at;
        return this;
    }

    /**
     * The headers, as {@link Verifier#verify} takes them.
     *
     * @return one value for each
     */
    public Map<String, List<String>> headers() {
        String timestamp = Long.toString(Provider.SENDS_SECONDS ? sentAt.getEpochSecond() : sentAt.toEpochMilli());
        byte[] signature = signer.sign(new WebhookHeaders.Values("", timestamp, deliveryId, event), body);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/json"));
        headers.put(WebhookHeaders.SIGNATURE, List.of(Signer.encode(signature)));
        headers.put(WebhookHeaders.TIMESTAMP, List.of(timestamp));
        headers.put(WebhookHeaders.DELIVERY_ID, List.of(deliveryId));
        if (!event.isEmpty()) {
            headers.put(WebhookHeaders.EVENT, List.of(event));
        }
        return headers;
    }
}
