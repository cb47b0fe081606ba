package autosend.webhooks.pure;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads an event from a body. */
final class EventReader {
    static final Set<String> KNOWN = Set.copyOf(Event.TYPES);

    private final JsonDocument document;
    /** The form whose member for the type is there, today's first; the last one if none is. */
    private Generation form;
    /** Where that form's members are: the type, the time, the data; and how many there are in all. */
    private int[] members;

    private EventReader(JsonDocument document) {
        this.document = document;
    }

    /** Keeps the body, which nobody may change from now on. */
    static Event read(byte[] body) {
        JsonDocument document = JsonParser.parse(body);
        if (!document.isObject(JsonDocument.ROOT)) {
            throw new WebhookException(ErrorCode.BODY_NOT_OBJECT);
        }
        return new EventReader(document).read();
    }

    private Event read() {
        findMembers();
        String type = text(members[0]);
        if (type.isEmpty()) {
            throw new WebhookException(ErrorCode.MISSING_EVENT_TYPE);
        }
        Optional<Timestamp> created = Timestamp.parse(text(members[1]));
        if (!KNOWN.contains(type)) {
            return new Unknown(type, created, form.number(), new Members(document, JsonDocument.ROOT));
        }
        try {
            return typed(type, created);
        } catch (DecodeException failure) {
            Map<String, Json> all = new Members(document, JsonDocument.ROOT);
            return new Invalid(type, created, form.number(), all, failure.getMessage());
        }
    }

    private void findMembers() {
        for (Generation candidate : Provider.GENERATIONS) {
            form = candidate;
            members = candidate.names().find(document, JsonDocument.ROOT);
            if (members[0] != 0) {
                return;
            }
        }
    }

    /** The text of a value; empty if there is none, or it is no string. */
    private String text(int value) {
        return value == 0 || !document.isString(value) ? "" : document.text(value);
    }

    private Event typed(String type, Optional<Timestamp> created) throws DecodeException {
        if (created.isEmpty()) {
            throw new DecodeException("is no ISO 8601 time").within(form.timeMember());
        }
        if (members[2] == 0) {
            throw new DecodeException("is missing").within(form.dataMember());
        }
        try {
            Reading reading = new Reading(document, form.index());
            return Provider.read(type, type, created, form.number(), reading, members[2], extra());
        } catch (DecodeException failure) {
            throw failure.within(form.dataMember());
        }
    }

    private Map<String, Json> extra() {
        return members[3] == 3
                ? Collections.emptyMap()
                : new Members(document, JsonDocument.ROOT, form.typeMember(), form.timeMember(), form.dataMember());
    }
}
