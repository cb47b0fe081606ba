// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.List;

/**
 * What a scan of an inbound message found.
 *
 * <p>It is open: values that AutoSend adds arrive as they are. Compare with {@code equals}.
 *
 * @param value the value as it was sent
 */
public record Verdict(String value) {
    /** "PASS". */
    public static final Verdict PASS = new Verdict("PASS");
    /** "FAIL". */
    public static final Verdict FAIL = new Verdict("FAIL");

    /** The values that this version knows. */
    public static final List<Verdict> KNOWN = List.of(PASS, FAIL);

    static final Codec<Verdict> CODEC = Codec.TEXT.map(Verdict::new, Verdict::value);

    /**
     * Whether this version knows the value.
     *
     * @return false for one that is new
     */
    public boolean isKnown() {
        return KNOWN.contains(this);
    }

    /** The value. */
    @Override
    public String toString() {
        return value;
    }
}
