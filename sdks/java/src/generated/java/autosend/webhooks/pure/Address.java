// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.Map;

/**
 * An address with the name that goes with it.
 *
 * @param email The e-mail address.
 * @param name The display name, if there is one.
 * @param extra the members that no component names, and originals that a component can't print back
 */
public record Address(
        String email,
        Maybe<String> name,
        Map<String, Json> extra) {
    private static final Field<String> EMAIL =
            Field.required(0, Codec.TEXT, "email", "email");
    private static final Field<Maybe<String>> NAME =
            Field.optional(1, Codec.TEXT, "name", "name");

    private static final Names[] NAMES = Field.names(EMAIL, NAME);

    static Address read(Reading reading, int value) throws DecodeException {
        ObjectReader in = new ObjectReader(NAMES, reading, value);
        return new Address(
                in.read(EMAIL),
                in.read(NAME),
                in.extra());
    }

    String write(int generation) {
        return new ObjectWriter(generation)
                .field(EMAIL, email, extra)
                .field(NAME, name, extra)
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
