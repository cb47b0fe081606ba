import AutoSendWebhooks
import Foundation
import Testing

@Suite struct ReplayTests {
    private let body = Data(#"{"type":"a","data":1}"#.utf8)

    @Test func aDeliveryIsAdmittedOnceAndAgainWhenForgotten() throws {
        let seen = Deduplicator()
        #expect(try seen.admit(try receive(body, id: "1")) == .first)
        #expect(try seen.admit(try receive(body, id: "1")) == .duplicate)
        #expect(try seen.admit(try receive(body, id: "2")) == .duplicate)
        try seen.forget(try receive(body, id: "1"))
        #expect(try seen.admit(try receive(body, id: "1")) == .first)
    }

    @Test func whatIsOlderThanTheMemoryIsToldApart() throws {
        let old = Data(#"{"type":"a","createdAt":"2025-11-12T10:30:00Z"}"#.utf8)
        #expect(try Deduplicator(window: 3600).admit(try receive(old)) == .expired)
    }
}
