// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

/** A value that does not fit where it stands. */
final class MisfitException extends Exception {
    private static final long serialVersionUID = 1;

    MisfitException(String message) {
        // It is caught nearby: no stack trace.
        super(message, null, false, false);
    }

    /** The same, of a member. */
    MisfitException within(String member) {
        return new MisfitException(member + (getMessage().startsWith("is ") ? " " : ".") + getMessage());
    }
}
