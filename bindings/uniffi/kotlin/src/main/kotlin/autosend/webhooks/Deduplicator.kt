package autosend.webhooks

import autosend.webhooks.internal.Memory
import autosend.webhooks.internal.millis
import java.nio.ByteBuffer
import java.time.Clock
import java.time.Duration
import java.time.Instant

/**
 * Remembers deliveries in memory, to process each event once. Share one between all threads.
 *
 * AutoSend signs the body alone, so *the body alone identifies an event*, by its SHA-256 digest: retries repeat it byte for
 * byte, and whoever captured a request can repeat it too, under any delivery id. The id is a label: one that comes with an
 * unseen body is reported by [Admission.idReused], and the event is processed.
 *
 * ```kotlin
 * val admission = seen.once(delivery) { process(delivery) }
 * ```
 *
 * A delivery is claimed by [admit], and then [done], or free again after [forget]; [once] does all three. What is done is remembered
 * for the window, counted from the admission or the event's creation time, whichever is later, and up to the capacity. What is
 * claimed is neither counted nor evicted.
 *
 * It lives in one process and forgets on restart: with several processes, use a unique index on the digest in a database of
 * yours.
 *
 * @param window how long each delivery is remembered
 * @param capacity how many are remembered at most, at least 1; what was done first goes first
 * @param clock tells what time it is, where no time is given
 */
public class Deduplicator @JvmOverloads constructor(
    window: Duration = Duration.ofMillis(Provider.WINDOW_MS),
    capacity: Int = Provider.CAPACITY,
    private val clock: Clock = Clock.systemUTC(),
) {
    private val windowMillis = millis("window", window)
    private val memory: Memory

    init {
        require(capacity >= 1) { "capacity must be at least 1, got $capacity" }
        memory = Memory(capacity)
    }

    /**
     * Whether a delivery is to be processed; one that is belongs to the caller until [done] or [forget].
     *
     * Atomic: of any number of threads with the same delivery, one gets [Admission.Outcome.FIRST].
     */
    @JvmOverloads
    public fun admit(delivery: Delivery, now: Instant = clock.instant()): Admission =
        memory.admit(key(delivery), delivery.id, now.toEpochMilli(), delivery.createdAt?.toEpochMilli(), windowMillis)

    /** The delivery was processed: from now on it is a duplicate. One that is not claimed stays as it is. */
    public fun done(delivery: Delivery): Unit = memory.done(key(delivery))

    /** The delivery was not processed, or the response could not be sent: when it comes again, it is processed. */
    public fun forget(delivery: Delivery): Unit = memory.forget(key(delivery))

    /**
     * Processes a delivery if it is the first: it is done when [process] returns, and free again when that throws
     * anything, the cancellation of a coroutine included. What it throws is thrown on.
     *
     * @param process what to do with the delivery; it may suspend
     * @return what was decided
     */
    @JvmSynthetic
    public inline fun once(delivery: Delivery, process: (Admission) -> Unit): Admission {
        val admission = admit(delivery)
        if (admission.outcome == Admission.Outcome.FIRST) {
            var failed = false
            try {
                process(admission)
            } catch (error: Throwable) {
                failed = true
                throw error
            } finally {
                // Also where the block returns from the function around it.
                if (failed) forget(delivery) else done(delivery)
            }
        }
        return admission
    }

    private fun key(delivery: Delivery): ByteBuffer = ByteBuffer.wrap(delivery.digest)
}
