package autosend.webhooks.pure;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An authentic, timely request with its event read. It is made by {@link Verifier}, and immutable. */
public final class Delivery {
    private final String id;
    private final List<Event> events;
    private final Instant sentAt;
    private final int secretIndex;
    private final byte[] body;
    /** Threads may compute it twice, to the same value. */
    private volatile String digest;

    /** The proof is there so that no framework takes this for a class that it can fill from a request's parameters. */
    Delivery(Verifier.Proof proof, String id, List<Event> events, Instant sentAt, int secretIndex, byte[] body) {
        Objects.requireNonNull(proof);
        this.id = id;
        this.events = events;
        this.sentAt = sentAt;
        this.secretIndex = secretIndex;
        this.body = body;
    }

    /**
     * The delivery's id.
     *
     * @return visible ASCII characters, the same over all retries: the {@link #digest} where the request has no id
     */
    public String id() {
        return id.isEmpty() ? digest() : id;
    }

    /**
     * The event's type.
     *
     * @return as the body names it, known or not
     */
    public String type() {
        return event().type();
    }

    /**
     * What happened.
     *
     * @return one record for each event type, {@link Unknown} or {@link Invalid}
     */
    public Event event() {
        return events.get(0);
    }

    /**
     * All that happened.
     *
     * @return one event, or those of a body that holds several; at least one
     */
    public List<Event> events() {
        return events;
    }

    /**
     * When the event was created, from the signed body.
     *
     * @return empty if the body holds no such time
     */
    public Optional<Timestamp> createdAt() {
        return event().created();
    }

    /**
     * When the request says it was sent.
     *
     * @return to the millisecond; empty only where the tolerance is off and the header absent
     */
    public Optional<Instant> sentAt() {
        return Optional.ofNullable(sentAt);
    }

    /**
     * Which of the verifier's secrets matched.
     *
     * @return its position, from 0
     */
    public int secretIndex() {
        return secretIndex;
    }

    /**
     * The raw body, exactly as received.
     *
     * @return a copy
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * The SHA-256 of the body: what tells a repeat, since only the body is signed. It is a second pass over the body, so
     * it is computed when first asked for.
     *
     * @return 64 lower-case hex digits
     */
    public String digest() {
        if (digest == null) {
            digest = HexFormat.of().formatHex(SignedContent.sha256(body));
        }
        return digest;
    }

    /** The id and the type: the rest may be personal. */
    @Override
    public String toString() {
        return "Delivery[id=" + id() + ", type=" + type() + "]";
    }
}
