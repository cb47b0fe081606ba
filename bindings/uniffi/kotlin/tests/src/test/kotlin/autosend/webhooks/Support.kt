package autosend.webhooks

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import java.io.File

/** A secret of these tests. */
const val SECRET = "whsec_0123456789abcdef0123456789abcdef"

val json = ObjectMapper()

/** A file of the checkout. */
fun checkout(path: String) = File(System.getProperty("checkout"), path)

fun payload(path: String): ByteArray = checkout("tests/vectors/payloads/$path.json").readBytes()

/** A delivery of a body that was signed just now. */
fun receive(body: ByteArray, id: String? = null): Delivery =
    Verifier(SECRET).verify(body, SignedRequest.headers(SECRET, body, deliveryId = id))

/** The error that a call throws. */
inline fun refusal(call: () -> Unit): WebhookException {
    try {
        call()
    } catch (error: WebhookException) {
        return error
    }
    throw AssertionError("nothing was refused")
}

fun JsonNode.texts(): List<String> = map { it.asText() }
