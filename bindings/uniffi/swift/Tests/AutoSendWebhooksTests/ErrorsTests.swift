import AutoSendWebhooks
import Foundation
import Testing

@Suite struct ErrorsTests {
    @Test func theTableIsThatOfTheSchema() throws {
        let table = try #require(try json("schema/errors.json")["errors"] as? [[String: Any]])
        let ours = ErrorCode.allCases.dropLast(2)
        #expect(table.map { $0["code"] as? String } == ours.map(\.rawValue))
        #expect(table.map { $0["status"] as? Int } == ours.map(\.status))
        #expect(table.map { $0["meaning"] as? String } == ours.map(\.meaning))
        #expect(table.map { $0["hint"] as? String } == ours.map(\.hint))
        #expect(ErrorCode.allCases.suffix(2) == [.invalidOption, .internalFailure])
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

    @Test func namesOfHeadersAreComparedWithoutRegardToCaseAndToNothingElse() throws {
        let body = try payload("current/email.sent")
        var headers = try SignedRequest.headers(secret: secret, body: body)
        let signature = headers.removeValue(forKey: Provider.signatureHeader)
        for like in ["X-Webhoo\u{212A}-Signature", "X-Webhook-S\u{131}gnature", "X-Webhook-\u{17F}ignature"] {
            var others = headers
            others[like] = signature
            #expect(refusal { _ = try Verifier(secret: secret).verify(body, headers: others) }?.code == .missingSignature)
        }
        headers["x-WEBHOOK-signature"] = signature
        #expect(refusal { _ = try Verifier(secret: secret).verify(body, headers: headers) } == nil)
    }

    @Test func timesBeyondWhatCanBeCountedAreRefusedAndNoTrap() throws {
        let body = try payload("current/email.sent")
        let headers = try SignedRequest.headers(secret: secret, body: body)
        let verifier = try Verifier(secrets: [secret], tolerance: .greatestFiniteMagnitude)
        for (time, code) in [(Double.infinity, nil), (-.infinity, .timestampInFuture), (.nan, .timestampInFuture)] as [(Double, ErrorCode?)] {
            let now = Date(timeIntervalSince1970: time)
            #expect(refusal { _ = try verifier.verify(body, headers: headers, now: now) }?.code == code)
            _ = try Deduplicator(window: .greatestFiniteMagnitude).admit(try receive(body), now: now)
        }
    }

    @Test func optionsThatCanNotBeAreErrorsAndNoTrap() {
        for seconds in [Double.nan, .infinity, -1] {
            for error in [
                refusal { _ = try Verifier(secrets: [secret], tolerance: seconds) },
                refusal { _ = try Verifier(secrets: [secret], futureTolerance: seconds) },
                refusal { _ = try Deduplicator(window: seconds) },
            ] {
                #expect(error?.code == .invalidOption && error?.detail.contains("got \(seconds)") == true)
            }
        }
        #expect(refusal { _ = try Verifier(secrets: [secret], maxBody: -1) }?.code == .invalidOption)
        #expect(refusal { _ = try Deduplicator(capacity: 0) }?.code == .invalidOption)
    }

    @Test func twoSignedRequestsAreTwoDeliveriesHoweverQuicklyTheyFollow() throws {
        let ids = try (0..<1_000).map { _ in try SignedRequest.headers(secret: secret, body: Data())[Provider.deliveryIdHeader] }
        #expect(Set(ids).count == ids.count)
    }

    @Test func errorsAndEventsSurviveCoding() throws {
        let error = WebhookError.self
        let refused = try #require(refusal { _ = try Verifier(secret: "") })
        #expect(try JSONDecoder().decode(error, from: JSONEncoder().encode(refused)) == refused)
        for type in Event.types {
            let event = try receive(payload("current/\(type)")).event
            #expect(try JSONDecoder().decode(Event.self, from: JSONEncoder().encode(event)) == event)
        }
    }
}
