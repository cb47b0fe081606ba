// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.Map;

/**
 * A file attached to an inbound message.
 *
 * @param attachmentId Id of the attachment.
 * @param attachmentIndex Position among the message's attachments, from 0.
 * @param filename File name as the sender gave it: untrusted, never a path to write to.
 * @param contentType Media type as the sender gave it.
 * @param size Size in bytes.
 * @param extra the members that no component names, and originals that a component can't print back
 */
public record Attachment(
        String attachmentId,
        long attachmentIndex,
        String filename,
        String contentType,
        long size,
        Map<String, Json> extra) {
    private static final Field<String> ATTACHMENT_ID =
            Field.required(0, Codec.TEXT, "attachmentId", "attachmentId");
    private static final Field<Long> ATTACHMENT_INDEX =
            Field.required(1, Codec.INTEGER, "attachmentIndex", "attachmentIndex");
    private static final Field<String> FILENAME =
            Field.required(2, Codec.TEXT, "filename", "filename");
    private static final Field<String> CONTENT_TYPE =
            Field.required(3, Codec.TEXT, "contentType", "contentType");
    private static final Field<Long> SIZE =
            Field.required(4, Codec.INTEGER, "size", "size");

    private static final Names[] NAMES = Field.names(ATTACHMENT_ID, ATTACHMENT_INDEX, FILENAME, CONTENT_TYPE, SIZE);

    static Attachment read(Reading reading, int value) throws DecodeException {
        ObjectReader in = new ObjectReader(NAMES, reading, value);
        return new Attachment(
                in.read(ATTACHMENT_ID),
                in.read(ATTACHMENT_INDEX),
                in.read(FILENAME),
                in.read(CONTENT_TYPE),
                in.read(SIZE),
                in.extra());
    }

    String write(int generation) {
        return new ObjectWriter(generation)
                .field(ATTACHMENT_ID, attachmentId, extra)
                .field(ATTACHMENT_INDEX, attachmentIndex, extra)
                .field(FILENAME, filename, extra)
                .field(CONTENT_TYPE, contentType, extra)
                .field(SIZE, size, extra)
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
