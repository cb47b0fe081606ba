// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads events from bodies. */
final class EventReader {
    private EventReader() {}

    static Event read(byte[] body) {
        Map<String, Json> members = Json.parse(body)
                .members()
                .orElseThrow(() -> new WebhookException(ErrorCode.BODY_NOT_OBJECT));
        Generation form = Generation.ofBody(members);
        String type = text(members, form.typeMember())
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new WebhookException(ErrorCode.MISSING_EVENT_TYPE));
        Optional<Timestamp> created = text(members, form.timeMember()).flatMap(Timestamp::parse);
        if (!Event.TYPES.contains(type)) {
            return new Unknown(type, created, form.number(), members);
        }
        try {
            return typed(type, created, form, members);
        } catch (MisfitException misfit) {
            return new Invalid(type, created, form.number(), members, misfit.getMessage());
        }
    }

    private static Optional<String> text(Map<String, Json> members, String name) {
        return Optional.ofNullable(members.get(name)).flatMap(Json::string);
    }

    private static Event typed(String type, Optional<Timestamp> created, Generation form, Map<String, Json> members)
            throws MisfitException {
        Timestamp createdAt =
                created.orElseThrow(() -> new MisfitException("is no ISO 8601 time").within(form.timeMember()));
        Map<String, Json> extra = new LinkedHashMap<>(members);
        extra.remove(form.typeMember());
        extra.remove(form.timeMember());
        Json data = extra.remove(form.dataMember());
        if (data == null) {
            throw new MisfitException("is missing").within(form.dataMember());
        }
        try {
            return typed(type, createdAt, form, data, Json.unmodifiable(extra));
        } catch (MisfitException misfit) {
            throw misfit.within(form.dataMember());
        }
    }

    private static Event typed(String type, Timestamp createdAt, Generation form, Json data, Map<String, Json> extra)
            throws MisfitException {
        int number = form.number();
        int index = form.index();
        return switch (type) {
            case EmailSent.TYPE -> new EmailSent(createdAt, number, EmailSentData.read(data, index), extra);
            case EmailDelivered.TYPE -> new EmailDelivered(createdAt, number, EmailDeliveredData.read(data, index), extra);
            case EmailDeferred.TYPE -> new EmailDeferred(createdAt, number, EmailDeferredData.read(data, index), extra);
            case EmailBounced.TYPE -> new EmailBounced(createdAt, number, EmailBouncedData.read(data, index), extra);
            case EmailOpened.TYPE -> new EmailOpened(createdAt, number, EmailOpenedData.read(data, index), extra);
            case EmailClicked.TYPE -> new EmailClicked(createdAt, number, EmailClickedData.read(data, index), extra);
            case EmailSpamReported.TYPE -> new EmailSpamReported(createdAt, number, EmailSpamReportedData.read(data, index), extra);
            case EmailUnsubscribed.TYPE -> new EmailUnsubscribed(createdAt, number, EmailUnsubscribedData.read(data, index), extra);
            case EmailGroupUnsubscribed.TYPE -> new EmailGroupUnsubscribed(createdAt, number, EmailGroupUnsubscribedData.read(data, index), extra);
            case EmailGroupResubscribed.TYPE -> new EmailGroupResubscribed(createdAt, number, EmailGroupResubscribedData.read(data, index), extra);
            case ContactCreated.TYPE -> new ContactCreated(createdAt, number, ContactCreatedData.read(data, index), extra);
            case ContactUpdated.TYPE -> new ContactUpdated(createdAt, number, ContactUpdatedData.read(data, index), extra);
            case ContactDeleted.TYPE -> new ContactDeleted(createdAt, number, ContactDeletedData.read(data, index), extra);
            case EmailReceived.TYPE -> new EmailReceived(createdAt, number, EmailReceivedData.read(data, index), extra);
            default -> throw new IllegalStateException(type);
        };
    }
}
