import AutoSendWebhooks
import Foundation
import Testing

/// What happens to the memory that a body is in.
@Suite(.serialized) struct MemoryTests {
    /// The memory is never touched, so it takes none; a copy of it would take a second.
    @Test func aBodyThatIsTooLargeIsRefusedWithoutACopy() throws {
        let body = Data(count: 1 << 30)
        let verifier = try Verifier(secret: secret)
        let start = Date()
        #expect(refusal { _ = try verifier.verify(body, headers: [:]) }?.code == .bodyTooLarge)
        #expect(verifier.explain(body, headers: [:]).error?.code == .bodyTooLarge)
        #expect(Date().timeIntervalSince(start) < 0.05)
    }

    @Test func aBodyThatAnotherThreadChangesIsAcceptedAsItWasSignedOrNotAtAll() throws {
        let signed = Data(#"{"type":"a","data":"\#(String(repeating: "x", count: 100_000))"}"#.utf8)
        let headers = try SignedRequest.headers(secret: secret, body: signed)
        let other = Flipper(signed)
        defer { other.stop() }
        let verifier = try Verifier(secret: secret)
        var accepted = 0
        for _ in 0..<3_000 {
            guard let delivery = try? verifier.verify(other.shared, headers: headers) else { continue }
            accepted += 1
            guard case .unknown(let event) = delivery.event else { continue }
            try #require(delivery.body == signed)
            try #require(event.data?.contains("y") == false)
        }
        #expect(accepted > 0)
    }
}

/// A copy of a body, in which a thread changes a byte and changes it back.
private final class Flipper: @unchecked Sendable {
    private let memory: UnsafeMutableRawPointer
    private let count: Int
    private let stopped = DispatchSemaphore(value: 0)
    private let stopping = DispatchSemaphore(value: 0)

    init(_ body: Data) {
        memory = .allocate(byteCount: body.count, alignment: 1)
        count = body.count
        body.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
        let at = count - 3
        Thread.detachNewThread { [self] in
            while stopping.wait(timeout: .now()) == .timedOut {
                for letter in "yx".utf8 {
                    memory.storeBytes(of: letter, toByteOffset: at, as: UInt8.self)
                    for _ in 0..<50 { _ = DispatchTime.now() }
                }
            }
            stopped.signal()
        }
    }

    var shared: Data { Data(bytesNoCopy: memory, count: count, deallocator: .none) }

    func stop() {
        stopping.signal()
        stopped.wait()
        memory.deallocate()
    }
}
