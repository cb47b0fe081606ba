// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.List;
import java.util.Map;

/**
 * A message came in for one of your inbound addresses.
 *
 * @param inboundEmailId Id of the inbound message.
 * @param from Who sent it: an object here, while outbound events carry a plain address.
 * @param to The recipients.
 * @param cc The recipients in copy.
 * @param subject The subject line.
 * @param attachments The attached files.
 * @param spamVerdict What the spam scan found.
 * @param virusVerdict What the virus scan found.
 * @param receivedAt When it came in.
 * @param threadId Id of the conversation it belongs to.
 * @param inReplyToEmailActivityId Id of the outbound message that it answers.
 * @param inReplyToInboundEmailId Id of the inbound message that it answers.
 * @param extra the members that no component names, and originals that a component can't print back
 */
public record EmailReceivedData(
        String inboundEmailId,
        Address from,
        List<Address> to,
        List<Address> cc,
        String subject,
        List<Attachment> attachments,
        Verdict spamVerdict,
        Verdict virusVerdict,
        Timestamp receivedAt,
        Maybe<String> threadId,
        Maybe<String> inReplyToEmailActivityId,
        Maybe<String> inReplyToInboundEmailId,
        Map<String, Json> extra) {
    private static final Field<String> INBOUND_EMAIL_ID =
            Field.required(0, Codec.TEXT, "inboundEmailId", "inboundEmailId");
    private static final Field<Address> FROM =
            Field.required(1, Codec.object(Address::read, Address::write), "from", "from");
    private static final Field<List<Address>> TO =
            Field.required(2, Codec.list(Codec.object(Address::read, Address::write)), "to", "to");
    private static final Field<List<Address>> CC =
            Field.required(3, Codec.list(Codec.object(Address::read, Address::write)), "cc", "cc");
    private static final Field<String> SUBJECT =
            Field.required(4, Codec.TEXT, "subject", "subject");
    private static final Field<List<Attachment>> ATTACHMENTS =
            Field.required(5, Codec.list(Codec.object(Attachment::read, Attachment::write)), "attachments", "attachments");
    private static final Field<Verdict> SPAM_VERDICT =
            Field.required(6, Verdict.CODEC, "spamVerdict", "spamVerdict");
    private static final Field<Verdict> VIRUS_VERDICT =
            Field.required(7, Verdict.CODEC, "virusVerdict", "virusVerdict");
    private static final Field<Timestamp> RECEIVED_AT =
            Field.required(8, Codec.TIME, "receivedAt", "receivedAt");
    private static final Field<Maybe<String>> THREAD_ID =
            Field.optional(9, Codec.TEXT, "threadId", "threadId");
    private static final Field<Maybe<String>> IN_REPLY_TO_EMAIL_ACTIVITY_ID =
            Field.optional(10, Codec.TEXT, "inReplyToEmailActivityId", "inReplyToEmailActivityId");
    private static final Field<Maybe<String>> IN_REPLY_TO_INBOUND_EMAIL_ID =
            Field.optional(11, Codec.TEXT, "inReplyToInboundEmailId", "inReplyToInboundEmailId");

    private static final Names[] NAMES = Field.names(INBOUND_EMAIL_ID, FROM, TO, CC, SUBJECT, ATTACHMENTS, SPAM_VERDICT, VIRUS_VERDICT, RECEIVED_AT, THREAD_ID, IN_REPLY_TO_EMAIL_ACTIVITY_ID, IN_REPLY_TO_INBOUND_EMAIL_ID);

    static EmailReceivedData read(Reading reading, int value) throws DecodeException {
        ObjectReader in = new ObjectReader(NAMES, reading, value);
        return new EmailReceivedData(
                in.read(INBOUND_EMAIL_ID),
                in.read(FROM),
                in.read(TO),
                in.read(CC),
                in.read(SUBJECT),
                in.read(ATTACHMENTS),
                in.read(SPAM_VERDICT),
                in.read(VIRUS_VERDICT),
                in.read(RECEIVED_AT),
                in.read(THREAD_ID),
                in.read(IN_REPLY_TO_EMAIL_ACTIVITY_ID),
                in.read(IN_REPLY_TO_INBOUND_EMAIL_ID),
                in.extra());
    }

    String write(int generation) {
        return new ObjectWriter(generation)
                .field(INBOUND_EMAIL_ID, inboundEmailId, extra)
                .field(FROM, from, extra)
                .field(TO, to, extra)
                .field(CC, cc, extra)
                .field(SUBJECT, subject, extra)
                .field(ATTACHMENTS, attachments, extra)
                .field(SPAM_VERDICT, spamVerdict, extra)
                .field(VIRUS_VERDICT, virusVerdict, extra)
                .field(RECEIVED_AT, receivedAt, extra)
                .field(THREAD_ID, threadId, extra)
                .field(IN_REPLY_TO_EMAIL_ACTIVITY_ID, inReplyToEmailActivityId, extra)
                .field(IN_REPLY_TO_INBOUND_EMAIL_ID, inReplyToInboundEmailId, extra)
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
