// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.List;

/**
 * What kind of bounce it is.
 *
 * <p>It is open: values that AutoSend adds arrive as they are. Compare with {@code equals}.
 *
 * @param value the value as it was sent
 */
public record BounceSubType(String value) {
    /** "General". */
    public static final BounceSubType GENERAL = new BounceSubType("General");
    /** "NoEmail". */
    public static final BounceSubType NO_EMAIL = new BounceSubType("NoEmail");
    /** "Suppressed". */
    public static final BounceSubType SUPPRESSED = new BounceSubType("Suppressed");

    /** The values that this version knows. */
    public static final List<BounceSubType> KNOWN = List.of(GENERAL, NO_EMAIL, SUPPRESSED);

    static final Codec<BounceSubType> CODEC = Codec.TEXT.map(BounceSubType::new, BounceSubType::value);

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
