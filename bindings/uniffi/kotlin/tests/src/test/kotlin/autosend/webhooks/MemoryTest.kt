package autosend.webhooks

import com.sun.management.ThreadMXBean
import java.lang.management.ManagementFactory
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.concurrent.thread
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What happens to the memory that a body is in. */
class MemoryTest {
    @Test
    fun `a body that is too large is refused without a copy`() {
        val body = ByteArray(100 shl 20)
        val verifier = Verifier(SECRET)
        val refusals: List<() -> ErrorCode?> = listOf(
            { refusal { verifier.verify(body, emptyMap<String, String>()) }.code },
            { verifier.explain(body, emptyMap<String, String>()).error?.code },
        )
        for (refuse in refusals) {
            refuse()
            val threads = ManagementFactory.getThreadMXBean() as ThreadMXBean
            val before = threads.currentThreadAllocatedBytes
            val times = List(5) {
                val start = System.nanoTime()
                assertEquals(ErrorCode.BODY_TOO_LARGE, refuse())
                System.nanoTime() - start
            }
            assertTrue(times.min() < 5_000_000, "it took as long as a copy")
            assertTrue(threads.currentThreadAllocatedBytes - before < 1 shl 20, "it was copied")
        }
    }

    @Test
    fun `a body that another thread changes is accepted as it was signed or not at all`() {
        val signed = """{"type":"a","data":"${"x".repeat(100_000)}"}""".toByteArray()
        val headers = SignedRequest.headers(SECRET, signed)
        val shared = signed.clone()
        val at = signed.size - 3
        val stop = AtomicBoolean()
        val other = thread {
            while (!stop.get()) {
                shared[at] = 'y'.code.toByte()
                Thread.onSpinWait()
                shared[at] = 'x'.code.toByte()
            }
        }
        var accepted = 0
        try {
            repeat(3_000) {
                val delivery = runCatching { Verifier(SECRET).verify(shared, headers) }.getOrNull() ?: return@repeat
                accepted++
                assertArrayEquals(signed, delivery.body)
                assertTrue('y' !in (delivery.event as Event.Unknown).data!!)
            }
        } finally {
            stop.set(true)
            other.join()
        }
        assertTrue(accepted > 0)
    }
}
