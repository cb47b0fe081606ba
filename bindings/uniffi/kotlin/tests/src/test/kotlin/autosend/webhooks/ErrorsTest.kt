package autosend.webhooks

import java.io.ByteArrayOutputStream
import java.io.ObjectInputStream
import java.io.ObjectOutputStream
import java.time.Duration
import java.time.Instant
import java.util.Locale
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class ErrorsTest {
    @Test
    fun `the table is that of the schema`() {
        val table = json.readTree(checkout("schema/errors.json"))["errors"]
        val expected = table.map { listOf(it["code"].asText(), it["status"].asInt(), it["meaning"].asText(), it["hint"].asText()) }
        val ours = ErrorCode.entries.map { listOf(it.code, it.status, it.meaning, it.hint) }
        assertEquals(expected, ours.dropLast(1))
        assertEquals(ErrorCode.INTERNAL_FAILURE, ErrorCode.entries.last())
    }

    @Test
    fun `an error has a code, a status, a message and a hint`() {
        val error = refusal { Verifier(listOf(SECRET), maxBody = 1).verify(ByteArray(2), emptyMap<String, String>()) }
        assertEquals(ErrorCode.BODY_TOO_LARGE, error.code)
        assertEquals(413, error.status)
        assertEquals("body_too_large: The body is larger than the limit. (2 bytes, the limit is 1)", error.message)
        assertEquals(ErrorCode.BODY_TOO_LARGE.hint, error.hint)
    }

    @Test
    fun `an error as JSON`() {
        val error = WebhookException(ErrorCode.EVENT_MISMATCH, "the body says \"a\\b\"\u0001")
        val members = json.readTree(error.toJson())
        assertEquals(error.detail, members["message"].asText())
        assertEquals("event_mismatch", members["code"].asText())
        assertEquals(error.hint, members["hint"].asText())
        assertEquals(400, members["status"].asInt())
    }

    @Test
    fun `secrets that can't be any are refused and not shown`() {
        for (secrets in listOf(emptyList(), listOf(""), listOf(" $SECRET"), listOf(SECRET, ""))) {
            val error = refusal { Verifier(secrets) }
            assertEquals(ErrorCode.INVALID_SECRET, error.code)
            assertFalse(SECRET in error.toString())
        }
        assertFalse(SECRET in Verifier(SECRET).toString())
    }

    @Test
    @Suppress("DEPRECATION")
    fun `a body that was decoded is refused`() {
        val error = refusal { Verifier(SECRET).verify("{}", emptyMap<String, String>()) }
        assertEquals(ErrorCode.BODY_ALREADY_PARSED, error.code)
    }

    @Test
    fun `header values of another kind are the caller's error`() {
        assertThrows(IllegalArgumentException::class.java) { Verifier(SECRET).verify(ByteArray(0), mapOf("a" to 1)) }
    }

    @Test
    fun `options that make no sense are refused`() {
        val options = listOf<() -> Any>(
            { Verifier(listOf(SECRET), tolerance = Duration.ofMillis(-1)) },
            { Verifier(listOf(SECRET), futureTolerance = Duration.ofSeconds(Long.MIN_VALUE)) },
            { Verifier(listOf(SECRET), maxBody = -1) },
            { Deduplicator(window = Duration.ofNanos(-1)) },
            { Deduplicator(capacity = 0) },
        )
        for (option in options) {
            val error = assertThrows(IllegalArgumentException::class.java) { option() }
            assertTrue("must" in error.message!!)
        }
    }

    @Test
    fun `the longest times are no overflow`() {
        val forever = Duration.ofSeconds(Long.MAX_VALUE)
        val body = payload("current/email.sent")
        val headers = SignedRequest.headers(SECRET, body, timestamp = Instant.EPOCH)
        val delivery = Verifier(listOf(SECRET), forever, forever).verify(body, headers)
        assertEquals(Admission.Outcome.FIRST, Deduplicator(forever).admit(delivery).outcome)
        assertEquals(Admission.Outcome.EXPIRED, Deduplicator(Duration.ZERO).admit(delivery).outcome)
    }

    @Test
    fun `half of a surrogate pair is no secret, and no part of an id`() {
        val error = refusal { Verifier("whsec_\uD83D\uDE00\uD800") }
        assertEquals(ErrorCode.INVALID_SECRET, error.code)
        assertTrue(error.detail.endsWith("(U+D800 at character 8 does not belong there)"), error.detail)
        assertEquals(ErrorCode.INVALID_SECRET, refusal { SignedRequest.headers("\uDC00", ByteArray(0)) }.code)
        val body = payload("current/email.sent")
        for (id in listOf("a\uD800", "\uDC00a", "a\uDC00\uD800", "\u0130", "\uD83D\uDE00")) {
            val headers = SignedRequest.headers(SECRET, body) + (Provider.DELIVERY_ID_HEADER to id)
            assertEquals(ErrorCode.MALFORMED_DELIVERY_ID, refusal { Verifier(SECRET).verify(body, headers) }.code)
            SignedRequest.headers(SECRET, body, deliveryId = id, event = id)
            Delivery.trusted(id, body)
        }
    }

    @Test
    fun `names of headers are compared without regard to case, in every locale, and to nothing else`() {
        val body = payload("current/email.sent")
        val headers = SignedRequest.headers(SECRET, body)
        val usual = Locale.getDefault()
        try {
            for (locale in listOf(Locale.ROOT, Locale.forLanguageTag("tr"), Locale.forLanguageTag("lt"))) {
                Locale.setDefault(locale)
                val upper = headers.mapKeys { it.key.uppercase(Locale.ROOT) }
                assertEquals("email.sent", Verifier(SECRET).verify(body, upper).type)
            }
        } finally {
            Locale.setDefault(usual)
        }
        for (like in listOf("X-Webhoo\u212A-Signature", "X-Webhook-S\u0131gnature", "X-Webhook-\u017Fignature")) {
            val others = headers - Provider.SIGNATURE_HEADER + (like to headers.getValue(Provider.SIGNATURE_HEADER))
            assertEquals(ErrorCode.MISSING_SIGNATURE, refusal { Verifier(SECRET).verify(body, others) }.code)
        }
    }

    @Test
    fun `errors, events and deliveries survive serialization`() {
        val error = refusal { Verifier(listOf(SECRET), maxBody = 1).verify(ByteArray(2), emptyMap<String, String>()) }
        val copy = serialized(error)
        assertEquals(listOf(error.code, error.detail, error.message, error.toJson()), listOf(copy.code, copy.detail, copy.message, copy.toJson()))
        for (type in listOf("email.bounced", "email.received")) {
            val delivery = receive(payload("current/$type"), "1")
            assertEquals(delivery.event, serialized(delivery.event))
            assertEquals(delivery.event.hashCode(), serialized(delivery.event).hashCode())
            val again = serialized(delivery)
            assertEquals(listOf("1", type, delivery.event, delivery.sentAt), listOf(again.id, again.type, again.event, again.sentAt))
            assertArrayEquals(delivery.digest, again.digest)
        }
    }

    @Suppress("UNCHECKED_CAST")
    private fun <T : Any> serialized(value: T): T {
        val bytes = ByteArrayOutputStream()
        ObjectOutputStream(bytes).use { it.writeObject(value) }
        return ObjectInputStream(bytes.toByteArray().inputStream()).readObject() as T
    }

    @Test
    fun `two signed requests are two deliveries, however quickly they follow`() {
        val ids = List(1_000) { SignedRequest.headers(SECRET, ByteArray(0)).getValue(Provider.DELIVERY_ID_HEADER) }
        assertEquals(ids.size, ids.toSet().size)
    }
}
