package autosend.webhooks.pure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Verifies requests: the signature over the raw body, the timestamp, then what the body says. It is immutable, and may be
 * shared between threads.
 *
 * <pre>{@code
 * Verifier verifier = Verifier.of(System.getenv("AUTOSEND_WEBHOOK_SECRET"));
 * Delivery delivery = verifier.verify(body, headers);
 * }</pre>
 */
public final class Verifier {
    /** How old a request may be, unless told otherwise. */
    public static final Duration DEFAULT_TOLERANCE = Duration.ofMillis(Provider.TOLERANCE_MS);
    /** How far ahead of this machine's clock a request may be, unless told otherwise. */
    public static final Duration DEFAULT_FUTURE_TOLERANCE = Duration.ofMillis(Provider.FUTURE_TOLERANCE_MS);
    /** The largest body in bytes, unless told otherwise. */
    public static final int DEFAULT_MAX_BODY = Provider.MAX_BODY;

    private static final boolean HAS_TIMESTAMP_HEADER = !Provider.TIMESTAMP_HEADERS.isEmpty();
    private static final boolean HAS_ID_HEADER = !Provider.DELIVERY_ID_HEADERS.isEmpty();
    /** Whether the timestamp has to be there even where it is not checked. */
    private static final boolean SIGNS_TIMESTAMP = Provider.SIGNATURES.stream().anyMatch(it -> it.signs(SignedPart.TIMESTAMP));
    /** Whether the body alone says the type, so that a header can disagree. */
    private static final boolean COMPARES_EVENT = Provider.ENVELOPE == null || Provider.ENVELOPE.isTypedByBody();

    private final Keyring keys;
    /** Null if the timestamp is not checked. */
    private final Duration tolerance;
    private final Duration futureTolerance;
    private final int maxBody;
    private final boolean strict;
    /** Empty if it is that of each request. */
    private final String url;

    private Verifier(Builder builder) {
        this.keys = builder.keys;
        this.tolerance = builder.tolerance;
        this.futureTolerance = builder.futureTolerance;
        this.maxBody = builder.maxBody;
        this.strict = builder.strict;
        this.url = builder.url;
    }

    /**
     * A verifier with the default settings.
     *
     * @param secrets one, or several while one is being replaced: {@link Delivery#secretIndex} tells which one matched
     * @return the verifier
     * @throws WebhookException if there is no secret, or one that can't be any
     */
    public static Verifier of(String... secrets) {
        return builder(secrets).build();
    }

    /**
     * A verifier with settings of yours.
     *
     * @param secrets one, or several while one is being replaced: {@link Delivery#secretIndex} tells which one matched
     * @return what makes it
     * @throws WebhookException if there is no secret, or one that can't be any
     */
    public static Builder builder(String... secrets) {
        return new Builder(Keyring.of(secrets));
    }

    /**
     * A verifier that asks for its secrets: at the first request, and again whenever a signature matches none of those that it
     * has, so that a secret can be replaced without a restart. What is returned is checked then: where there is no secret, or the
     * supplier throws, requests are refused with {@link ErrorCode#INVALID_SECRET}.
     *
     * @param secrets called by several threads at once, and anybody's request may cause a call: keep the secrets at hand if
     *     looking them up is expensive
     * @return the verifier
     */
    public static Verifier of(Supplier<? extends Collection<String>> secrets) {
        return builder(secrets).build();
    }

    /**
     * A verifier that asks for its secrets, as {@link #of(Supplier)}, with settings of yours.
     *
     * @param secrets what gives them
     * @return what makes it
     */
    public static Builder builder(Supplier<? extends Collection<String>> secrets) {
        return new Builder(Keyring.of(secrets));
    }

    /** What no code but a verifier's can make. */
    static final class Proof {
        private static final Proof INSTANCE = new Proof();

        private Proof() {
            if (INSTANCE != null) {
                throw new IllegalStateException();
            }
        }
    }

    /** Makes a {@link Verifier}. */
    public static final class Builder {
        private final Keyring keys;
        private Duration tolerance = Provider.HAS_TIMESTAMP ? DEFAULT_TOLERANCE : null;
        private Duration futureTolerance = DEFAULT_FUTURE_TOLERANCE;
        private int maxBody = DEFAULT_MAX_BODY;
        private boolean strict;
        private String url = "";

        private Builder(Keyring keys) {
            this.keys = keys;
        }

        /**
         * Sets how old a request may be.
         *
         * @param tolerance the age at which it is too old
         * @return this
         * @throws IllegalArgumentException if it is negative
         * @throws IllegalStateException if the provider does not say when it sent a request
         */
        public Builder tolerance(Duration tolerance) {
            if (!Provider.HAS_TIMESTAMP) {
                throw new IllegalStateException("requests carry no timestamp: there is no age to tolerate");
            }
            this.tolerance = notNegative("tolerance", tolerance);
            return this;
        }

