package autosend.webhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Test

/** A panic of the native library arrives as an error: run with one that panics when the body asks for it. */
class PanicsTest {
    private val verifier = Verifier(SECRET)

    @Test
    fun `while a request is verified`() = assertFails {
        verifier.verify("panic in verify".toByteArray(), emptyMap<String, String>())
    }

    @Test
    fun `while a verifier is made`() = assertFails { Verifier("panic in new") }

    @Test
    fun `while a request is signed`() = assertFails { SignedRequest.headers(SECRET, "panic in sign".toByteArray()) }

    @Test
    fun `while a stored delivery is read`() = assertFails { Delivery.trusted("1", "panic in trusted".toByteArray()) }

    @Test
    fun `while a refusal is explained`() {
        val explanation = verifier.explain("panic in explain".toByteArray(), emptyMap<String, String>())
        assertEquals(ErrorCode.INTERNAL_FAILURE, explanation.error?.code)
        assertEquals(emptyList<Explanation.Cause>(), explanation.causes)
    }

    /** It fails as an error with a code, and the verifier is as good as before. */
    private fun assertFails(call: () -> Unit) {
        val error = refusal(call)
        assertEquals(ErrorCode.INTERNAL_FAILURE, error.code)
        assertEquals(500, error.status)
        assertFalse("panic" in error.toJson())
        assertEquals("email.sent", receive(payload("current/email.sent")).type)
    }
}
