package autosend.webhooks.pure;

/**
 * Recognises deliveries that come again, by the SHA-256 of their bodies: it is all that is signed. Bring your own to share a
 * memory between processes; {@link MemoryDeduplicator} is the one that comes with this package.
 *
 * <p>An admission with {@link Admission.Outcome#FIRST} claims the delivery until it is done or forgotten. The methods are called
 * by several threads at once. What they throw is logged.
 */
public interface Deduplicator {
    /**
     * Tells what to do with a delivery.
     *
     * @param delivery a verified delivery
     * @return what to do with it
     * @throws Exception if that can't be told: the response is 503, and nothing is handled
     */
    Admission admit(Delivery delivery) throws Exception;

    /**
     * Makes a claimed delivery a duplicate from now on. It does nothing unless you say what.
     *
     * @param delivery one that was handled
     * @throws Exception if that fails: it was handled all the same
     */
    default void done(Delivery delivery) throws Exception {}

    /**
     * Frees a delivery, so that its retry is processed.
     *
     * @param delivery one that was not handled, or whose response could not be sent
     * @throws Exception if that fails
     */
    void forget(Delivery delivery) throws Exception;
}
