package autosend.webhooks.internal

import autosend.webhooks.ErrorCode
import autosend.webhooks.Headers
import autosend.webhooks.Provider
import autosend.webhooks.WebhookException
import autosend.webhooks.ffi.InternalException
import autosend.webhooks.ffi.WebhookException as NativeException
import java.lang.ref.Reference
import java.nio.ByteBuffer

/** Names and values in turn, as bytes: of all headers, or of those that the provider's may be, going by their lengths. */
internal fun Headers.toBytes(all: Boolean = false): List<ByteArray> {
    val bytes = ArrayList<ByteArray>(16)
    forEach { name, value ->
        // A dozen others come with each request.
        if (all || (name.length < Long.SIZE_BITS && Provider.HEADER_LENGTHS shr name.length and 1L == 1L)) {
            bytes.add(headerBytes(name))
            bytes.add(headerBytes(value))
        }
    }
    return bytes
}

/** The bytes as they were received: servers hand each over as one character (ISO 8859-1). */
private fun headerBytes(text: String): ByteArray =
    if (text.any { it.code > 0xFF }) text.wellFormed().toByteArray() else text.toByteArray(Charsets.ISO_8859_1)

/** The same headers in one block, as `src/headers.rs` reads it. */
internal fun List<ByteArray>.inOneBlock(): ByteArray {
    val block = ByteBuffer.allocate(sumOf { it.size + Int.SIZE_BYTES })
    forEach { block.putInt(it.size).put(it) }
    return block.array()
}

/**
 * Lends the bytes to native code.
 *
 * The fence matters: the code that UniFFI generates passes an address on and forgets the buffer, whose memory the
 * garbage collector could then take back while native code still reads it.
 */
internal inline fun <T> ByteArray.lend(use: (ByteBuffer) -> T): T {
    val buffer = ByteBuffer.allocateDirect(size).put(this).flip() as ByteBuffer
    try {
        return use(buffer)
    } finally {
        Reference.reachabilityFence(buffer)
    }
}

/** Runs native code, and throws its errors as ours. */
internal inline fun <T> translatingErrors(work: () -> T): T =
    try {
        work()
    } catch (error: NativeException.Refused) {
        throw WebhookException(ErrorCode.of(error.code), error.detail)
    } catch (_: InternalException) {
        // A panic in the native library; what it said went to standard error.
        throw WebhookException(ErrorCode.INTERNAL_FAILURE)
    }
