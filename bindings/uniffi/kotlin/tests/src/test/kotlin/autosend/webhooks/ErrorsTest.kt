package autosend.webhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
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
}
