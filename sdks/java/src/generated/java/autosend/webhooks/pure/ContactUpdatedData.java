// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.List;
import java.util.Map;

/**
 * A contact was changed. Custom properties are in extra.
 *
 * @param contactId Id of the contact.
 * @param email The contact's e-mail address.
 * @param name The contact's name.
 * @param changedFields The names of the fields that changed.
 * @param updatedAt When the contact was changed (first generation).
 * @param userId The id that your own system gave the contact (first generation).
 * @param firstName The first name (first generation).
 * @param lastName The last name (first generation).
 * @param createdAt When the contact was created (first generation).
 * @param extra the members that no component names, and originals that a component can't print back
 */
public record ContactUpdatedData(
        Maybe<String> contactId,
        Maybe<String> email,
        Maybe<String> name,
        Maybe<List<String>> changedFields,
        Maybe<Timestamp> updatedAt,
        Maybe<String> userId,
        Maybe<String> firstName,
        Maybe<String> lastName,
        Maybe<Timestamp> createdAt,
        Map<String, Json> extra) {
    private static final Field<Maybe<String>> CONTACT_ID =
            Field.optional(0, Codec.TEXT, "contactId", "contactId");
    private static final Field<Maybe<String>> EMAIL =
            Field.optional(1, Codec.TEXT, "email", "email");
    private static final Field<Maybe<String>> NAME =
            Field.optional(2, Codec.TEXT, "name", "");
    private static final Field<Maybe<List<String>>> CHANGED_FIELDS =
            Field.optional(3, Codec.list(Codec.TEXT), "changedFields", "");
    private static final Field<Maybe<Timestamp>> UPDATED_AT =
            Field.optional(4, Codec.TIME, "", "updatedAt");
    private static final Field<Maybe<String>> USER_ID =
            Field.optional(5, Codec.TEXT, "", "userId");
    private static final Field<Maybe<String>> FIRST_NAME =
            Field.optional(6, Codec.TEXT, "", "firstName");
    private static final Field<Maybe<String>> LAST_NAME =
            Field.optional(7, Codec.TEXT, "", "lastName");
    private static final Field<Maybe<Timestamp>> CREATED_AT =
            Field.optional(8, Codec.TIME, "", "createdAt");

    private static final Names[] NAMES = Field.names(CONTACT_ID, EMAIL, NAME, CHANGED_FIELDS, UPDATED_AT, USER_ID, FIRST_NAME, LAST_NAME, CREATED_AT);

    static ContactUpdatedData read(Reading reading, int value) throws DecodeException {
        ObjectReader in = new ObjectReader(NAMES, reading, value);
        return new ContactUpdatedData(
                in.read(CONTACT_ID),
                in.read(EMAIL),
                in.read(NAME),
                in.read(CHANGED_FIELDS),
                in.read(UPDATED_AT),
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
                .field(NAME, name, extra)
                .field(CHANGED_FIELDS, changedFields, extra)
                .field(UPDATED_AT, updatedAt, extra)
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
