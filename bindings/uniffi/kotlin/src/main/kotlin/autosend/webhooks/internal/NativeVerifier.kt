package autosend.webhooks.internal

import autosend.webhooks.ErrorCode
import autosend.webhooks.WebhookException
import autosend.webhooks.ffi.Options
import autosend.webhooks.ffi.Verifier
import com.sun.jna.Native
import com.sun.jna.Pointer
import java.lang.ref.Reference

/**
 * The verifier behind its handle, with a quick way to call it.
 *
 * The code that UniFFI generates makes several JNA structures a call, each filled by reflection. Its library
 * has every function in a second form too, which takes arguments and results in two blocks of memory: called that way,
 * with memory that is used again, a call takes a tenth of the time. All else goes through the generated code.
 */
internal class NativeVerifier(secrets: List<String>, options: Options) : Verifier(secrets, options) {
    /** Verifies a request; the answer is packed. */
    fun verifyQuickly(body: ByteArray, headers: List<ByteArray>, nowMillis: Long): ByteArray {
        val room = body.size + headers.sumOf { it.size + Int.SIZE_BYTES }
        return Scratch.use(room) { scratch ->
            // The call takes a reference of its own, which keeps the verifier alive even if this object goes.
            scratch.long(0, Calls.uniffi_autosend_webhooks_ffi_fn_clone_verifier(handle, scratch.results))
            Reference.reachabilityFence(this)
            scratch.slice(1, body)
            scratch.headers(3, headers)
            scratch.long(5, nowMillis)
            Calls.uniffi_ffibuffer_autosend_webhooks_ffi_fn_method_verifier_verify(scratch.arguments, scratch.results)
            takeBytes(scratch)
        }
    }

    /** Copies the bytes that a call returned, and gives the native memory back. */
    private fun takeBytes(scratch: Scratch): ByteArray {
        if (scratch.resultByte(STATUS) != SUCCESS) {
            // A panic: what it said is in a buffer, and went to standard error.
            release(scratch, ERROR)
            throw WebhookException(ErrorCode.INTERNAL_FAILURE)
        }
        val data = Pointer(scratch.result(DATA))
        val bytes = data.getByteArray(0, scratch.result(LENGTH).toInt())
        release(scratch, ANSWER)
        return bytes
    }

    /** Gives a buffer among the results of a call back. */
    private fun release(scratch: Scratch, buffer: Int) {
        scratch.resultsAsArguments(buffer, BUFFER_ELEMENTS)
        Calls.uniffi_ffibuffer_autosend_webhooks_ffi_fn_func_release(scratch.arguments, scratch.results)
    }

    /** Functions of the native library whose arguments and results are plain numbers and addresses. */
    private object Calls {
        init {
            Native.register(Calls::class.java, "autosend_webhooks_ffi")
        }

        external fun uniffi_autosend_webhooks_ffi_fn_clone_verifier(handle: Long, status: Pointer): Long

        external fun uniffi_ffibuffer_autosend_webhooks_ffi_fn_method_verifier_verify(
            arguments: Pointer,
            results: Pointer,
        )

        external fun uniffi_ffibuffer_autosend_webhooks_ffi_fn_func_release(arguments: Pointer, results: Pointer)
    }

    private companion object {
        /** A buffer is its capacity, length and address. The answer's comes first, then the status of the call, then the error's. */
        const val BUFFER_ELEMENTS = 3
        const val ANSWER = 0
        const val LENGTH = 1
        const val DATA = 2
        const val STATUS = 3
        const val ERROR = 4
        const val SUCCESS: Byte = 0
    }
}
