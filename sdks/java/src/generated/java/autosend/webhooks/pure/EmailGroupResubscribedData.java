// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.Map;

/**
 * A recipient subscribed to a group of messages again.
 *
 * @param test Whether it came from a test message.
 * @param emailId Id of the message it came from.
 * @param unsubscribeGroupId Id of the group.
 * @param campaignId Id of the campaign it came from.
 * @param extra the members that no component names, and originals that a component can't print back
 */
public record EmailGroupResubscribedData(
        boolean test,
        Maybe<String> emailId,
        Maybe<String> unsubscribeGroupId,
        Maybe<String> campaignId,
        Map<String, Json> extra) {
    private static final Field<Boolean> TEST =
            Field.required(0, Codec.BOOLEAN, "test", "");
    private static final Field<Maybe<String>> EMAIL_ID =
            Field.optional(1, Codec.TEXT, "emailId", "emailId");
    private static final Field<Maybe<String>> UNSUBSCRIBE_GROUP_ID =
            Field.optional(2, Codec.TEXT, "unsubscribeGroupId", "unsubscribeGroupId");
    private static final Field<Maybe<String>> CAMPAIGN_ID =
            Field.optional(3, Codec.TEXT, "campaignId", "campaignId");

    private static final Names[] NAMES = Field.names(TEST, EMAIL_ID, UNSUBSCRIBE_GROUP_ID, CAMPAIGN_ID);

    static EmailGroupResubscribedData read(Reading reading, int value) throws DecodeException {
        ObjectReader in = new ObjectReader(NAMES, reading, value);
        return new EmailGroupResubscribedData(
                in.read(TEST),
                in.read(EMAIL_ID),
                in.read(UNSUBSCRIBE_GROUP_ID),
                in.read(CAMPAIGN_ID),
                in.extra());
    }

    String write(int generation) {
        return new ObjectWriter(generation)
                .field(TEST, test, extra)
                .field(EMAIL_ID, emailId, extra)
                .field(UNSUBSCRIBE_GROUP_ID, unsubscribeGroupId, extra)
                .field(CAMPAIGN_ID, campaignId, extra)
                .members(extra)
                .toString();
    }

    /**
     * The object as the body's current form has it.
     *
     * @return a JSON object
     */
    public String toJson() {
        return write(0);
    }
}