        /**
         * Sets how far ahead of this machine's clock a request may be.
         *
         * @param tolerance the difference at which it is too far
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder futureTolerance(Duration tolerance) {
            this.futureTolerance = notNegative("future tolerance", tolerance);
            return this;
        }

        private static Duration notNegative(String name, Duration duration) {
            if (duration.isNegative()) {
                throw new IllegalArgumentException("the " + name + " must be a non-negative duration, got " + duration);
            }
            return duration;
        }

        /**
         * Switches the check of the timestamp off in both directions; its header may then be absent.
         *
         * @return this
         */
        public Builder withoutTolerance() {
            this.tolerance = null;
            return this;
        }

        /**
         * Sets the largest body.
         *
         * @param bytes its length
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxBody(int bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("the largest body must be a non-negative number of bytes, got " + bytes);
            }
            this.maxBody = bytes;
            return this;
        }

        /**
         * Refuses event types that are not known, and known ones whose data does not fit. Without it both arrive: types and
         * members may be added at any time.
         *
         * @return this
         */
        public Builder strict() {
            this.strict = true;
            return this;
        }

        /**
         * Sets the URL that the provider was given, where it signs that: behind a proxy the request's own is another one.
         *
         * @param url the whole URL, with its query
         * @return this
         */
        public Builder url(String url) {
            this.url = Objects.requireNonNull(url, "url");
            return this;
        }

        /**
         * Makes the verifier.
         *
         * @return one that this builder does not change any more
         */
        public Verifier build() {
            return new Verifier(this);
        }
    }

    /**
     * The largest body, for whoever reads it from the network.
     *
     * @return in bytes
     */
    public int maxBody() {
        return maxBody;
    }

    /**
     * Authenticates a request, checks its timestamp against this machine's clock, and reads the event.
     *
     * @param body the raw body, exactly as received
     * @param headers all values of each header, by names in any case
     * @return the delivery
     * @throws WebhookException if the request is refused
     */
    public Delivery verify(byte[] body, Map<String, List<String>> headers) {
        return verifyAt(body, headers, Instant.now());
    }

    /**
     * {@link #verify} with the clock as an argument.
     *
     * @param body the raw body, exactly as received
     * @param headers all values of each header, by names in any case
     * @param now the time
     * @return the delivery
     * @throws WebhookException if the request is refused
     */
    public Delivery verifyAt(byte[] body, Map<String, List<String>> headers, Instant now) {
        return verifyAt(body, headers, RequestTarget.POST, now);
    }

    /**
     * {@link #verifyAt(byte[], Map, Instant)} where the provider signs the method or the URL.
     *
     * @param body the raw body, exactly as received
     * @param headers all values of each header, by names in any case
     * @param target what the request is for; a URL of the verifier's own comes before this one
     * @param now the time
     * @return the delivery
     * @throws WebhookException if the request is refused
     * @throws IllegalStateException if the URL is signed and nothing says it
     */
    public Delivery verifyAt(byte[] body, Map<String, List<String>> headers, RequestTarget target, Instant now) {
        WebhookHeaders.Values values = present(body, headers);
        // From here on nobody else can change it.
        byte[] own = body.clone();
        RequestTarget signed = url.isEmpty() ? target : new RequestTarget(target.method(), url);
        Keyring.Match match = keys.match(claims(values, new SignedContent(values, signed, own)));
        if (match == null) {
            throw new WebhookException(ErrorCode.SIGNATURE_MISMATCH);
        }
        Instant sentAt = timely(match.claim().timestamp(), now);
        if (HAS_ID_HEADER && !isSpan(values.deliveryId(), Provider.MAX_DELIVERY_ID, '!', '~')) {
            throw new WebhookException(ErrorCode.MALFORMED_DELIVERY_ID);
        }
        // Nothing is parsed before it is authentic.
        ReadBody read = ReadBody.of(own, values);
        for (Event event : read.events()) {
            expect(event, values.event());
        }
        return new Delivery(Proof.INSTANCE, id(values, read), read.events(), sentAt, match.secretIndex(), own);
    }

    /** Empty where neither a header nor the body has one: the digest is the id then. */
    private static String id(WebhookHeaders.Values headers, ReadBody body) {
        if (HAS_ID_HEADER) {
            return headers.deliveryId();
        }
        return isSpan(body.id(), Provider.MAX_DELIVERY_ID, '!', '~') ? body.id() : "";
    }

