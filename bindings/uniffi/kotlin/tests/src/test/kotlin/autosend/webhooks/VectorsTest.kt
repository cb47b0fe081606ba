package autosend.webhooks

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ObjectNode
import java.time.Duration
import java.time.Instant
import java.util.Base64
import java.util.HexFormat
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory

/** Every case of tests/vectors/requests comes to the verdict that stands there. */
class VectorsTest {
    @TestFactory
    fun requests(): List<DynamicTest> {
        val files = checkout("tests/vectors/requests").listFiles { file -> file.extension == "json" }.orEmpty().sorted()
        val cases = files.flatMap { json.readTree(it)["cases"] }
        assertTrue(cases.isNotEmpty(), "no case was read")
        return cases.map { case ->
            DynamicTest.dynamicTest(case["name"].asText()) { assertEquals(case["expect"], outcome(case)) }
        }
    }

    private fun outcome(case: JsonNode): JsonNode {
        val outcome = json.createObjectNode()
        try {
            val body = body(case)
            val now = Instant.ofEpochMilli(case["now_ms"].asLong())
            val delivery = verifier(case).verify(body, headers(case), now)
            assertEquals(body.toList(), delivery.body.toList())
            outcome.set<JsonNode>("accepted", accepted(delivery, case["expect"]["accepted"]))
        } catch (error: WebhookException) {
            outcome.put("error", error.code.code)
        }
        return outcome
    }

    private fun verifier(case: JsonNode): Verifier {
        val options = case["options"] ?: json.createObjectNode()
        fun duration(name: String, default: Long): Duration? {
            val value = options[name] ?: return Duration.ofMillis(default)
            return if (value.isNull) null else Duration.ofMillis(value.asLong())
        }
        return Verifier(
            secrets = case["secrets"].texts(),
            tolerance = duration("tolerance_ms", Provider.TOLERANCE_MS),
            futureTolerance = duration("future_tolerance_ms", Provider.FUTURE_TOLERANCE_MS)!!,
            maxBody = options["max_body"]?.asInt() ?: Provider.MAX_BODY,
            strict = options["strict"]?.asBoolean() ?: false,
        )
    }

    private fun headers(case: JsonNode) = Headers { action ->
        case["headers"].forEach { (name, value) -> action.accept(name.asText(), value.asText()) }
    }

    private operator fun JsonNode.component1(): JsonNode = this[0]

    private operator fun JsonNode.component2(): JsonNode = this[1]

    private fun body(case: JsonNode): ByteArray {
        case["body_base64"]?.let { return Base64.getDecoder().decode(it.asText()) }
        val text = case["body_repeat"]?.joinToString("") { (text, times) -> text.asText().repeat(times.asInt()) }
        return (text ?: case["body"].asText()).toByteArray()
    }

    private fun accepted(delivery: Delivery, expected: JsonNode?): ObjectNode {
        val accepted = json.createObjectNode()
        accepted.put("type", delivery.type)
        accepted.put("outcome", delivery.event.let { if (it is Event.Unknown) "unknown" else if (it is Event.Invalid) "invalid" else "typed" })
        accepted.put("generation", delivery.generation)
        accepted.put("delivery_id", delivery.id)
        accepted.put("sent_at_ms", delivery.sentAt?.toEpochMilli())
        accepted.put("created_at", createdAt(delivery, expected))
        accepted.put("secret_index", delivery.secretIndex)
        accepted.put("digest", HexFormat.of().formatHex(delivery.digest))
        // The same order and the same width of numbers as in the file.
        return json.readTree(accepted.toString()) as ObjectNode
    }

    /** The text that is expected, if it means the same instant. */
    private fun createdAt(delivery: Delivery, expected: JsonNode?): String? {
        val text = expected?.get("created_at")?.textValue()
        val same = text != null && java.time.OffsetDateTime.parse(text).toInstant() == delivery.createdAt
        return if (same) text else delivery.createdAt?.toString()
    }
}
