import AutoSendWebhooks
import Foundation
import Testing

@Suite struct ErrorsTests {
    @Test func theTableIsThatOfTheSchema() throws {
        let table = try #require(try json("schema/errors.json")["errors"] as? [[String: Any]])
        #expect(table.map { $0["code"] as? String } == ErrorCode.allCases.map(\.rawValue))
        #expect(table.map { $0["status"] as? Int } == ErrorCode.allCases.map(\.status))
        #expect(table.map { $0["meaning"] as? String } == ErrorCode.allCases.map(\.meaning))
        #expect(table.map { $0["hint"] as? String } == ErrorCode.allCases.map(\.hint))
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

    @Test func aVerifierDoesNotShowItsSecret() throws {
        #expect("\(try Verifier(secret: secret))" == "Verifier")
        var dumped = ""
        dump(try Verifier(secret: secret), to: &dumped)
        #expect(!dumped.contains(secret))
    }
}
