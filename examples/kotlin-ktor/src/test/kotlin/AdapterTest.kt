import autosend.webhooks.Deduplicator
import autosend.webhooks.Delivery
import autosend.webhooks.SignedRequest
import autosend.webhooks.Verifier
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import java.io.InputStream
import java.net.Socket
import java.time.Duration
import java.time.Instant
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.cancellation.CancellationException
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

private const val SECRET = "whsec_0123456789abcdef0123456789abcdef"
private const val RECEIVED = """{"received": true, "duplicate": false}"""
private const val DUPLICATE = """{"received": true, "duplicate": true}"""
private const val IN_PROGRESS = """{"received": false, "code": "in_progress"}"""
private const val FAILED = """{"received": false, "code": "handler_failed"}"""

/** What was not handled does not count: over real connections. */
@Timeout(20)
class AdapterTest {
    private var process: suspend (Delivery) -> Unit = {}
    private val processed = AtomicInteger()
    private val server = embeddedServer(CIO, port = 0, host = "127.0.0.1") {
        webhooks(Verifier(SECRET), Deduplicator(Duration.ofHours(1)), 500.milliseconds) { delivery ->
            process(delivery)
            processed.incrementAndGet()
        }
    }.start()
    private val port = runBlocking { server.engine.resolvedConnectors().first().port }
    private val body = """{"type":"a","createdAt":"${Instant.now()}"}"""

    @AfterEach
    fun stop() = server.stop(0, 0)

    @Test
    fun handler_fails() {
        process = { throw IllegalStateException("the database's password is 123") }
        assertEquals(500 to FAILED, post(body))
        assertRetryIsProcessed()
    }

    @Test
    fun handler_is_cancelled() {
        process = { throw CancellationException() }
        assertEquals(500 to FAILED, post(body))
        process = { throw StackOverflowError() }
        assertEquals(500 to FAILED, post(body))
        assertRetryIsProcessed()
    }

    @Test
    fun handler_times_out() {
        val end = CompletableDeferred<Unit>()
        process = { end.await() }
        assertEquals(503 to IN_PROGRESS, post(body))
        end.complete(Unit)
        eventually { post(body) == 200 to DUPLICATE }
        assertEquals(1, processed.get())
    }

    @Test
    fun handler_times_out_and_fails() {
        val end = CompletableDeferred<Unit>()
        process = { end.await() }
        assertEquals(503 to IN_PROGRESS, post(body))
        end.completeExceptionally(IllegalStateException())
        process = {}
        eventually { post(body) == 200 to RECEIVED }
    }

    @Test
    fun response_cannot_be_sent() {
        val atWork = CompletableFuture<Unit>()
        process = { atWork.complete(Unit); awaitCancellation() }
        connect().use { client ->
            client.getOutputStream().write(request(body))
            atWork.get()
        }
        process = {}
        eventually { post(body) == 200 to RECEIVED }
        assertEquals(1, processed.get())
    }

    @Test
    fun response_cannot_be_sent_by_a_handler_that_goes_on() {
        val (atWork, end) = CompletableFuture<Unit>() to CompletableFuture<Unit>()
        process = { atWork.complete(Unit); end.get() }
        connect().use { client ->
            client.getOutputStream().write(request(body))
            atWork.get()
        }
        Thread.sleep(100)
        end.complete(Unit)
        process = {}
        eventually { post(body) == 200 to RECEIVED }
    }

    @Test
    fun a_client_that_reads_the_response_and_closes() = repeat(300) { n ->
        val body = """{"type":"a","data":$n}"""
        assertEquals(200 to RECEIVED, post(body))
        assertEquals(200 to DUPLICATE, post(body))
    }

    @Test
    fun repeat_while_at_work() {
        val (atWork, end) = CompletableFuture<Unit>() to CompletableDeferred<Unit>()
        process = { atWork.complete(Unit); end.await() }
        val first = CompletableFuture.supplyAsync { post(body) }
        atWork.get()
        val repeat = exchange(body)
        assertEquals(503 to IN_PROGRESS, repeat.status to repeat.body)
        assertEquals("1", repeat.headers["retry-after"])
        end.complete(Unit)
        assertEquals(200 to RECEIVED, first.get())
        assertEquals(200 to DUPLICATE, post(body))
    }

