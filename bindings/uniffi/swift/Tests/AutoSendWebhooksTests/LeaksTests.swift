import AutoSendWebhooks
import Foundation
import Testing

#if os(Linux)
/// A million calls leave no memory behind.
@Suite(.serialized) struct LeaksTests {
    private let body: Data
    private let headers: [String: String]
    private let verifier: Verifier

    init() throws {
        body = try payload("current/email.bounced")
        headers = try SignedRequest.headers(secret: secret, body: body)
        verifier = try Verifier(secret: secret)
    }

    @Test func aMillionDeliveries() throws {
        try assertFlat { _ = try verifier.verify(body, headers: headers, now: Date()).event }
    }

    @Test func aMillionRefusals() throws {
        var forged = headers
        forged[Provider.signatureHeader] = String(repeating: "0", count: 64)
        try assertFlat { #expect(refusal { _ = try verifier.verify(body, headers: forged) } != nil) }
    }

    /// The first tenth warms up. A leak of 50 bytes a call would show as 45 MB.
    private func assertFlat(_ call: () throws -> Void) throws {
        let calls = 1_000_000
        for _ in 0..<calls / 10 { try call() }
        let before = try residentKilobytes()
        for _ in calls / 10..<calls { try call() }
        let growth = try residentKilobytes() - before
        #expect(growth < 30_000, "\(growth) KiB more after \(calls) calls")
    }

    private func residentKilobytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return Int(line?.split(whereSeparator: \.isWhitespace)[1] ?? "") ?? 0
    }
}
#endif
