package autosend.webhooks

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test

class ExplainTest {
    private val body = payload("current/email.sent")
    private val headers = SignedRequest.headers(SECRET, body)

    @Test
    fun `a cause is found`() {
        val explanation = Verifier(SECRET).explain(body + '\n'.code.toByte(), headers)
        assertEquals(ErrorCode.SIGNATURE_MISMATCH, explanation.error?.code)
        assertEquals("trailing_newline", explanation.causes.first().cause)
    }

    @Test
    fun `nothing is found in a good request`() {
        val explanation = Verifier(SECRET).explain(body, headers)
        assertNull(explanation.error)
        assertEquals(emptyList<Explanation.Cause>(), explanation.causes)
    }
}
