package autosend.webhooks

import java.io.PrintStream
import java.time.Instant
import java.util.HexFormat

/** Tells what the library makes of each request on standard input, as tests/conformance/README.md describes it. */
fun main() {
    PrintStream(System.out.buffered(1 shl 16), false, "US-ASCII").use { output ->
        System.`in`.bufferedReader().lineSequence().filter(String::isNotEmpty).forEach { line ->
            val columns = line.split('\t')
            output.print("${columns[0]}\t${verdict(columns)}\n")
        }
    }
}

private fun verdict(columns: List<String>): String = try {
    "accepted\t" + describe(decide(columns))
} catch (refused: WebhookException) {
    "error\t${refused.code}"
} catch (failure: Throwable) {
    failure.printStackTrace()
    "crash\t${failure.javaClass.name}"
}

/** The delivery that a line of the protocol holds. */
fun decide(columns: List<String>): Delivery {
    val (_, now, strict, secrets, body) = columns
    val pairs = list(columns.getOrElse(5) { "" }).map { header -> header.split('=').map(::bytes) }
    val headers = Headers { action ->
        pairs.forEach { (name, value) -> action.accept(String(name), String(value, Charsets.ISO_8859_1)) }
    }
    val verifier = Verifier(list(secrets).map { String(bytes(it)) }, strict = strict == "1")
    return verifier.verify(bytes(body), headers, Instant.ofEpochMilli(now.toLong()))
}

private fun list(column: String): List<String> = if (column.isEmpty()) emptyList() else column.split(',')

private fun describe(delivery: Delivery): String = listOf(
    hex(delivery.type.toByteArray()),
    if (delivery.event is Event.Unknown) "unknown" else if (delivery.event is Event.Invalid) "invalid" else "typed",
    delivery.generation,
    hex(delivery.id.toByteArray()),
    delivery.sentAt?.toEpochMilli() ?: "-",
    delivery.createdAt?.let { hex(createdAt(delivery).toByteArray()) } ?: "-",
    delivery.secretIndex,
    hex(delivery.digest),
).joinToString("\t")

/** The text of a member of an object that is JSON, the last one of that name: a delivery keeps the instant alone. */
private fun member(json: String, name: String): String? {
    var (depth, key, value) = Triple(0, null as String?, null as String?)
    for (token in Regex(""""(?:[^"\\]|\\.)*+"|[{}\[\],:]""").findAll(json).map { it.value }) {
        when (token) {
            "{", "[" -> depth++
            "}", "]" -> depth--
            "," -> if (depth == 1) key = null
            ":" -> if (depth == 1 && key == name) value = null
            else -> if (depth == 1) { if (key == null) key = unescape(token) else if (key == name) value = unescape(token) }
        }
    }
    return value
}

private fun createdAt(delivery: Delivery): String =
    checkNotNull(member(String(delivery.body), if (delivery.generation == 2) "createdAt" else "timestamp"))

private fun unescape(token: String): String =
    Regex("""\\u(\w{4})""").replace(token.substring(1, token.length - 1)) { it.groupValues[1].toInt(16).toChar().toString() }

private fun bytes(hex: String): ByteArray = HexFormat.of().parseHex(hex)

private fun hex(bytes: ByteArray): String = HexFormat.of().formatHex(bytes)
