internal import AutoSendWebhooksNative
internal import CAutoSendWebhooks
import Foundation

/// The calls that answer with a packed delivery. They call the C functions themselves, to read the answer in place:
/// the code that UniFFI generates copies it twice.
enum Native {
    @inline(__always)
    static func verify(
        _ verifier: AutoSendWebhooksNative.Verifier, body: Data, headers: [(String, String)], nowMillis: Int64
    ) throws(WebhookError) -> Answer {
        var status = RustCallStatus()
        let buffer = withPacked(headers, .relevant) { headers in
            body.withUnsafeBytes { body in
                // The call takes a reference of its own.
                uniffi_autosend_webhooks_ffi_fn_method_verifier_verify(
                    verifier.uniffiCloneHandle(), ForeignBytes(body), ForeignBytes(headers), nowMillis, &status)
            }
        }
        return try answer(buffer, status)
    }

    static func trusted(id: String, body: Data) throws(WebhookError) -> Answer {
        var id = id
        var status = RustCallStatus()
        let buffer = id.withUTF8 { id in
            body.withUnsafeBytes { body in
                let id = ffi_autosend_webhooks_ffi_rustbuffer_from_bytes(ForeignBytes(UnsafeRawBufferPointer(id)), &status)
                return uniffi_autosend_webhooks_ffi_fn_func_trusted(id, ForeignBytes(body), &status)
            }
        }
        return try answer(buffer, status)
    }

    /// Fails unless a body's length fits the 32 bits in which it crosses.
    static func requireToCross(_ body: Data) throws(WebhookError) {
        guard body.count <= Int32.max else {
            throw WebhookError(.bodyTooLarge, "The body has \(body.count) bytes, more than any verifier takes.")
        }
    }

    /// A panic arrives as a status other than 0, with what it said, which also went to standard error.
    @inline(__always)
    private static func answer(_ buffer: RustBuffer, _ status: RustCallStatus) throws(WebhookError) -> Answer {
        guard status.code == 0 else {
            release(status.errorBuf)
            throw WebhookError(.internalFailure)
        }
        return Answer(buffer)
    }

    /// Gives memory back to the native library.
    static func release(_ buffer: RustBuffer) {
        var status = RustCallStatus()
        ffi_autosend_webhooks_ffi_rustbuffer_free(buffer, &status)
    }
}

extension ForeignBytes {
    /// Bytes that the callee reads while the call lasts.
    @inline(__always)
    fileprivate init(_ bytes: UnsafeRawBufferPointer) {
        self.init(len: Int32(bytes.count), data: bytes.bindMemory(to: UInt8.self).baseAddress)
    }
}
