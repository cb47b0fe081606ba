package autosend.webhooks.pure;

/**
 * A part of what is signed.
 *
 * @param text what it is where it is the same in every request; empty otherwise
 */
record SignedPart(Kind kind, String text) {
    /** Where a part comes from. */
    enum Kind {
        TEXT,
        TIMESTAMP,
        DELIVERY_ID,
        BODY
    }

    /** The value of the timestamp header. */
    static final SignedPart TIMESTAMP = new SignedPart(Kind.TIMESTAMP, "");
    /** The value of the header of the delivery's id. */
    static final SignedPart DELIVERY_ID = new SignedPart(Kind.DELIVERY_ID, "");
    /** The raw body. */
    static final SignedPart BODY = new SignedPart(Kind.BODY, "");

    static SignedPart text(String text) {
        return new SignedPart(Kind.TEXT, text);
    }
}
