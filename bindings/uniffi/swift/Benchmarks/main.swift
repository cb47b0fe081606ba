// Measures the package beside the core that it calls; `cargo xtask bench` runs it.

import AutoSendWebhooks
import AutoSendWebhooksNative
import Foundation

let secret = "whsec_0123456789abcdef0123456789abcdef"
let start = #"""
    {"type":"email.bounced","createdAt":"2025-11-12T10:30:00.000Z","data":{"emailId":"65f1a2b3c4d5e6f7a8b9c0d1",\#
    "from":"hello@shop.example.com","to":{"email":"ada@example.org","name":"Ada Lovelace"},"subject":"Your order",\#
    "campaignId":"65f1a2b3c4d5e6f7a8b9c0d2","templateId":"A-65f1a2b3c4d5e6f7a8b9","test":false,"bounceType":"Permanent",\#
    "bounceSubType":"NoEmail","reason":"
    """#
let body = Data((start + String(repeating: "x", count: 697 - start.utf8.count) + #""}}"#).utf8)
let signed = try SignedRequest.headers(secret: secret, body: body)
let headers: [(String, String)] =
    [
        ("host", "hooks.example.org"), ("content-type", "application/json"), ("content-length", "\(body.count)"),
        ("accept", "*/*"), ("accept-encoding", "gzip, deflate"), ("user-agent", "AutoSend-Webhooks/1.0"),
    ] + signed.map { ($0.key, $0.value) }
let verifier = try AutoSendWebhooks.Verifier(secret: secret)
let native = try AutoSendWebhooksNative.Verifier(
    secrets: [secret], options: Options(toleranceMs: 300_000, futureToleranceMs: 60_000, maxBody: 1 << 20, strict: false))

/// The headers as they cross, made before: what the generated call takes.
let block = headers.reduce(into: Data()) { block, header in
    for text in [header.0, header.1] {
        withUnsafeBytes(of: UInt32(text.utf8.count).bigEndian) { block.append(contentsOf: $0) }
        block.append(contentsOf: text.utf8)
    }
}

struct Row {
    let name: String
    let work: () throws -> Int
}

let rows = [
    Row(name: "the package, with the event read") {
        guard case .emailBounced(let data) = try verifier.verify(body, headers: headers).event else { return 0 }
        return data.to.email.utf8.count
    },
    Row(name: "the package, event not read") { try verifier.verify(body, headers: headers).secretIndex },
    Row(name: "the call alone, as UniFFI generates it") {
        native.verify(body: body, headers: block, nowMs: Int64(Date().timeIntervalSince1970 * 1000)).utf8.count
    },
    Row(name: "the core alone, in Rust") {
        Int(measureCore(secret: secret, body: body, headers: block, calls: UInt32(calls)))
    },
]
let calls = 2_000

/// Microseconds a call, over a batch.
func measure(_ row: Row) throws -> Double {
    let isCore = row.name.hasPrefix("the core")
    let clock = ContinuousClock()
    var sink = 0
    if isCore {
        return Double(try row.work()) / 1e3 / Double(calls)
    }
    let time = try clock.measure {
        for _ in 0..<calls { sink &+= try row.work() }
    }
    precondition(sink >= 0)
    let (seconds, attoseconds) = time.components
    return (Double(seconds) * 1e6 + Double(attoseconds) / 1e12) / Double(calls)
}

for _ in 0..<5 { for row in rows { _ = try measure(row) } }
var samples = rows.map { _ in [Double]() }
for _ in 0..<41 {
    for (index, row) in rows.enumerated() { samples[index].append(try measure(row)) }
}
samples = samples.map { $0.sorted() }
func padded(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }
func number(_ value: Double) -> String { padded(String(format: "%.2f", value), 9) }
print("Swift, \(body.count) bytes: µs a delivery")
print("  " + "".padding(toLength: 42, withPad: " ", startingAt: 0) + ["median", "10 %", "90 %", "ratio"].map { padded($0, 9) }.joined())
for (row, sample) in zip(rows, samples) {
    let median = sample[20]
    let name = row.name.padding(toLength: 42, withPad: " ", startingAt: 0)
    print("  " + name + number(median) + number(sample[4]) + number(sample[36]) + number(median / samples[3][20]))
}
