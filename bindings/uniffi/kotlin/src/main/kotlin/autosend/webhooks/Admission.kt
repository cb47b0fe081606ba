package autosend.webhooks

/**
 * What a [Deduplicator] says of a delivery.
 *
 * @property outcome what to do with it
 * @property idReused whether the id of one that is [Outcome.FIRST] is known with another body: worth a line in the log. The
 *   event is to be processed all the same, for nobody signs the id.
 */
public data class Admission(val outcome: Outcome, val idReused: Boolean) {
    /** What to do with a verified delivery. */
    public enum class Outcome {
        /** Neither done nor claimed: it is claimed now. Process it, then call `done`; or `forget` if that failed. */
        FIRST,

        /** Processed before: respond with 200 and do nothing. */
        DUPLICATE,

        /** It is at work just now, and may fail yet: respond with 503 with `Retry-After: 1`, so that it comes again. */
        IN_PROGRESS,

        /**
         * Not known, and created before the memory begins, so nobody can tell whether it was processed: respond with 200, log it, and
         * look it up in your own records if it matters.
         */
        EXPIRED,
    }
}
