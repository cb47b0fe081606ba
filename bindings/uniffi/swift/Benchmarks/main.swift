// Measures the package beside the core that it calls; `cargo xtask bench` runs it.

import AutoSendWebhooks
import AutoSendWebhooksNative
import Foundation

/// The goal: a delivery takes no longer than this many times the core's own time.
let goal = 1.5
let calls = 2_000
let rounds = 41

struct Row {
    let name: String
    var isMeasuredAgainstTheGoal = false
    /// Nanoseconds that a batch of calls takes.
    let batch: () throws -> Double
    var samples: [Double] = []

    /// The sample below which a share of all are.
    func quantile(_ share: Double) -> Double { samples.sorted()[Int(share * Double(samples.count - 1))] }

    mutating func sample() throws { samples.append(try batch() / Double(calls) / 1e3) }
}

/// What a batch of calls takes, of work whose results are not thrown away unseen.
func time(_ work: () throws -> Int) rethrows -> Double {
    var sum = 0
    let (seconds, attoseconds) = try ContinuousClock().measure {
        for _ in 0..<calls { sum &+= try work() }
    }.components
    precondition(sum >= 0)
    return Double(seconds) * 1e9 + Double(attoseconds) / 1e9
}

func bounce(ofBytes size: Int) -> Data {
    let start = #"""
        {"type":"email.bounced","createdAt":"2025-11-12T10:30:00.000Z","data":{"emailId":"65f1a2b3c4d5e6f7a8b9c0d1",\#
        "from":"hello@shop.example.com","to":{"email":"ada@example.org","name":"Ada Lovelace"},"subject":"Your order",\#
        "campaignId":"65f1a2b3c4d5e6f7a8b9c0d2","templateId":"A-65f1a2b3c4d5e6f7a8b9","test":false,"bounceType":"Permanent",\#
        "bounceSubType":"NoEmail","reason":"
        """#
    let end = #""}}"#
    return Data((start + String(repeating: "x", count: size - start.utf8.count - end.utf8.count) + end).utf8)
}

/// The headers as they cross, made before: what the generated call takes.
func block(_ headers: [(String, String)]) -> Data {
    headers.reduce(into: Data()) { block, header in
        for text in [header.0, header.1] {
            withUnsafeBytes(of: UInt32(text.utf8.count).bigEndian) { block.append(contentsOf: $0) }
            block.append(contentsOf: text.utf8)
        }
    }
}

func unixMillis() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

func makeRows(secret: String, body: Data) throws -> [Row] {
    let signed = try SignedRequest.headers(secret: secret, body: body).map { ($0.key, $0.value) }
    let headers: [(String, String)] =
        [
            ("host", "hooks.example.org"), ("content-type", "application/json"), ("content-length", "\(body.count)"),
            ("accept", "*/*"), ("accept-encoding", "gzip, deflate"), ("user-agent", "AutoSend-Webhooks/1.0"),
        ] + signed
    let verifier = try AutoSendWebhooks.Verifier(secret: secret)
    let options = Options(toleranceMs: 300_000, futureToleranceMs: 60_000, maxBody: 1 << 20, strict: false)
    let native = try AutoSendWebhooksNative.Verifier(secrets: [secret], options: options)
    let headerBlock = block(headers)
    let answerLength = UInt32(try native.verify(body: body, headers: headerBlock, nowMs: unixMillis()).utf8.count)
    return [
        Row(name: "the core alone, in Rust") {
            Double(measureCore(secret: secret, body: body, headers: headerBlock, calls: UInt32(calls)))
        },
        Row(name: "the package", isMeasuredAgainstTheGoal: true) {
            try time { try verifier.verify(body, headers: headers).secretIndex }
        },
        Row(name: "the package, with all fields of the event", isMeasuredAgainstTheGoal: true) {
            try time {
                guard case .emailBounced(let data) = try verifier.verify(body, headers: headers).event else { return 0 }
                return data.to.email.utf8.count
            }
        },
        Row(name: "UniFFI's own call, same work") {
            try time { try native.verify(body: body, headers: headerBlock, nowMs: unixMillis()).utf8.count }
        },
        Row(name: "UniFFI's own call, doing nothing") {
            try time {
                try native.measureCall(body: body, headers: headerBlock, nowMs: unixMillis(), length: answerLength).utf8.count
            }
        },
    ]
}

func padded(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }
func number(_ value: Double) -> String { padded(String(format: "%.2f", value), 9) }
func line(_ name: String, _ columns: [String]) -> String {
    "  " + name.padding(toLength: 42, withPad: " ", startingAt: 0) + columns.joined()
}

let body = bounce(ofBytes: 700)
var rows = try makeRows(secret: "whsec_0123456789abcdef0123456789abcdef", body: body)
for _ in 0..<5 { for row in rows { _ = try row.batch() } }
for _ in 0..<rounds { for index in rows.indices { try rows[index].sample() } }

print("Swift, \(body.count) bytes: µs a delivery")
print(line("", ["median", "10 %", "90 %", "ratio"].map { padded($0, 9) }))
for row in rows {
    let ratio = row.quantile(0.5) / rows[0].quantile(0.5)
    let verdict = row.isMeasuredAgainstTheGoal ? "  \(ratio <= goal ? "PASS" : "MISS"): the goal is at most \(goal)" : ""
    print(line(row.name, [0.5, 0.1, 0.9].map { number(row.quantile($0)) } + [number(ratio)]) + verdict)
}
