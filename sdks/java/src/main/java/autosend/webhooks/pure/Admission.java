package autosend.webhooks.pure;

import java.util.Objects;

/**
 * What a deduplicator says of a delivery.
 *
 * @param outcome what to do
 * @param idReused whether the id of one that is {@link Outcome#FIRST} is known with another body. The event is to be processed
 *     all the same: nobody signs the id
 */
public record Admission(Outcome outcome, boolean idReused) {
    /** What to do with a verified delivery. */
    public enum Outcome {
        /** It is not known: process it, then say done or forget. */
        FIRST,
        /** It was handled before: respond with 200 and do nothing. */
        DUPLICATE,
        /** It is being handled right now, and may fail yet: respond with 503, so that it comes again. */
        IN_PROGRESS,
        /**
         * It is not known and was created longer ago than the memory reaches, so nobody can tell whether it was handled: respond
         * with 200, and look it up in your own records.
         */
        EXPIRED
    }

    /**
     * It always has an outcome.
     *
     * @param outcome what to do
     * @param idReused whether the id is known with another body
     */
    public Admission {
        Objects.requireNonNull(outcome, "outcome");
    }

    /**
     * An admission of an id that is not reused.
     *
     * @param outcome what to do
     * @return the admission
     */
    public static Admission of(Outcome outcome) {
        return new Admission(outcome, false);
    }
}
