import AutoSendWebhooks
import Foundation
import Testing

@Suite struct ExplainTests {
    @Test func aCauseIsFound() throws {
        let body = try payload("current/email.sent")
        let headers = try SignedRequest.headers(secret: secret, body: body)
        let explanation = try Verifier(secret: secret).explain(body + Data("\n".utf8), headers: headers)
        #expect(explanation.error?.code == .signatureMismatch)
        #expect(explanation.causes.first?.cause == "trailing_newline")
    }

    @Test func nothingIsFoundInAGoodRequest() throws {
        let body = try payload("current/email.sent")
        let headers = try SignedRequest.headers(secret: secret, body: body)
        let explanation = try Verifier(secret: secret).explain(body, headers: headers)
        #expect(explanation.error == nil)
        #expect(explanation.causes.isEmpty)
    }
}
