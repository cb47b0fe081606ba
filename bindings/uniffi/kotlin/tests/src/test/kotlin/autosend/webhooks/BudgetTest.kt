package autosend.webhooks

import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory

/** The time that a request takes grows with its size and no faster, whoever sent it. */
class BudgetTest {
    private val verifier = Verifier(SECRET)
    private val body = payload("current/email.sent")
    private val signed = SignedRequest.headers(SECRET, body, "1").toMap()

    @TestFactory
    fun headers(): List<DynamicTest> {
        val fillers = mapOf("spaces" to " ", "tabs" to "\t", "blanks" to " \t", "digits" to "1", "commas" to ",", "equals" to "=", "schemes" to "v1=")
        val places = mapOf<String, (String, String) -> String>(
            "before" to { filler, value -> filler + value },
            "after" to { filler, value -> value + filler },
            "inside" to { filler, value -> value.take(value.length / 2) + filler + value.drop(value.length / 2) },
        )
        val values = signed.keys.flatMap { name ->
            fillers.flatMap { (title, filler) ->
                places.map { (place, put) ->
                    test("$title $place $name") { size -> verify(body, signed + (name to put(filler.times(size / 16), signed.getValue(name)))) }
                }
            }
        }
        val names = fillers.map { (title, filler) ->
            test("$title in a name") { size -> verify(body, signed + ("X-Webhook-${filler.times(size / 16)}" to "1")) }
        }
        return values + names
    }

    @TestFactory
    fun bodies(): List<DynamicTest> {
        val fillers = listOf("1", "[", "{\"a\":", "\"a\":1,", "\\ud800", "\"", "\\", "]", " ")
        val frames = listOf("" to "", "{\"type\":\"a\",\"data\":" to "}", "{\"type\":\"a\",\"data\":\"" to "\"}", "{\"type\":\"a\",\"data\":{" to "\"b\":1}}")
        return frames.flatMap { (before, after) ->
            fillers.flatMap { filler ->
                listOf(true, false).map { isSigned ->
                    test("$before $filler, ${if (isSigned) "signed" else "not signed"}") { size ->
                        val body = (before + filler.times(size - before.length - after.length) + after).toByteArray()
                        val headers = SignedRequest.headers(if (isSigned) SECRET else "whsec_another", body)
                        verify(body, headers)
                    }
                }
            }
        }
    }

    private fun String.times(size: Int) = repeat(size / length)

    private fun verify(body: ByteArray, headers: Map<String, String>): () -> Unit = {
        runCatching { verifier.verify(body, headers).event }.onFailure { if (it !is WebhookException) throw it }
    }

    /** Below a second at 1 MiB (64 KiB for a header); twice the size takes at most thrice the time. */
    private fun test(title: String, make: (size: Int) -> () -> Unit): DynamicTest = DynamicTest.dynamicTest(title) {
        val (half, whole) = listOf(1 shl 19, 1 shl 20).map { size ->
            val run = make(size)
            List(3) { val start = System.nanoTime(); run(); System.nanoTime() - start }.min() / 1e6
        }
        assertTrue(whole < 1000, "$whole ms")
        assertTrue(whole < 3 * half + 20, "$half ms for half of it, $whole ms for the whole")
    }
}
