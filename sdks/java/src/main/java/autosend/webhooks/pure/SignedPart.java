package autosend.webhooks.pure;

/**
 * A part of what is signed.
 *
 * @param text what it is where it is the same in every request, or the name of the header; empty otherwise
 */
record SignedPart(Kind kind, String text) {
    /** Where a part comes from. */
    enum Kind {
        TEXT,
        TIMESTAMP,
        DELIVERY_ID,
        BODY,
        HEADER,
        URL,
        METHOD,
        SORTED_FORM,
        BODY_SHA256
    }

    /** The timestamp, as it was sent. */
    static final SignedPart TIMESTAMP = new SignedPart(Kind.TIMESTAMP, "");
    /** The value of the header of the delivery's id. */
    static final SignedPart DELIVERY_ID = new SignedPart(Kind.DELIVERY_ID, "");
    /** The raw body. */
    static final SignedPart BODY = new SignedPart(Kind.BODY, "");
    /** The URL that the provider was given. */
    static final SignedPart URL = new SignedPart(Kind.URL, "");
    /** The method, in capitals. */
    static final SignedPart METHOD = new SignedPart(Kind.METHOD, "");
    /** The names and values of a form, decoded and joined, in the order of the names. */
    static final SignedPart SORTED_FORM = new SignedPart(Kind.SORTED_FORM, "");
    /** The SHA-256 of the raw body, in hex. */
    static final SignedPart BODY_SHA256 = new SignedPart(Kind.BODY_SHA256, "");

    static SignedPart text(String text) {
        return new SignedPart(Kind.TEXT, text);
    }

    /** The value of a header; nothing where that is not there. */
    static SignedPart header(String name) {
        return new SignedPart(Kind.HEADER, name);
    }
}
