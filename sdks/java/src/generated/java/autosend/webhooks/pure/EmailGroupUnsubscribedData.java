// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.Map;

/**
 * A recipient unsubscribed from one group of messages.
 *
 * @param test Whether it came from a test message.
 * @param emailId Id of the message it came from.
 * @param campaignId Id of the campaign it came from.
 * @param templateId Id of the template of the message.
 * @param workflowAutomationId Id of the workflow automation that sent the message.
 * @param batchId Id of the batch of the message.
 * @param unsubscribeGroupId Id of the group.
 * @param extra the members that no component names, and originals that a component can't print back
 */
public record EmailGroupUnsubscribedData(
        boolean test,
        Maybe<String> emailId,
        Maybe<String> campaignId,
        Maybe<String> templateId,
        Maybe<String> workflowAutomationId,
        Maybe<String> batchId,
        Maybe<String> unsubscribeGroupId,
        Map<String, Json> extra) {
    private static final Field<Boolean> TEST =
            Field.required(0, Codec.BOOLEAN, "test", "");
    private static final Field<Maybe<String>> EMAIL_ID =
            Field.optional(1, Codec.TEXT, "emailId", "emailId");
    private static final Field<Maybe<String>> CAMPAIGN_ID =
            Field.optional(2, Codec.TEXT, "campaignId", "campaignId");
    private static final Field<Maybe<String>> TEMPLATE_ID =
            Field.optional(3, Codec.TEXT, "templateId", "templateId");
    private static final Field<Maybe<String>> WORKFLOW_AUTOMATION_ID =
            Field.optional(4, Codec.TEXT, "workflowAutomationId", "workflowAutomationId");
    private static final Field<Maybe<String>> BATCH_ID =
            Field.optional(5, Codec.TEXT, "batchId", "batchId");
    private static final Field<Maybe<String>> UNSUBSCRIBE_GROUP_ID =
            Field.optional(6, Codec.TEXT, "unsubscribeGroupId", "unsubscribeGroupId");

    private static final Names[] NAMES = Field.names(TEST, EMAIL_ID, CAMPAIGN_ID, TEMPLATE_ID, WORKFLOW_AUTOMATION_ID, BATCH_ID, UNSUBSCRIBE_GROUP_ID);

    static EmailGroupUnsubscribedData read(Reading reading, int value) throws DecodeException {
        ObjectReader in = new ObjectReader(NAMES, reading, value);
        return new EmailGroupUnsubscribedData(
                in.read(TEST),
                in.read(EMAIL_ID),
                in.read(CAMPAIGN_ID),
                in.read(TEMPLATE_ID),
                in.read(WORKFLOW_AUTOMATION_ID),
                in.read(BATCH_ID),
                in.read(UNSUBSCRIBE_GROUP_ID),
                in.extra());
    }

    String write(int generation) {
        return new ObjectWriter(generation)
                .field(TEST, test, extra)
                .field(EMAIL_ID, emailId, extra)
                .field(CAMPAIGN_ID, campaignId, extra)
                .field(TEMPLATE_ID, templateId, extra)
                .field(WORKFLOW_AUTOMATION_ID, workflowAutomationId, extra)
                .field(BATCH_ID, batchId, extra)
                .field(UNSUBSCRIBE_GROUP_ID, unsubscribeGroupId, extra)
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
