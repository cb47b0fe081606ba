package autosend.webhooks.pure;

/** What a {@link Receiver} logs besides refused requests. It is never thrown, and its message never sent. */
public final class ReceiverException extends Exception {
    private static final long serialVersionUID = 1;

    /** What happened. */
    public enum Problem {
        /** Your handler failed or was cancelled, for the cause: the delivery comes again. */
        HANDLER_FAILED(500, "the handler failed"),
        /** The deduplicator failed, for the cause. */
        DEDUPLICATOR_FAILED(503, "the deduplicator failed"),
        /** The response was due before your handler ended, or the delivery came again meanwhile. */
        IN_PROGRESS(503, "the delivery is still being handled"),
        /** The id came before with another body. The delivery was processed. */
        ID_REUSED(200, "the delivery's id came before with another body"),
        /** The event was created longer ago than the deduplicator remembers. It was not processed. */
        EXPIRED(200, "the event was created longer ago than the deduplicator remembers"),
        /** Nobody was there to take the response: the delivery comes again. */
        NOT_SENT(200, "the response could not be sent");

        private final int status;
        private final String meaning;

        Problem(int status, String meaning) {
            this.status = status;
            this.meaning = meaning;
        }

        int status() {
            return status;
        }

        /**
         * What a response says, where one does.
         *
         * @return snake case
         */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What happened. */
    private final Problem problem;

    ReceiverException(Problem problem, String what, Throwable cause) {
        super(problem.meaning + ": " + what, cause);
        this.problem = problem;
    }

    /**
     * What happened.
     *
     * @return one of a fixed set
     */
    public Problem problem() {
        return problem;
    }
}
