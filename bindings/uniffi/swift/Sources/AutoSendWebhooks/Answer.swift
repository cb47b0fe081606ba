internal import CAutoSendWebhooks
import Foundation

/// What a call answered: memory of the native library, read in place and given back at the end.
///
/// `Sendable` since nothing writes to it.
final class Answer: @unchecked Sendable {
    private let buffer: RustBuffer

    init(_ buffer: RustBuffer) {
        self.buffer = buffer
    }

    deinit {
        Native.release(buffer)
    }

    /// Reads from a position in the answer, and tells where reading ended.
    @inline(__always)
    func read<Value>(at position: Int = 0, _ read: (inout Packed) -> Value) -> (Value, end: Int) {
        var packed = Packed(UnsafeRawBufferPointer(start: buffer.data, count: Int(buffer.len)), at: position)
        let value = read(&packed)
        return (value, packed.position)
    }
}
