package autosend.webhooks.internal

import autosend.webhooks.Admission
import autosend.webhooks.Admission.Outcome
import java.nio.ByteBuffer

/** What a deduplicator knows: deliveries by their digests. Times are Unix milliseconds. */
internal class Memory(private val capacity: Int) {
    /** @property since from when on its age counts: the later one of admission and creation */
    private class Entry(val id: String, val since: Long)

    private val claimed = HashMap<ByteBuffer, Entry>()

    /** In the order in which they were done. */
    private val done = LinkedHashMap<ByteBuffer, Entry>()

    /** How many entries each delivery id has. */
    private val ids = HashMap<String, Int>()

    @Synchronized
    fun admit(digest: ByteBuffer, id: String, now: Long, createdAt: Long?, window: Long): Admission {
        val horizon = now.saturatingMinus(window)
        dropUntil(horizon)
        if (digest in claimed) return Admission(Outcome.IN_PROGRESS, false)
        done[digest]?.let { if (it.since >= horizon) return Admission(Outcome.DUPLICATE, false) }
        forget(digest)
        if (createdAt != null && createdAt <= horizon) return Admission(Outcome.EXPIRED, false)
        val idReused = id in ids
        ids.merge(id, 1, Int::plus)
        claimed[digest] = Entry(id, maxOf(now, createdAt ?: now))
        return Admission(Outcome.FIRST, idReused)
    }

    @Synchronized
    fun done(digest: ByteBuffer) {
        done[digest] = claimed.remove(digest) ?: return
        if (done.size > capacity) forget(done.keys.first())
    }

    @Synchronized
    fun forget(digest: ByteBuffer) {
        val entry = claimed.remove(digest) ?: done.remove(digest) ?: return
        ids.computeIfPresent(entry.id) { _, count -> if (count == 1) null else count - 1 }
    }

    private fun dropUntil(horizon: Long) {
        while (done.isNotEmpty()) {
            val (digest, entry) = done.entries.first()
            if (entry.since >= horizon) return
            forget(digest)
        }
    }
}

private fun Long.saturatingMinus(other: Long): Long =
    (this - other).let { if (this < 0 && it > this) Long.MIN_VALUE else it }
