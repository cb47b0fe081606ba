internal import AutoSendWebhooksNative
internal import CAutoSendWebhooks
import Foundation

/// The calls that answer with a packed delivery. They call the C functions themselves, to read the answer in place:
/// the code that UniFFI generates copies it twice.
enum Native {
    static func verify(_ verifier: Verifier, body: Data, headers: [UInt8], nowMillis: Int64) -> Answer {
        body.withUnsafeBytes { body in
            headers.withUnsafeBytes { headers in
                // The call takes a reference of its own.
                let handle = verifier.native.uniffiCloneHandle()
                var status = RustCallStatus()
                let buffer = uniffi_autosend_webhooks_ffi_fn_method_verifier_verify(
                    handle, ForeignBytes(body), ForeignBytes(headers), nowMillis, &status)
                return answer(buffer, status)
            }
        }
    }

    static func trusted(id: String, body: Data) -> Answer {
        var id = id
        return id.withUTF8 { id in
            body.withUnsafeBytes { body in
                var status = RustCallStatus()
                let id = ffi_autosend_webhooks_ffi_rustbuffer_from_bytes(ForeignBytes(UnsafeRawBufferPointer(id)), &status)
                let buffer = uniffi_autosend_webhooks_ffi_fn_func_trusted(id, ForeignBytes(body), &status)
                return answer(buffer, status)
            }
        }
    }

    private static func answer(_ buffer: RustBuffer, _ status: RustCallStatus) -> Answer {
        precondition(status.code == 0, "the native library failed, which is a defect of autosend-webhooks")
        return Answer(buffer)
    }
}

extension ForeignBytes {
    /// Bytes that the callee reads while the call lasts.
    fileprivate init(_ bytes: UnsafeRawBufferPointer) {
        self.init(len: Int32(bytes.count), data: bytes.bindMemory(to: UInt8.self).baseAddress)
    }
}
