// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.List;

/**
 * Why a delivery is delayed.
 *
 * <p>It is open: values that AutoSend adds arrive as they are. Compare with {@code equals}.
 *
 * @param value the value as it was sent
 */
public record DelayType(String value) {
    /** "InternalFailure". */
    public static final DelayType INTERNAL_FAILURE = new DelayType("InternalFailure");
    /** "MailboxFull". */
    public static final DelayType MAILBOX_FULL = new DelayType("MailboxFull");

    /** The values that this version knows. */
    public static final List<DelayType> KNOWN = List.of(INTERNAL_FAILURE, MAILBOX_FULL);

    static final Codec<DelayType> CODEC = Codec.TEXT.map(DelayType::new, DelayType::value);

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
