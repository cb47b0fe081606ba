// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.List;

/**
 * Whether a bounce is for good.
 *
 * <p>It is open: values that AutoSend adds arrive as they are. Compare with {@code equals}.
 *
 * @param value the value as it was sent
 */
public record BounceType(String value) {
    /** "Permanent". */
    public static final BounceType PERMANENT = new BounceType("Permanent");
    /** "Transient". */
    public static final BounceType TRANSIENT = new BounceType("Transient");

    /** The values that this version knows. */
    public static final List<BounceType> KNOWN = List.of(PERMANENT, TRANSIENT);

    static final Codec<BounceType> CODEC = Codec.TEXT.map(BounceType::new, BounceType::value);

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
