import AutoSendWebhooks
import Foundation
import Testing

/// The time that a request takes grows with its size and no faster, whoever sent it.
@Suite(.serialized) struct BudgetTests {
    private let verifier: Verifier
    private let body: Data
    private let signed: [String: String]

    init() throws {
        verifier = try Verifier(secret: secret)
        body = try payload("current/email.sent")
        signed = try SignedRequest.headers(secret: secret, body: body, deliveryId: "1")
    }

    @Test(arguments: [" ", "\t", " \t", "1", ",", "=", "v1="])
    func headers(_ filler: String) throws {
        for (name, value) in signed {
            let half = value.index(value.startIndex, offsetBy: value.count / 2)
            let places: [(String) -> String] = [
                { $0 + value }, { value + $0 }, { value[..<half] + $0 + value[half...] },
            ]
            for place in places {
                try expectLinear("\(name)") { size in
                    var headers = signed
                    headers[name] = place(fill(filler, size / 16))
                    return (body, headers)
                }
            }
        }
        try expectLinear("a name") { size in
            var headers = signed
            headers["X-Webhook-\(fill(filler, size / 16))"] = "1"
            return (body, headers)
        }
    }

    @Test(arguments: ["1", "[", #"{"a":"#, #""a":1,"#, #"\ud800"#, "\"", "\\", "]", " "])
    func bodies(_ filler: String) throws {
        let frames = [
            ("", ""), (#"{"type":"a","data":"#, "}"), (#"{"type":"a","data":""#, #""}"#), (#"{"type":"a","data":{"#, #""b":1}}"#),
        ]
        for (before, after) in frames {
            for secret in [secret, "whsec_another"] {
                try expectLinear("a body, \(before)") { size in
                    let filling = fill(filler, size - before.utf8.count - after.utf8.count)
                    let body = Data((before + filling + after).utf8)
                    return (body, try SignedRequest.headers(secret: secret, body: body))
                }
            }
        }
    }

    private func fill(_ filler: String, _ size: Int) -> String {
        String(repeating: filler, count: size / filler.utf8.count)
    }

    /// Below a second at 1 MiB (64 KiB for a header); twice the size takes at most thrice the time.
    private func expectLinear(_ what: String, _ make: (Int) throws -> (Data, [String: String])) throws {
        let times = try [1 << 19, 1 << 20].map { size in
            let (body, headers) = try make(size)
            return (0..<3).map { _ in
                let start = Date()
                _ = refusal { _ = try verifier.verify(body, headers: headers).event }
                return Date().timeIntervalSince(start)
            }.min()!
        }
        #expect(times[1] < 1, "\(what)")
        #expect(times[1] < 3 * times[0] + 0.02, "\(what): \(times)")
    }
}
