package autosend.webhooks.pure;

/** A value does not fit where it stands. */
final class DecodeException extends Exception {
    private static final long serialVersionUID = 1;

    DecodeException(String message) {
        // It is caught nearby: no stack trace.
        super(message, null, false, false);
    }

    /** The same, of a member. */
    DecodeException within(String member) {
        return new DecodeException(member + (getMessage().startsWith("is ") ? " " : ".") + getMessage());
    }
}
