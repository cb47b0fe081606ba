package autosend.webhooks.internal

import com.sun.jna.Native
import com.sun.jna.Pointer
import java.lang.ref.Reference
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.util.concurrent.ConcurrentLinkedQueue

/**
 * Native memory for one call: the blocks of arguments and results as UniFFI lays them out, and the request's bytes.
 *
 * Kept and used again, since native memory is dear to get. One call at a time uses it.
 */
internal class Scratch private constructor(private val room: Int) {
    private val memory: ByteBuffer = ByteBuffer.allocateDirect(BLOCKS + room).order(ByteOrder.nativeOrder())

    /** Where the arguments are; each takes eight bytes, a slice twice that. */
    val arguments: Pointer = Native.getDirectBufferPointer(memory)

    /** Where results come. */
    val results: Pointer = arguments.share(RESULTS.toLong())

    private val address = Pointer.nativeValue(arguments)

    /** Where the next bytes of the request go. */
    private var end = BLOCKS

    fun long(at: Int, value: Long) {
        memory.putLong(at * ELEMENT, value)
    }

    /** Writes bytes and an argument that points at them. */
    fun slice(at: Int, bytes: ByteArray) {
        val start = end
        append(bytes)
        pointAt(at, start)
    }

    /** Writes headers and an argument that points at them: names and values, each with its length. */
    fun headers(at: Int, headers: List<ByteArray>) {
        val start = end
        memory.order(ByteOrder.BIG_ENDIAN)
        for (text in headers) {
            memory.putInt(end, text.size)
            end += Int.SIZE_BYTES
            append(text)
        }
        memory.order(ByteOrder.nativeOrder())
        pointAt(at, start)
    }

    private fun append(bytes: ByteArray) {
        memory.position(end)
        memory.put(bytes)
        end += bytes.size
    }

    private fun pointAt(at: Int, start: Int) {
        memory.putInt(at * ELEMENT, end - start)
        memory.putLong((at + 1) * ELEMENT, address + start)
    }

    fun result(at: Int): Long = memory.getLong(RESULTS + at * ELEMENT)

    fun resultByte(at: Int): Byte = memory.get(RESULTS + at * ELEMENT)

    /** Makes some results of the last call the arguments of the next. */
    fun resultsAsArguments(from: Int, count: Int) {
        for (at in 0 until count) long(at, result(from + at))
    }

    companion object {
        /** The size of an element of a block. */
        private const val ELEMENT = 8

        /** Where the block of results begins; both blocks have room for eight elements. */
        private const val RESULTS = 8 * ELEMENT
        private const val BLOCKS = 2 * RESULTS

        /** What a pooled one has room for: nearly all deliveries are a tenth of it. */
        private const val USUAL_ROOM = 32 * 1024

        private val pool = ConcurrentLinkedQueue<Scratch>()

        /** Lends one with room for that many bytes. As many are kept as were ever used at once. */
        inline fun <T> use(room: Int, work: (Scratch) -> T): T {
            val isUsual = room <= USUAL_ROOM
            val scratch = if (isUsual) pool.poll() ?: Scratch(USUAL_ROOM) else Scratch(room)
            scratch.end = BLOCKS
            try {
                return work(scratch)
            } finally {
                // Native code has only the address: without this the memory could be taken back while it reads.
                Reference.reachabilityFence(scratch)
                if (isUsual) pool.offer(scratch)
            }
        }
    }
}
