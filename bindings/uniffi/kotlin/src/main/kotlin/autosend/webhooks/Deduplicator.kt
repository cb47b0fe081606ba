package autosend.webhooks

import autosend.webhooks.internal.translatingErrors
import java.time.Duration
import java.time.Instant

/** What to do with a verified delivery. */
public enum class Admission {
    /** Not seen before: process it. */
    FIRST,

    /** Seen before, by its id or by its body: answer 200 and do nothing. */
    DUPLICATE,

    /** Created longer ago than the memory reaches: answer 200 and do nothing, or look into your own records. */
    EXPIRED,
}

/**
 * Remembers deliveries in memory, to process each event once. Share one between all threads.
 *
 * A delivery is a duplicate when its id or its body was seen; a replayed body can't burn the id of a delivery to come. It
 * lives in one process and forgets on restart: with several processes, use unique indexes on the id and the digest in a
 * database of yours.
 *
 * @param window how long each delivery is remembered
 * @param capacity how many are remembered at most; the oldest go first
 */
public class Deduplicator @JvmOverloads constructor(
    window: Duration = Duration.ofHours(24),
    capacity: Int = 100_000,
) {
    private val native: autosend.webhooks.ffi.Deduplicator

    init {
        require(!window.isNegative) { "window is negative" }
        require(capacity >= 0) { "capacity is negative" }
        native = translatingErrors { autosend.webhooks.ffi.Deduplicator(window.toMillis().toULong(), capacity.toULong()) }
    }

    /** Whether a delivery is to be processed; one that is counts as seen from now on. Atomic. */
    @JvmOverloads
    public fun admit(delivery: Delivery, now: Instant = Instant.now()): Admission = translatingErrors {
        when (delivery.lendBody { native.admit(delivery.id, it, now.toEpochMilli()) }) {
            autosend.webhooks.ffi.Admission.FIRST -> Admission.FIRST
            autosend.webhooks.ffi.Admission.DUPLICATE -> Admission.DUPLICATE
            autosend.webhooks.ffi.Admission.EXPIRED -> Admission.EXPIRED
        }
    }

    /** Forgets a delivery whose processing failed, so that its retry is processed. */
    public fun forget(delivery: Delivery) {
        translatingErrors { delivery.lendBody { native.forget(delivery.id, it) } }
    }
}
