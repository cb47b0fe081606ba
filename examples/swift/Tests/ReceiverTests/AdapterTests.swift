import AutoSendWebhooks
import Foundation
import Testing

@testable import Receiver

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

private let secret = "whsec_0123456789abcdef0123456789abcdef"
private let received = #"{"received": true, "duplicate": false}"#
private let duplicate = #"{"received": true, "duplicate": true}"#
private let failed = #"{"received": false, "code": "handler_failed"}"#

/// What a handler does next, and how often it ended well.
private final class Handler: @unchecked Sendable {
    private let lock = NSLock()
    private var next: @Sendable () throws -> Void = {}
    private var count = 0

    var processed: Int { lock.withLock { count } }

    func does(_ next: @escaping @Sendable () throws -> Void) {
        lock.withLock { self.next = next }
    }

    func process() throws {
        try lock.withLock { next }()
        lock.withLock { count += 1 }
    }
}

/// What was not handled does not count: over real connections.
@Suite(.serialized, .timeLimit(.minutes(1))) struct AdapterTests {
    private let handler = Handler()
    private let url: URL
    private let body = #"{"type":"a","createdAt":"\#(ISO8601DateFormatter().string(from: Date()))"}"#

    init() throws {
        let server = try Server(port: 0)
        url = URL(string: "http://127.0.0.1:\(server.port)/webhooks")!
        let webhooks = Webhooks(verifier: try Verifier(secret: secret)) { [handler] _ in try handler.process() }
        Thread.detachNewThread {
            server.run(maxBody: webhooks.verifier.maxBody) { request, send in
                try webhooks.receive(request.body, headers: request.headers, send: send)
            }
        }
    }

    @Test func handler_fails() async throws {
        handler.does { throw POSIXError(.EIO) }
        #expect(try await post(body) == (500, failed))
        try await expectRetryIsProcessed()
    }

    @Test func handler_is_cancelled() async throws {
        handler.does { throw CancellationError() }
        #expect(try await post(body) == (500, failed))
        try await expectRetryIsProcessed()
    }

    @Test func response_cannot_be_sent() throws {
        let webhooks = Webhooks(verifier: try Verifier(secret: secret)) { _ in }
        let headers = try SignedRequest.headers(secret: secret, body: Data(body.utf8)).map { ($0.key, $0.value) }
        #expect(throws: POSIXError.self) {
            try webhooks.receive(Data(body.utf8), headers: headers) { _ in throw POSIXError(.EPIPE) }
        }
        var responses: [String] = []
        for _ in 0..<2 { webhooks.receive(Data(body.utf8), headers: headers) { responses.append($0.json) } }
        #expect(responses == [received, duplicate])
    }

    @Test func repeat_while_at_work() async throws {
        let (atWork, end) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        handler.does {
            atWork.signal()
            end.wait()
        }
        async let first = post(body)
        await withCheckedContinuation { done in
            Thread.detachNewThread {
                atWork.wait()
                done.resume()
            }
        }
        let (data, response) = try await URLSession.shared.data(for: try request(body))
        #expect(String(decoding: data, as: UTF8.self) == #"{"received": false, "code": "in_progress"}"#)
        #expect((response as? HTTPURLResponse)?.statusCode == 503)
        #expect((response as? HTTPURLResponse)?.value(forHTTPHeaderField: "Retry-After") == "1")
        end.signal()
        #expect(try await first == (200, received))
        #expect(try await post(body) == (200, duplicate))
    }

    @Test func an_id_that_is_reused() async throws {
        #expect(try await post(body, id: "d1") == (200, received))
        let reused = #"{"received": true, "duplicate": false, "id_reused": true}"#
        #expect(try await post(body + " ", id: "d1") == (200, reused))
        #expect(handler.processed == 2)
    }

    @Test func an_event_that_is_expired() async throws {
        let expired = #"{"received": true, "duplicate": false, "expired": true}"#
        #expect(try await post(#"{"type":"a","createdAt":"2025-11-12T10:30:00Z"}"#) == (200, expired))
        #expect(handler.processed == 0)
    }

    @Test func too_large_then_another() async throws {
        #expect(try await post(String(repeating: "x", count: 3 << 20)).0 == 413)
        #expect(try await post(body) == (200, received))
    }

    private func expectRetryIsProcessed() async throws {
        handler.does {}
        #expect(try await post(body) == (200, received))
        #expect(try await post(body) == (200, duplicate))
        #expect(handler.processed == 1)
    }

    private func post(_ body: String, id: String? = nil) async throws -> (Int?, String) {
        let (data, response) = try await URLSession.shared.data(for: try request(body, id: id))
        return ((response as? HTTPURLResponse)?.statusCode, String(decoding: data, as: UTF8.self))
    }

    private func request(_ body: String, id: String? = nil) throws -> URLRequest {
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = Data(body.utf8)
        for (name, value) in try SignedRequest.headers(secret: secret, body: Data(body.utf8), deliveryId: id) {
            request.setValue(value, forHTTPHeaderField: name)
        }
        return request
    }
}
