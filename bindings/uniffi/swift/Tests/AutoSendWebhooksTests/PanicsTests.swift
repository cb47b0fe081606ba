import AutoSendWebhooks
import Foundation
import Testing

/// A panic of the native library arrives as an error: run with one that panics when the body asks for it.
@Suite struct PanicsTests {
    private let verifier: Verifier

    init() throws {
        verifier = try Verifier(secret: secret)
    }

    @Test func whileARequestIsVerified() throws {
        try expectFailure { _ = try verifier.verify(Data("panic in verify".utf8), headers: [:]) }
    }

    @Test func whileAVerifierIsMade() throws {
        try expectFailure { _ = try Verifier(secret: "panic in new") }
    }

    @Test func whileARequestIsSigned() throws {
        try expectFailure { _ = try SignedRequest.headers(secret: secret, body: Data("panic in sign".utf8)) }
    }

    @Test func whileAStoredDeliveryIsRead() throws {
        try expectFailure { _ = try Delivery(trusted: Data("panic in trusted".utf8), id: "1") }
    }

    @Test func whileADigestIsMade() throws {
        try expectFailure { _ = try receive(Data(#"{"type":"panic in digest"}"#.utf8)).digest }
    }

    @Test func whileADeliveryIsAdmittedOrForgotten() throws {
        let seen = Deduplicator()
        let delivery = try receive(Data(#"{"type":"panic in digest"}"#.utf8))
        try expectFailure { _ = try seen.admit(delivery) }
        try expectFailure { try seen.done(delivery) }
        try expectFailure { try seen.forget(delivery) }
        #expect(try seen.admit(try receive(Data(#"{"type":"another"}"#.utf8))) == Admission(.first))
    }

    @Test func whileARefusalIsExplained() {
        let explanation = verifier.explain(Data("panic in explain".utf8), headers: [:])
        #expect(explanation.error?.code == .internalFailure)
        #expect(explanation.causes.isEmpty)
    }

    /// It fails as an error with a code, and the library is as good as before.
    private func expectFailure(_ call: () throws -> Void) throws {
        let thrown = refusal(call)
        let error = try #require(thrown)
        #expect(error.code == .internalFailure)
        #expect(error.status == 500)
        #expect(!error.json.contains("panic"))
        #expect(try receive(payload("current/email.sent")).type == "email.sent")
    }
}
