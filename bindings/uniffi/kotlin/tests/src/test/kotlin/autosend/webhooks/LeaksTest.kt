package autosend.webhooks

import java.io.File
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A million calls leave no native memory behind. */
class LeaksTest {
    private val body = payload("current/email.bounced")
    private val headers = SignedRequest.headers(SECRET, body)
    private val verifier = Verifier(SECRET)

    @Test
    fun `a million deliveries`() = assertFlat(1_000_000) { verifier.verify(body, headers).event }

    @Test
    fun `a million refusals`() {
        val forged = headers + (Provider.SIGNATURE_HEADER to "0".repeat(64))
        assertFlat(1_000_000) { runCatching { verifier.verify(body, forged) } }
    }

    @Test
    fun `bodies that are larger than the pooled memory`() {
        val large = """{"type":"large","data":"${"x".repeat(200_000)}"}""".toByteArray()
        val headers = SignedRequest.headers(SECRET, large)
        assertFlat(3_000) { verifier.verify(large, headers) }
    }

    /** The first tenth warms up: the heap grows, code is compiled. A leak of 100 bytes a call would show as 90 MB. */
    private fun assertFlat(calls: Int, call: () -> Any) {
        repeat(calls / 10) { call() }
        val before = residentKilobytes()
        repeat(calls - calls / 10) { call() }
        val growth = residentKilobytes() - before
        assertTrue(growth < 60_000, "$growth KiB more after $calls calls")
    }

    private fun residentKilobytes(): Long {
        System.gc()
        val line = File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }
        return line.split(Regex("\\s+"))[1].toLong()
    }
}
