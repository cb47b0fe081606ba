// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.List;

/**
 * What a recipient complained of.
 *
 * <p>It is open: values that AutoSend adds arrive as they are. Compare with {@code equals}.
 *
 * @param value the value as it was sent
 */
public record ComplaintType(String value) {
    /** "abuse". */
    public static final ComplaintType ABUSE = new ComplaintType("abuse");
    /** "fraud". */
    public static final ComplaintType FRAUD = new ComplaintType("fraud");
    /** "virus". */
    public static final ComplaintType VIRUS = new ComplaintType("virus");
    /** "other". */
    public static final ComplaintType OTHER = new ComplaintType("other");

    /** The values that this version knows. */
    public static final List<ComplaintType> KNOWN = List.of(ABUSE, FRAUD, VIRUS, OTHER);

    static final Codec<ComplaintType> CODEC = Codec.TEXT.map(ComplaintType::new, ComplaintType::value);

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
