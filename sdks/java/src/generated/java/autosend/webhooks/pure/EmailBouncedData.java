// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.Map;

/**
 * The recipient's mail server refused a message.
 *
 * @param emailId Id of the message.
 * @param from The sender's address.
 * @param to The recipient.
 * @param subject The subject line.
 * @param test Whether it was a test message. First-generation bodies don't say: false.
 * @param campaignId Id of the campaign it belongs to.
 * @param templateId Id of the template it was made from.
 * @param workflowAutomationId Id of the workflow automation that sent it.
 * @param batchId Id of the batch it was sent in.
 * @param createdAt When the message was created (first generation).
 * @param timestamp When the event happened (first generation).
 * @param bounceType Permanent (hard) or transient (soft).
 * @param bounceSubType What kind of bounce it is.
 * @param reason The mail server's words. First-generation bodies call it bounceReason.
 * @param bouncedAt When it bounced (first generation).
 * @param extra the members that no component names, and originals that a component can't print back
 */
public record EmailBouncedData(
        String emailId,
        String from,
        Address to,
        String subject,
        boolean test,
        Maybe<String> campaignId,
        Maybe<String> templateId,
        Maybe<String> workflowAutomationId,
        Maybe<String> batchId,
        Maybe<Timestamp> createdAt,
        Maybe<Timestamp> timestamp,
        Maybe<BounceType> bounceType,
        Maybe<BounceSubType> bounceSubType,
        Maybe<String> reason,
        Maybe<Timestamp> bouncedAt,
        Map<String, Json> extra) {
    private static final Field<String> EMAIL_ID =
            Field.required(0, Codec.TEXT, "emailId", "emailId");
    private static final Field<String> FROM =
            Field.required(1, Codec.TEXT, "from", "from");
    private static final Field<Address> TO =
            Field.required(2, Codec.object(Address::read, Address::write), "to", "to");
    private static final Field<String> SUBJECT =
            Field.required(3, Codec.TEXT, "subject", "subject");
    private static final Field<Boolean> TEST =
            Field.required(4, Codec.BOOLEAN, "test", "");
    private static final Field<Maybe<String>> CAMPAIGN_ID =
            Field.optional(5, Codec.TEXT, "campaignId", "campaignId");
    private static final Field<Maybe<String>> TEMPLATE_ID =
            Field.optional(6, Codec.TEXT, "templateId", "templateId");
    private static final Field<Maybe<String>> WORKFLOW_AUTOMATION_ID =
            Field.optional(7, Codec.TEXT, "workflowAutomationId", "");
    private static final Field<Maybe<String>> BATCH_ID =
            Field.optional(8, Codec.TEXT, "batchId", "");
    private static final Field<Maybe<Timestamp>> CREATED_AT =
            Field.optional(9, Codec.TIME, "", "createdAt");
    private static final Field<Maybe<Timestamp>> TIMESTAMP =
            Field.optional(10, Codec.TIME, "", "timestamp");
    private static final Field<Maybe<BounceType>> BOUNCE_TYPE =
            Field.optional(11, BounceType.CODEC, "bounceType", "bounceType");
    private static final Field<Maybe<BounceSubType>> BOUNCE_SUB_TYPE =
            Field.optional(12, BounceSubType.CODEC, "bounceSubType", "bounceSubType");
    private static final Field<Maybe<String>> REASON =
            Field.optional(13, Codec.TEXT, "reason", "bounceReason");
    private static final Field<Maybe<Timestamp>> BOUNCED_AT =
            Field.optional(14, Codec.TIME, "", "bouncedAt");

    private static final Names[] NAMES = Field.names(EMAIL_ID, FROM, TO, SUBJECT, TEST, CAMPAIGN_ID, TEMPLATE_ID, WORKFLOW_AUTOMATION_ID, BATCH_ID, CREATED_AT, TIMESTAMP, BOUNCE_TYPE, BOUNCE_SUB_TYPE, REASON, BOUNCED_AT);

    static EmailBouncedData read(Reading reading, int value) throws DecodeException {
        ObjectReader in = new ObjectReader(NAMES, reading, value);
        return new EmailBouncedData(
                in.read(EMAIL_ID),
                in.read(FROM),
                in.read(TO),
                in.read(SUBJECT),
                in.read(TEST),
                in.read(CAMPAIGN_ID),
                in.read(TEMPLATE_ID),
                in.read(WORKFLOW_AUTOMATION_ID),
                in.read(BATCH_ID),
                in.read(CREATED_AT),
                in.read(TIMESTAMP),
                in.read(BOUNCE_TYPE),
                in.read(BOUNCE_SUB_TYPE),
                in.read(REASON),
                in.read(BOUNCED_AT),
                in.extra());
    }

    String write(int generation) {
        return new ObjectWriter(generation)
                .field(EMAIL_ID, emailId, extra)
                .field(FROM, from, extra)
                .field(TO, to, extra)
                .field(SUBJECT, subject, extra)
                .field(TEST, test, extra)
                .field(CAMPAIGN_ID, campaignId, extra)
                .field(TEMPLATE_ID, templateId, extra)
                .field(WORKFLOW_AUTOMATION_ID, workflowAutomationId, extra)
                .field(BATCH_ID, batchId, extra)
                .field(CREATED_AT, createdAt, extra)
                .field(TIMESTAMP, timestamp, extra)
                .field(BOUNCE_TYPE, bounceType, extra)
                .field(BOUNCE_SUB_TYPE, bounceSubType, extra)
                .field(REASON, reason, extra)
                .field(BOUNCED_AT, bouncedAt, extra)
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
