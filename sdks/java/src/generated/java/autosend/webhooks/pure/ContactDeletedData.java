// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.Map;

/**
 * A contact was deleted.
 *
 * @param contactId Id of the contact.
 * @param email The contact's e-mail address.
 * @param deletedAt When the contact was deleted (first generation).
 * @param userId The id that your own system gave the contact (first generation).
 * @param firstName The first name (first generation).
 * @param lastName The last name (first generation).
 * @param createdAt When the contact was created (first generation).
 * @param extra the members that no component names, and originals that a component can't print back
 */
public record ContactDeletedData(
        Maybe<String> contactId,
        Maybe<String> email,
        Maybe<Timestamp> deletedAt,
        Maybe<String> userId,
        Maybe<String> firstName,
        Maybe<String> lastName,
        Maybe<Timestamp> createdAt,
        Map<String, Json> extra) {
    private static final Field<Maybe<String>> CONTACT_ID =
            Field.optional(0, Codec.TEXT, "contactId", "contactId");
    private static final Field<Maybe<String>> EMAIL =
            Field.optional(1, Codec.TEXT, "email", "email");
    private static final Field<Maybe<Timestamp>> DELETED_AT =
            Field.optional(2, Codec.TIME, "", "deletedAt");
    private static final Field<Maybe<String>> USER_ID =
            Field.optional(3, Codec.TEXT, "", "userId");
    private static final Field<Maybe<String>> FIRST_NAME =
            Field.optional(4, Codec.TEXT, "", "firstName");
    private static final Field<Maybe<String>> LAST_NAME =
            Field.optional(5, Codec.TEXT, "", "lastName");
    private static final Field<Maybe<Timestamp>> CREATED_AT =
            Field.optional(6, Codec.TIME, "", "createdAt");

    private static final Names[] NAMES = Field.names(CONTACT_ID, EMAIL, DELETED_AT, USER_ID, FIRST_NAME, LAST_NAME, CREATED_AT);

    static ContactDeletedData read(Reading reading, int value) throws DecodeException {
        ObjectReader in = new ObjectReader(NAMES, reading, value);
        return new ContactDeletedData(
                in.read(CONTACT_ID),
                in.read(EMAIL),
                in.read(DELETED_AT),
                in.read(USER_ID),
                in.read(FIRST_NAME),
                in.read(LAST_NAME),
                in.read(CREATED_AT),
                in.extra());
    }

    String write(int generation) {
        return new ObjectWriter(generation)
                .field(CONTACT_ID, contactId, extra)
                .field(EMAIL, email, extra)
                .field(DELETED_AT, deletedAt, extra)
                .field(USER_ID, userId, extra)
                .field(FIRST_NAME, firstName, extra)
                .field(LAST_NAME, lastName, extra)
                .field(CREATED_AT, createdAt, extra)
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