    /** Checks the size of the body, and that each header is there once. */
    private WebhookHeaders.Values present(byte[] body, Map<String, List<String>> headers) {
        if (body.length > maxBody) {
            throw tooLarge(body.length);
        }
        WebhookHeaders.Values values = WebhookHeaders.read(headers);
        boolean isSigned = false;
        for (int scheme = 0; scheme < Provider.SIGNATURES.size(); scheme++) {
            isSigned |= !values.signature(scheme).isEmpty();
        }
        if (!isSigned) {
            throw new WebhookException(ErrorCode.MISSING_SIGNATURE);
        }
        boolean needsTimestamp = HAS_TIMESTAMP_HEADER && (tolerance != null || SIGNS_TIMESTAMP);
        if (needsTimestamp && values.timestamp().isEmpty()) {
            throw new WebhookException(ErrorCode.MISSING_TIMESTAMP);
        }
        if (HAS_ID_HEADER && values.deliveryId().isEmpty()) {
            throw new WebhookException(ErrorCode.MISSING_DELIVERY_ID);
        }
        return values;
    }

    WebhookException tooLarge(long length) {
        return new WebhookException(
                ErrorCode.BODY_TOO_LARGE, length + " bytes, the limit is " + maxBody);
    }

    /** What the headers of signatures say, each with what it is about. */
    private List<Claim> claims(WebhookHeaders.Values headers, SignedContent content) {
        List<Claim> claims = new ArrayList<>(Provider.SIGNATURES.size());
        boolean lacksTimestamp = false;
        for (int i = 0; i < Provider.SIGNATURES.size(); i++) {
            SignatureScheme scheme = Provider.SIGNATURES.get(i);
            String header = headers.signature(i);
            if (header.isEmpty()) {
                continue;
            }
            SignatureHeader read = SignatureHeader.read(scheme, header);
            if (read.signatures().isEmpty()) {
                continue;
            }
            String timestamp = HAS_TIMESTAMP_HEADER ? headers.timestamp() : read.timestamp();
            if (timestamp.isEmpty() && (tolerance != null || scheme.signs(SignedPart.TIMESTAMP))) {
                lacksTimestamp = true;
            } else {
                claims.add(new Claim(i, read.signatures(), timestamp, content.of(scheme, timestamp)));
            }
        }
        if (claims.isEmpty()) {
            throw new WebhookException(lacksTimestamp ? ErrorCode.MISSING_TIMESTAMP : ErrorCode.MALFORMED_SIGNATURE);
        }
        return claims;
    }

    /** When the request was sent; null if it does not say. */
    private Instant timely(String header, Instant now) {
        if (header.isEmpty()) {
            return null;
        }
        if (!isSpan(header, Provider.MAX_TIMESTAMP_DIGITS, '0', '9')) {
            throw new WebhookException(ErrorCode.MALFORMED_TIMESTAMP);
        }
        Instant sent = sentAt(Long.parseLong(header));
        if (tolerance == null || isSurelyTimely(sent, now)) {
            return sent;
        }
        Instant received = now.truncatedTo(ChronoUnit.MILLIS);
        Duration age = Duration.between(sent, received);
        if (age.compareTo(tolerance) >= 0) {
            throw new WebhookException(
                    ErrorCode.TIMESTAMP_TOO_OLD, seconds(age) + " ago, the tolerance is " + seconds(tolerance));
        }
        Duration ahead = Duration.between(received, sent);
        if (ahead.compareTo(futureTolerance) >= 0) {
            throw new WebhookException(
                    ErrorCode.TIMESTAMP_IN_FUTURE,
                    seconds(ahead) + " ahead, the tolerance is " + seconds(futureTolerance));
        }
        return sent;
    }

    /** Whether the difference is within both tolerances: the short answer for the usual request, without objects. */
    private boolean isSurelyTimely(Instant sent, Instant now) {
        long seconds = now.getEpochSecond() - sent.getEpochSecond();
        return seconds > -futureTolerance.toSeconds() + 1 && seconds < tolerance.toSeconds() - 1;
    }

    /** Whether a text has from 1 to that many letters, all of them in a range. */
    private static boolean isSpan(String text, int longest, char first, char last) {
        for (int i = 0; i < text.length(); i++) {
            if (i == longest || text.charAt(i) < first || text.charAt(i) > last) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private static Instant sentAt(long number) {
        return number < Provider.SECONDS_BELOW ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    /** Compares the body's event with the header's, and in strict mode with what is known. */
    private void expect(Event event, String header) {
        if (COMPARES_EVENT && !header.isEmpty() && !WebhookHeaders.spells(header, event.type())) {
            throw new WebhookException(ErrorCode.EVENT_MISMATCH, "the body says " + Json.quote(event.type()));
        }
        if (strict && event instanceof Unknown unknown) {
            throw new WebhookException(ErrorCode.UNKNOWN_EVENT, Json.quote(unknown.type()));
        }
        if (strict && event instanceof Invalid invalid) {
            throw new WebhookException(ErrorCode.INVALID_EVENT_DATA, invalid.reason());
        }
        if (strict && !event.problems().isEmpty()) {
            throw new WebhookException(ErrorCode.INVALID_EVENT_DATA, event.problems().get(0).toString());
        }
    }

    /** Never what the secrets are. */
    @Override
    public String toString() {
        return "Verifier[" + keys + "]";
    }
}
