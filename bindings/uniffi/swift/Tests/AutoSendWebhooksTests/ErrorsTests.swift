import AutoSendWebhooks
import Foundation
import Testing

@Suite struct ErrorsTests {
    @Test func theTableIsThatOfTheSchema() throws {
        let table = try #require(try json("schema/errors.json")["errors"] as? [[String: Any]])
        let ours = ErrorCode.allCases.dropLast()
        #expect(table.map { $0["code"] as? String } == ours.map(\.rawValue))
        #expect(table.map { $0["status"] as? Int } == ours.map(\.status))
        #expect(table.map { $0["meaning"] as? String } == ours.map(\.meaning))
        #expect(table.map { $0["hint"] as? String } == ours.map(\.hint))
        #expect(ErrorCode.allCases.last == .internalFailure)
    }

    @Test func anErrorHasACodeAStatusAMessageAndAHint() throws {
        let verifier = try Verifier(secrets: [secret], maxBody: 1)
        let error = try #require(refusal { _ = try verifier.verify(Data(count: 2), headers: [:]) })
        #expect(error.code == .bodyTooLarge)
        #expect(error.status == 413)
        #expect(error.description == "body_too_large: The body is larger than the limit. (2 bytes, the limit is 1)")
        #expect(error.localizedDescription == error.detail)
        #expect(error.recoverySuggestion == ErrorCode.bodyTooLarge.hint)
        let members = try object(Data(error.json.utf8))
        #expect(members["code"] as? String == "body_too_large")
        #expect(members["message"] as? String == error.detail)
        #expect(members["hint"] as? String == error.hint)
        #expect(members["status"] as? Int == 413)
    }

    @Test func theTypeOfTheErrorIsKnown() {
        do {
            _ = try Verifier(secret: "")
        } catch {
            // A typed throw: no cast is needed.
            #expect(error.code == .invalidSecret)
        }
    }

    @Test(arguments: [[], [""], [" " + secret], [secret, ""]])
    func secretsThatCannotBeAnyAreRefusedAndNotShown(_ secrets: [String]) throws {
        let error = try #require(refusal { _ = try Verifier(secrets: secrets) })
        #expect(error.code == .invalidSecret)
        #expect(!"\(error)".contains(secret))
    }

    /// Its length would not fit where it crosses. The memory is never touched, so it takes none.
    @Test func aBodyOfTwoGibibytesIsRefusedAndNoTrap() throws {
        let body = Data(count: 1 << 31)
        let verifier = try Verifier(secrets: [secret], maxBody: .max)
        #expect(refusal { _ = try verifier.verify(body, headers: [:]) }?.code == .bodyTooLarge)
        #expect(refusal { _ = try Delivery(trusted: body, id: "1") }?.code == .bodyTooLarge)
        #expect(refusal { _ = try SignedRequest.headers(secret: secret, body: body) }?.code == .bodyTooLarge)
        #expect(verifier.explain(body, headers: [:]).error?.code == .bodyTooLarge)
    }

    @Test func headersBeyondTheUsualRoomAreRead() throws {
        let body = try payload("current/email.sent")
        let signed = try SignedRequest.headers(secret: secret, body: body, deliveryId: String(repeating: "d", count: 255))
        let many = (0..<100).map { ("X-Webhook-Event", "email.sent\(String(repeating: " ", count: $0))") }
        let delivery = try Verifier(secret: secret).verify(body, headers: many + signed.map { ($0.key, $0.value) })
        #expect(delivery.id.count == 255)
    }

    @Test func aVerifierDoesNotShowItsSecret() throws {
        #expect("\(try Verifier(secret: secret))" == "Verifier")
        var dumped = ""
        dump(try Verifier(secret: secret), to: &dumped)
        #expect(!dumped.contains(secret))
    }
}
