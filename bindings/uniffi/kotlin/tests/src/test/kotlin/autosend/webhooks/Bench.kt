/** Measures this library beside what one would write by hand; `cargo xtask bench` runs it. */
package autosend.webhooks

import autosend.webhooks.ffi.Options
import java.lang.ref.Reference
import java.nio.ByteBuffer
import java.security.MessageDigest
import java.util.HexFormat
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec

private val body = run {
    val start = payload("current/email.bounced").decodeToString().trim().removeSuffix("}")
    (start + ""","filler":"${"x".repeat(maxOf(0, 700 - start.length - 14))}"}""").toByteArray()
}

private val headers: Map<String, String> = linkedMapOf(
    "host" to "hooks.example.org",
    "content-type" to "application/json",
    "content-length" to "${body.size}",
    "accept" to "*/*",
    "accept-encoding" to "gzip, deflate",
    "user-agent" to "AutoSend-Webhooks/1.0",
) + SignedRequest.headers(SECRET, body)

private val verifier = Verifier(SECRET)
private val generated = autosend.webhooks.ffi.Verifier(listOf(SECRET), Options(300_000UL, 60_000UL, 1_048_576UL, false))

/** The call as UniFFI generates it, without anything around: what its own code costs. */
private fun generatedCall(): Any {
    val block = ByteBuffer.allocateDirect(1024)
    for ((name, value) in headers) {
        for (text in listOf(name, value)) block.putInt(text.length).put(text.toByteArray())
    }
    val direct = ByteBuffer.allocateDirect(body.size).put(body).flip() as ByteBuffer
    return generated.verify(direct, block.flip() as ByteBuffer, System.currentTimeMillis()).also {
        Reference.reachabilityFence(direct)
        Reference.reachabilityFence(block)
    }
}

/** What a receiver without a library does. */
private fun byHand(): Any {
    val mac = Mac.getInstance("HmacSHA256")
    mac.init(SecretKeySpec(SECRET.toByteArray(), "HmacSHA256"))
    val signature = HexFormat.of().formatHex(mac.doFinal(body))
    check(MessageDigest.isEqual(signature.toByteArray(), headers[Provider.SIGNATURE_HEADER]!!.toByteArray()))
    val age = System.currentTimeMillis() - headers[Provider.TIMESTAMP_HEADER]!!.toLong()
    check(age < 300_000)
    return json.readTree(body)["data"]["to"]["email"].asText()
}

/** The goal: a delivery with its event takes no longer than this many times what is written by hand. */
private const val GOAL = 3.0

private class Row(val name: String, val hasGoal: Boolean = false, val work: () -> Any) {
    private val samples = mutableListOf<Double>()

    fun sample() {
        samples.add(measure(work))
    }

    /** The sample below which a share of all are. */
    fun quantile(share: Double): Double = samples.sorted()[(share * (samples.size - 1)).toInt()]
}

private val rows = listOf(
    Row("javax.crypto.Mac + Jackson, by hand", work = ::byHand),
    Row("autosend-webhooks, with the event read", hasGoal = true) {
        (verifier.verify(body, headers).event as Event.EmailBounced).data.to.email
    },
    Row("autosend-webhooks, event not read") { verifier.verify(body, headers) },
    Row("UniFFI's own call, same work", work = ::generatedCall),
)

/** Microseconds a call, over a batch. */
private fun measure(work: () -> Any): Double {
    val calls = 2_000
    val start = System.nanoTime()
    var sink = 0
    repeat(calls) { sink += work().hashCode() and 1 }
    val time = System.nanoTime() - start
    check(sink >= 0)
    return time / 1e3 / calls
}

fun main() {
    repeat(20) { rows.forEach { measure(it.work) } }
    repeat(41) { rows.forEach { it.sample() } }
    println("Kotlin, ${body.size} bytes, ${System.getProperty("java.vm.name")} ${System.getProperty("java.version")}: µs a delivery")
    println("  %-42s %8s %8s %8s %8s".format("", "median", "10 %", "90 %", "ratio"))
    for (row in rows) {
        val ratio = row.quantile(0.5) / rows.first().quantile(0.5)
        val columns = listOf(row.quantile(0.5), row.quantile(0.1), row.quantile(0.9), ratio).toTypedArray()
        val verdict = if (row.hasGoal) "  ${if (ratio <= GOAL) "PASS" else "MISS"}: the goal is at most $GOAL" else ""
        println("  %-42s %8.2f %8.2f %8.2f %8.2f".format(row.name, *columns) + verdict)
    }
}
