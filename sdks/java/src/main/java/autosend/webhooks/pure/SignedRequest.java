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
    private String url = "";
    private final Map<String, List<String>> more = new LinkedHashMap<>();

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
     * Sets the event header, whatever the body says. Where the body does not name the event, this does.
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
     * Sets the URL, where that is signed.
     *
     * @param url the whole URL, as the provider was given it
     * @return this
     */
    public SignedRequest url(String url) {
        this.url = url;
        return this;
    }

    /**
     * Adds a header, which may be one that is signed.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public SignedRequest header(String name, String value) {
        more.put(name, List.of(value));
        return this;
    }

    /**
     * The headers, as {@link Verifier#verify} takes them.
     *
     * @return one value for each
     * @throws IllegalStateException if the secret is a public key, or the URL is signed and was not set
     */
    public Map<String, List<String>> headers() {
        SignatureScheme scheme = signer.scheme();
        String timestamp = Long.toString(Provider.SENDS_SECONDS ? sentAt.getEpochSecond() : sentAt.toEpochMilli());
        Map<String, List<String>> others = new LinkedHashMap<>();
        put(others, Provider.TIMESTAMP_HEADERS, timestamp);
        put(others, Provider.DELIVERY_ID_HEADERS, deliveryId);
        if (Provider.ENVELOPE != null) {
            Provider.ENVELOPE.type().forEach(source -> put(others, List.of(source.header()), event));
        }
        put(others, List.of(WebhookHeaders.EVENT), event);
        others.putAll(more);
        RequestTarget target = new RequestTarget("POST", url);
        byte[][] content = new SignedContent(WebhookHeaders.read(others), target, body).of(scheme, timestamp);

        Map<String, List<String>> headers = new LinkedHashMap<>();
        boolean isForm = Provider.ENVELOPE != null && !Provider.ENVELOPE.formField().isEmpty();
        headers.put("Content-Type", List.of(isForm ? "application/x-www-form-urlencoded" : "application/json"));
        headers.put(scheme.headers().get(0), List.of(SignatureHeader.write(scheme, signer.sign(content), timestamp)));
        headers.putAll(others);
        return headers;
    }

    /** Under the first of its names, if it has one and a value. */
    private static void put(Map<String, List<String>> headers, List<String> names, String value) {
        if (!names.isEmpty() && !names.get(0).isEmpty() && !value.isEmpty()) {
            headers.put(names.get(0), List.of(value));
        }
    }
}
