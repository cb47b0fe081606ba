package autosend.webhooks

import java.time.Duration
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class ReplayTest {
    private val body = """{"type":"a","createdAt":"${java.time.Instant.now()}"}""".toByteArray()

    @Test
    fun `a delivery is admitted once, and again when forgotten`() {
        val seen = Deduplicator()
        assertEquals(Admission.FIRST, seen.admit(receive(body, "1")))
        assertEquals(Admission.DUPLICATE, seen.admit(receive(body, "1")))
        assertEquals(Admission.DUPLICATE, seen.admit(receive(body, "2")))
        seen.forget(receive(body, "1"))
        assertEquals(Admission.FIRST, seen.admit(receive(body, "1")))
    }

    @Test
    fun `what is older than the memory is told apart`() {
        val old = """{"type":"a","createdAt":"2025-11-12T10:30:00Z"}""".toByteArray()
        assertEquals(Admission.EXPIRED, Deduplicator(Duration.ofHours(1)).admit(receive(old)))
    }
}
