package autosend.webhooks

import java.util.concurrent.Callable
import java.util.concurrent.Executors
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class ThreadsTest {
    @Test
    fun `eight threads share a verifier and a memory of deliveries`() {
        val verifier = Verifier(SECRET)
        val seen = Deduplicator()
        val bodies = List(2_000) { """{"type":"t","createdAt":"${java.time.Instant.now()}","data":$it}""".toByteArray() }
        val requests = bodies.mapIndexed { index, body -> body to SignedRequest.headers(SECRET, body, "$index") }
        val work = Callable {
            requests.count { (body, headers) ->
                val delivery = verifier.verify(body, headers)
                check((delivery.event as Event.Unknown).data == delivery.id)
                seen.admit(delivery).outcome == Admission.Outcome.FIRST
            }
        }
        val pool = Executors.newFixedThreadPool(8)
        val admitted = pool.invokeAll(List(8) { work }).sumOf { it.get() }
        pool.shutdown()
        assertEquals(bodies.size, admitted)
    }
}
