package autosend.webhooks

import autosend.webhooks.Admission.Outcome
import com.fasterxml.jackson.databind.JsonNode
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneOffset
import java.util.concurrent.CancellationException
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

class ReplayTest {
    private val delivery = receive("""{"type":"a","createdAt":"${Instant.now()}"}""".toByteArray(), "1")

    @TestFactory
    fun `the shared cases`(): List<DynamicTest> {
        val file = json.readTree(checkout("tests/vectors/deduplication.json"))
        assertTrue(file["cases"].size() > 30)
        return file["cases"].map { case ->
            DynamicTest.dynamicTest(case["name"].asText()) { play(case, file["secret"].asText()) }
        }
    }

    private fun play(case: JsonNode, secret: String) {
        val seen = Deduplicator(Duration.ofMillis(case["window_ms"].asLong()), case["capacity"].asInt())
        val verifier = Verifier(listOf(secret), tolerance = null)
        for (step in case["steps"]) {
            val (body, id) = case["deliveries"][step["delivery"].asText()].let { it["body"].asText().toByteArray() to it["id"].asText() }
            val delivery = verifier.verify(body, SignedRequest.headers(secret, body, id))
            when (step["do"].asText()) {
                "done" -> seen.done(delivery)
                "forget" -> seen.forget(delivery)
                else -> {
                    val admission = seen.admit(delivery, Instant.ofEpochMilli(step["at_ms"].asLong()))
                    val expected = step["expect"].let { Outcome.valueOf(it["outcome"].asText().uppercase()) to it["id_reused"].asBoolean() }
                    assertEquals(expected, admission.outcome to admission.idReused, "at $step")
                }
            }
        }
    }

    @Test
    fun `what is processed once is done`() {
        val seen = Deduplicator()
        val processed = mutableListOf<Admission>()
        val first = seen.once(delivery) {
            processed += it
            assertEquals(Outcome.IN_PROGRESS, seen.admit(delivery).outcome)
        }
        assertEquals(listOf(first), processed)
        assertEquals(Outcome.DUPLICATE, seen.once(delivery) { throw AssertionError("it was processed twice") }.outcome)
    }

    @Test
    fun `what throws is free again, whatever it throws`() {
        val seen = Deduplicator()
        for (thrown in listOf(IllegalStateException(), CancellationException(), StackOverflowError(), InterruptedException())) {
            assertThrows(thrown.javaClass) { seen.once(delivery) { throw thrown } }
            assertEquals(Outcome.FIRST, seen.admit(delivery).outcome)
            seen.forget(delivery)
        }
    }

    @Test
    fun `a block that returns from the function around it has processed`() {
        val seen = Deduplicator()
        fun receive(): Int {
            seen.once(delivery) { return 1 }
            return 2
        }
        assertEquals(listOf(1, 2), List(2) { receive() })
    }

    @Test
    fun `one clock is read`() {
        val now = Instant.parse("2030-01-01T00:00:00Z")
        val clock = Clock.fixed(now, ZoneOffset.UTC)
        val body = """{"type":"a","createdAt":"2029-12-31T23:00:00Z"}""".toByteArray()
        val headers = SignedRequest.headers(SECRET, body, timestamp = now)
        val delivery = Verifier(listOf(SECRET), clock = clock).verify(body, headers)
        assertEquals(ErrorCode.TIMESTAMP_IN_FUTURE, refusal { Verifier(SECRET).verify(body, headers) }.code)
        assertEquals(Outcome.EXPIRED, Deduplicator(Duration.ofMinutes(59), clock = clock).admit(delivery).outcome)
        assertEquals(Outcome.FIRST, Deduplicator(Duration.ofMinutes(61), clock = clock).admit(delivery).outcome)
    }

    @Test
    fun `a full memory is as quick as an empty one`() {
        val deliveries = List(20_000) { receive("""{"type":"a","data":$it}""".toByteArray(), "$it").also { it.digest } }
        fun nanos(capacity: Int): Long {
            val seen = Deduplicator(capacity = capacity)
            val start = System.nanoTime()
            for (delivery in deliveries) seen.once(delivery) {}
            return System.nanoTime() - start
        }
        val times = List(5) { nanos(1) to nanos(10_000) }.drop(2)
        val (small, large) = times.minOf { it.first } to times.minOf { it.second }
        assertTrue(large < 10 * small + 20_000_000, "$small ns with room for 1, $large ns with room for 10,000")
    }
}
