// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

/** What to do with a verified delivery. */
public enum Admission {
    /** Was not seen before: process it. */
    FIRST,
    /** Was seen before, by its id or by its body: answer 200 and do nothing. */
    DUPLICATE,
    /**
     * Was created longer ago than the memory reaches, so nobody can tell whether it was seen: answer 200 and do nothing, or
     * look it up in your own records.
     */
    EXPIRED
}
