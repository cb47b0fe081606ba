import AutoSendWebhooks
import Foundation
import Testing

/// A case of tests/vectors/requests.
struct RequestCase: CustomTestStringConvertible, @unchecked Sendable {
    let values: [String: Any]

    var testDescription: String { values["name"] as? String ?? "?" }

    static func all() throws -> [RequestCase] {
        let folder = checkout("tests/vectors/requests")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "json" }.flatMap { file in
            let cases = try object(Data(contentsOf: file))["cases"] as? [[String: Any]] ?? []
            return cases.map(RequestCase.init)
        }
    }

    var expected: [String: Any] { values["expect"] as! [String: Any] }

    private var options: [String: Any] { values["options"] as? [String: Any] ?? [:] }

    func verifier() throws -> Verifier {
        func seconds(_ name: String, _ usual: TimeInterval) -> TimeInterval? {
            switch options[name] {
            case nil: usual
            case is NSNull: nil
            case let value: (value as! NSNumber).doubleValue / 1000
            }
        }
        return try Verifier(
            secrets: values["secrets"] as! [String],
            tolerance: seconds("tolerance_ms", Provider.tolerance),
            futureTolerance: seconds("future_tolerance_ms", Provider.futureTolerance)!,
            maxBody: options["max_body"] as? Int ?? Provider.maxBody,
            strict: options["strict"] as? Bool ?? false
        )
    }

    var body: Data {
        if let text = values["body_base64"] as? String {
            return Data(base64Encoded: text)!
        }
        if let parts = values["body_repeat"] as? [[Any]] {
            return Data(parts.map { String(repeating: $0[0] as! String, count: $0[1] as! Int) }.joined().utf8)
        }
        return Data((values["body"] as! String).utf8)
    }

    var headers: [(String, String)] {
        (values["headers"] as! [[String]]).map { ($0[0], $0[1]) }
    }

    var now: Date {
        Date(timeIntervalSince1970: (values["now_ms"] as! NSNumber).doubleValue / 1000)
    }
}

/// Every case comes to the verdict that stands in it.
@Suite struct VectorsTests {
    @Test func someAreRead() throws {
        #expect(try RequestCase.all().count > 900)
    }

    @Test(arguments: try RequestCase.all())
    func request(_ test: RequestCase) throws {
        do {
            let delivery = try test.verifier().verify(test.body, headers: test.headers, now: test.now)
            let accepted = try #require(test.expected["accepted"] as? [String: Any])
            #expect(delivery.body == test.body)
            #expect(delivery.type == accepted["type"] as? String)
            #expect(delivery.event.type == delivery.type)
            #expect(outcome(delivery) == accepted["outcome"] as? String)
            #expect(delivery.generation == accepted["generation"] as? Int)
            #expect(delivery.id == accepted["delivery_id"] as? String)
            #expect(delivery.secretIndex == accepted["secret_index"] as? Int)
            #expect(hex(try delivery.digest) == accepted["digest"] as? String)
            #expect(millis(delivery.sentAt) == (accepted["sent_at_ms"] as? NSNumber)?.int64Value)
            #expect(millis(delivery.createdAt) == (accepted["created_at"] as? String).map(millis))
        } catch let error as WebhookError {
            #expect(error.code.rawValue == test.expected["error"] as? String)
        }
    }

    private func outcome(_ delivery: Delivery) -> String {
        switch delivery.event {
        case .unknown: "unknown"
        case .invalid: "invalid"
        default: "typed"
        }
    }

    private func hex(_ data: Data) -> String {
        data.map { String(format: "%02x", $0) }.joined()
    }

    private func millis(_ date: Date?) -> Int64? {
        date.map { Int64(($0.timeIntervalSince1970 * 1000).rounded()) }
    }

    /// Reads `YYYY-MM-DDTHH:MM:SS[.fraction](Z|±HH:MM)` without this library.
    private func millis(_ text: String) -> Int64 {
        let parts = text.prefix(19).split { !$0.isNumber }.map { Int64($0)! }
        let rest = text.dropFirst(19)
        let fraction = rest.first == "." ? rest.prefix { $0 == "." || $0.isNumber } : ""
        let zone = rest.dropFirst(fraction.count)
        let offset = zone.split { !$0.isNumber }.map { Int64($0)! }
        let minutes = offset.isEmpty ? 0 : (offset[0] * 60 + offset[1]) * (zone.first == "-" ? -1 : 1)
        let seconds = ((days(parts[0], parts[1], parts[2]) * 24 + parts[3]) * 60 + parts[4] - minutes) * 60 + parts[5]
        return seconds * 1000 + Int64(((Double("0\(fraction)") ?? 0) * 1000).rounded())
    }

    /// Days since 1970, by the rules of today for all of time: Foundation's calendars are Julian before 1582.
    private func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let ofEra = year % 400
        return year / 400 * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + dayOfYear - 719_468
    }
}
