package autosend.webhooks.pure;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the events of a request as an envelope says. */
final class EnvelopeReader {
    private final Envelope envelope;
    private final WebhookHeaders.Values headers;
    private final JsonDocument document;

    /** Keeps the body, which nobody may change from now on. */
    EnvelopeReader(Envelope envelope, byte[] body, WebhookHeaders.Values headers) {
        this.envelope = envelope;
        this.headers = headers;
        this.document = JsonParser.parse(json(envelope.formField(), body));
    }

    private static byte[] json(String field, byte[] body) {
        if (field.isEmpty()) {
            return body;
        }
        return FormBody.field(body, field)
                .orElseThrow(() -> new WebhookException(ErrorCode.BODY_NOT_JSON, "the form has no field " + Json.quote(field)));
    }

    ReadBody read() {
        boolean isWhole = envelope.batch() == null;
        if (!document.isObject(JsonDocument.ROOT) && (isWhole || envelope.batch().length() > 0)) {
            throw new WebhookException(ErrorCode.BODY_NOT_OBJECT);
        }
        List<Event> events = isWhole ? List.of(event(JsonDocument.ROOT)) : batch();
        Envelope.Source id = envelope.id();
        return new ReadBody(events, id == null ? "" : id(id));
    }

    private List<Event> batch() {
        int list = envelope.batch().find(document, JsonDocument.ROOT);
        if (list < 0 || document.first(list) != '[') {
            throw new WebhookException(ErrorCode.BODY_NOT_OBJECT, "it holds no list of events");
        }
        List<Event> events = new ArrayList<>();
        int end = document.after(list);
        for (int item = list + JsonDocument.STRIDE; item < end; item = document.after(item)) {
            if (!document.isObject(item)) {
                throw new WebhookException(ErrorCode.BODY_NOT_OBJECT, "an item of its list is none");
            }
            events.add(event(item));
        }
        if (events.isEmpty()) {
            throw new WebhookException(ErrorCode.MISSING_EVENT_TYPE, "its list of events is empty");
        }
        return Collections.unmodifiableList(events);
    }

    private Event event(int whole) {
        String type = type(whole);
        Optional<Timestamp> created = created(whole);
        int generation = Provider.GENERATIONS.get(0).number();
        String known = known(type);
        if (known.isEmpty()) {
            return new Unknown(type, created, generation, new Members(document, whole));
        }
        Reading reading = new Reading(document, 0);
        try {
            int data = envelope.data().find(document, whole);
            if (data < 0) {
                throw new DecodeException("the data is missing");
            }
            return Provider.read(known, type, created, generation, reading, data, extra(whole));
        } catch (DecodeException failure) {
            String reason = failure.getMessage();
            return new Invalid(type, created, generation, new Members(document, whole), reason.startsWith("is ") ? "the data " + reason : reason);
        }
    }

    private Map<String, Json> extra(int whole) {
        return switch (envelope.data().length()) {
            case 0 -> Collections.emptyMap();
            case 1 -> new Members(document, whole, envelope.data().member(0, document, whole));
            default -> new Members(document, whole);
        };
    }

    private String type(int whole) {
        StringBuilder type = new StringBuilder();
        for (Envelope.Source source : envelope.type()) {
            String part = source.path() == null ? headers.named(source.header()) : source.path().text(document, whole).orElse("");
            if (part.isEmpty() && !source.isOptional()) {
                throw new WebhookException(ErrorCode.MISSING_EVENT_TYPE);
            }
            type.append(type.length() == 0 || part.isEmpty() ? "" : envelope.join()).append(part);
        }
        if (type.length() == 0) {
            throw new WebhookException(ErrorCode.MISSING_EVENT_TYPE);
        }
        return type.toString();
    }

    /** The longest known type that a type is, or that its parts begin with; empty if there is none. */
    private String known(String type) {
        String known = type;
        while (!EventReader.KNOWN.contains(known)) {
            int end = envelope.fallsBack() && !envelope.join().isEmpty() ? known.lastIndexOf(envelope.join()) : -1;
            if (end <= 0) {
                return "";
            }
            known = known.substring(0, end);
        }
        return known;
    }

    private String id(Envelope.Source source) {
        if (source.path() == null) {
            return headers.named(source.header());
        }
        int value = source.path().find(document, JsonDocument.ROOT);
        if (value < 0) {
            return "";
        }
        return document.isNumber(value) ? document.source(value) : document.isString(value) ? document.text(value) : "";
    }

    /** A time of another form is none. */
    private Optional<Timestamp> created(int whole) {
        int value = envelope.time() == null ? -1 : envelope.time().find(document, whole);
        if (value < 0) {
            return Optional.empty();
        }
        if (envelope.timeForm() == Envelope.TimeForm.RFC3339) {
            return document.isString(value) ? Timestamp.parse(document.text(value)) : Optional.empty();
        }
        return document.isNumber(value) ? since1970(document.source(value)) : Optional.empty();
    }

    private Optional<Timestamp> since1970(String number) {
        int places = envelope.timeForm() == Envelope.TimeForm.UNIX ? 3 : 0;
        double milliseconds = Double.parseDouble(number) * Math.pow(10, places);
        if (!(Math.abs(milliseconds) < Long.MAX_VALUE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Timestamp.of(Instant.ofEpochMilli(Math.round(milliseconds))));
        } catch (DateTimeException outOfRange) {
            return Optional.empty();
        }
    }
}
