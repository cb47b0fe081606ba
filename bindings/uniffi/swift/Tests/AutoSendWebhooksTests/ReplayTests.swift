import AutoSendWebhooks
import Foundation
import Testing

/// A case of tests/vectors/deduplication.json.
struct DeduplicationCase: CustomTestStringConvertible, @unchecked Sendable {
    let values: [String: Any]
    let secret: String

    var testDescription: String { values["name"] as? String ?? "?" }

    static func all() throws -> [DeduplicationCase] {
        let file = try json("tests/vectors/deduplication.json")
        let secret = file["secret"] as! String
        return (file["cases"] as! [[String: Any]]).map { DeduplicationCase(values: $0, secret: secret) }
    }

    func delivery(_ name: String) throws -> Delivery {
        let delivery = (values["deliveries"] as! [String: [String: String]])[name]!
        let body = Data(delivery["body"]!.utf8)
        let headers = try SignedRequest.headers(secret: secret, body: body, deliveryId: delivery["id"])
        return try Verifier(secrets: [secret], tolerance: nil).verify(body, headers: headers)
    }
}

@Suite struct ReplayTests {
    private let delivery: Delivery

    init() throws {
        delivery = try receive(Data(#"{"type":"a","data":1}"#.utf8), id: "1")
    }

    @Test func someCasesAreRead() throws {
        #expect(try DeduplicationCase.all().count > 30)
    }

    @Test(arguments: try DeduplicationCase.all())
    func shared(_ test: DeduplicationCase) throws {
        let window = (test.values["window_ms"] as! NSNumber).doubleValue / 1000
        let seen = try Deduplicator(window: window, capacity: test.values["capacity"] as! Int)
        for step in test.values["steps"] as! [[String: Any]] {
            let delivery = try test.delivery(step["delivery"] as! String)
            switch step["do"] as! String {
            case "done": try seen.done(delivery)
            case "forget": try seen.forget(delivery)
            default:
                let now = Date(timeIntervalSince1970: (step["at_ms"] as! NSNumber).doubleValue / 1000)
                let admission = try seen.admit(delivery, now: now)
                let expected = step["expect"] as! [String: Any]
                #expect(admission.outcome.rawValue == expected["outcome"] as? String, "\(step)")
                #expect(admission.idReused == expected["id_reused"] as? Bool, "\(step)")
            }
        }
    }

    @Test func whatIsProcessedOnceIsDone() throws {
        let seen = Deduplicator()
        let first = try seen.once(delivery) { admission in
            #expect(admission == Admission(.first))
            let repeated = try seen.admit(delivery)
            #expect(repeated == Admission(.inProgress))
        }
        #expect(first.outcome == .first)
        let second = try seen.once(delivery) { _ in Issue.record("it was processed twice") }
        #expect(second == Admission(.duplicate))
    }

    @Test func whatThrowsIsFreeAgain() async throws {
        let seen = Deduplicator()
        #expect(throws: POSIXError.self) { _ = try seen.once(delivery) { _ in throw POSIXError(.EIO) } }
        await #expect(throws: POSIXError.self) {
            _ = try await seen.once(delivery) { _ in
                await Task.yield()
                throw POSIXError(.EIO)
            }
        }
        #expect(try seen.admit(delivery) == Admission(.first))
    }

    @Test func aTaskThatIsCancelledFreesItsDelivery() async throws {
        let seen = Deduplicator()
        let task = Task { [delivery] in
            try await seen.once(delivery) { _ in try await Task.sleep(for: .seconds(60)) }
        }
        while try seen.admit(delivery).outcome != .inProgress {
            try seen.forget(delivery)
            try await Task.sleep(for: .milliseconds(5))
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(try seen.admit(delivery) == Admission(.first))
    }

    @Test func aFullMemoryIsAsQuickAsAnEmptyOne() throws {
        let deliveries = try (0..<5_000).map { try receive(Data(#"{"type":"a","data":\#($0)}"#.utf8)) }
        func seconds(_ capacity: Int) throws -> TimeInterval {
            let seen = try Deduplicator(capacity: capacity)
            let start = Date()
            for delivery in deliveries { _ = try seen.once(delivery) { _ in } }
            return Date().timeIntervalSince(start)
        }
        let small = try (0..<3).map { _ in try seconds(1) }.min()!
        let large = try (0..<3).map { _ in try seconds(2_500) }.min()!
        #expect(large < 10 * small + 0.02, "\(small) s with room for 1, \(large) s with room for 2,500")
    }
}
