package autosend.webhooks.internal

import java.time.Instant
import java.util.Collections

/** Reads what the native library packs, one value after another; the format is that of `src/pack.rs`. */
internal class Packed(private val bytes: ByteArray, start: Int = 0) {
    var position: Int = start
        private set

    /** Digits of six bits, the lowest first. */
    fun long(): Long {
        var value = 0L
        var shift = 0
        do {
            val digit = bytes[position++].toInt()
            value = value or ((digit and 0x3F).toLong() shl shift)
            shift += 6
        } while (digit >= 0x40)
        return value
    }

    fun int(): Int = long().toInt()

    fun boolean(): Boolean = int() != 0

    fun text(): String {
        val length = int()
        val start = position
        position += length
        return String(bytes, start, length, Charsets.UTF_8)
    }

    fun time(): Instant = Instant.ofEpochSecond(long(), long())

    inline fun <T> optional(read: () -> T): T? = if (boolean()) read() else null

    inline fun <T> list(read: () -> T): List<T> {
        val length = int()
        return if (length == 0) emptyList() else Collections.unmodifiableList(List(length) { read() })
    }

    /** The members that a class does not name: JSON text by name, in the order in which they came. */
    fun members(): Map<String, String> {
        val length = int()
        if (length == 0) return emptyMap()
        val members = LinkedHashMap<String, String>()
        repeat(length) { members[text()] = text() }
        return Collections.unmodifiableMap(members)
    }
}
