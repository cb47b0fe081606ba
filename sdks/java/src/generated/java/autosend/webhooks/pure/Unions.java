// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

/** Which variant of a union a value is. */
final class Unions {
    private Unions() {}
}
