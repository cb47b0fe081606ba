package autosend.webhooks.pure;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** Reads events from bodies. */
final class EventReader {
    private EventReader() {}

    /** Keeps the body, which nobody may change from now on. */
    static Event read(byte[] body) {
        JsonDocument document = JsonParser.parse(body);
        if (!document.isObject(JsonDocument.ROOT)) {
            throw new WebhookException(ErrorCode.BODY_NOT_OBJECT);
        }
        Generation form = Generation.of(document);
        String type = text(document, form.typeMember());
        if (type.isEmpty()) {
            throw new WebhookException(ErrorCode.MISSING_EVENT_TYPE);
        }
        Optional<Timestamp> created = Timestamp.parse(text(document, form.timeMember()));
        if (!Event.TYPES.contains(type)) {
            return new Unknown(type, created, form.number(), new Members(document, JsonDocument.ROOT));
        }
        try {
            return typed(type, created, form, document);
        } catch (DecodeException failure) {
            Map<String, Json> members = new Members(document, JsonDocument.ROOT);
            return new Invalid(type, created, form.number(), members, failure.getMessage());
        }
    }

    /** The text of a member; empty if it is no string. */
    private static String text(JsonDocument document, String name) {
        int value = document.member(JsonDocument.ROOT, name);
        return value < 0 || !document.isString(value) ? "" : document.text(value);
    }

    private static Event typed(String type, Optional<Timestamp> created, Generation form, JsonDocument document)
            throws DecodeException {
        if (created.isEmpty()) {
            throw new DecodeException("is no ISO 8601 time").within(form.timeMember());
        }
        int data = document.member(JsonDocument.ROOT, form.dataMember());
        if (data < 0) {
            throw new DecodeException("is missing").within(form.dataMember());
        }
        try {
            return Provider.read(type, created.get(), form, document, data, extra(form, document));
        } catch (DecodeException failure) {
            throw failure.within(form.dataMember());
        }
    }

    private static Map<String, Json> extra(Generation form, JsonDocument document) {
        boolean isAllNamed = document.memberCount(JsonDocument.ROOT) == 3;
        return isAllNamed
                ? Collections.emptyMap()
                : new Members(document, JsonDocument.ROOT, form.typeMember(), form.timeMember(), form.dataMember());
    }
}