    @Test
    fun an_id_that_is_reused() {
        assertEquals(200 to RECEIVED, post(body, "d1"))
        val reused = """{"received": true, "duplicate": false, "id_reused": true}"""
        assertEquals(200 to reused, post("$body ", "d1"))
        assertEquals(2, processed.get())
    }

    @Test
    fun an_event_that_is_expired() {
        val expired = """{"received": true, "duplicate": false, "expired": true}"""
        assertEquals(200 to expired, post("""{"type":"a","createdAt":"2025-11-12T10:30:00Z"}"""))
        assertEquals(0, processed.get())
    }

    @Test
    fun too_large_then_keep_alive() = connect().use { client ->
        val large = "x".repeat(3 shl 20)
        val input = client.getInputStream().buffered()
        val writing = CompletableFuture.runAsync { runCatching { client.getOutputStream().write(request(large)) } }
        assertEquals(413, read(input)?.status)
        writing.get()
        // Another one is answered on a connection that goes on, or finds this one closed.
        val next = runCatching { client.getOutputStream().write(request(body)); read(input) }.getOrNull()
        assertTrue(next == null || next.status == 200)
        assertEquals(200, post(body).first)
    }

    @Test
    fun nothing_hangs() {
        assertEquals(405, exchange("", method = "GET").status)
        assertEquals("POST", exchange("", method = "GET").headers["allow"])
        assertEquals(401, exchange(body, signed = false).status)
        // A body that ends too soon, from a client that does not wait.
        connect().use { it.getOutputStream().write(request(body).dropLast(1).toByteArray()) }
        process = { delay(10) }
        val many = List(50) { n -> CompletableFuture.supplyAsync { post("""{"type":"a","data":$n}""") } }
        assertEquals(setOf(200 to RECEIVED), many.map { it.get() }.toSet())
    }

    private fun assertRetryIsProcessed() {
        process = {}
        assertEquals(200 to RECEIVED, post(body))
        assertEquals(200 to DUPLICATE, post(body))
        assertEquals(1, processed.get())
    }

    private fun eventually(condition: () -> Boolean) {
        val deadline = System.nanoTime() + 5_000_000_000
        while (!condition()) {
            assertTrue(System.nanoTime() < deadline, "it never came to that")
            Thread.sleep(20)
        }
    }

    private fun post(body: String, id: String? = null) = exchange(body, id).let { it.status to it.body }

    private fun exchange(body: String, id: String? = null, method: String = "POST", signed: Boolean = true) =
        connect().use { client ->
            client.getOutputStream().write(request(body, id, method, signed))
            read(client.getInputStream().buffered())!!
        }

    private fun connect() = Socket("127.0.0.1", port).apply { soTimeout = 10_000 }

    private fun request(body: String, id: String? = null, method: String = "POST", signed: Boolean = true): ByteArray {
        val headers = if (signed) SignedRequest.headers(SECRET, body.toByteArray(), deliveryId = id) else emptyMap()
        val lines = headers.map { (name, value) -> "$name: $value\r\n" }.joinToString("")
        return "$method /webhooks HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n$lines\r\n$body".toByteArray()
    }

    private class Response(val status: Int, val headers: Map<String, String>, val body: String)

    /** Null if the connection is closed. */
    private fun read(input: InputStream): Response? {
        val status = line(input)?.split(' ')?.get(1)?.toInt() ?: return null
        val headers = generateSequence { line(input)?.ifEmpty { null } }
            .associate { it.substringBefore(':').lowercase() to it.substringAfter(':').trim() }
        return Response(status, headers, String(input.readNBytes(headers["content-length"]?.toInt() ?: 0)))
    }

    private fun line(input: InputStream): String? {
        val bytes = generateSequence { input.read().takeIf { it >= 0 && it != '\n'.code } }.toList()
        return if (bytes.isEmpty()) null else String(bytes.map { it.toByte() }.toByteArray()).trimEnd('\r')
    }
}
