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
    static final Codec<Address> CODEC = Codec.object(Address::read, Address::write);

    private static final Field<String> EMAIL =
            Field.required(Codec.TEXT, "email", "email");
    private static final Field<Maybe<String>> NAME =
            Field.optional(Codec.TEXT, "name", "name");

    static Address read(Json json, int generation) throws MisfitException {
        ObjectReader in = new ObjectReader(json, generation);
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
