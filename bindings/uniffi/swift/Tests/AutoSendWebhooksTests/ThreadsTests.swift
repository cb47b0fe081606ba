import AutoSendWebhooks
import Foundation
import Testing

@Suite struct ThreadsTests {
    @Test func eightTasksShareAVerifierAndAMemoryOfDeliveries() async throws {
        let verifier = try Verifier(secret: secret)
        let seen = Deduplicator()
        let requests = try (0..<1_000).map { index in
            let body = Data(#"{"type":"t","data":\#(index)}"#.utf8)
            return (body, try SignedRequest.headers(secret: secret, body: body, deliveryId: "\(index)"))
        }
        let admitted = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try requests.filter { body, headers in
                        let delivery = try verifier.verify(body, headers: headers)
                        guard case .unknown(let event) = delivery.event, event.data == delivery.id else { return false }
                        return try seen.admit(delivery).outcome == .first
                    }.count
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(admitted == requests.count)
    }
}
