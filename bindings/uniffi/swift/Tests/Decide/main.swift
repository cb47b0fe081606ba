import AutoSendWebhooks
import Foundation

// Tells what the library makes of each request on standard input, as tests/conformance/README.md describes it.

func bytes(_ hex: Substring) -> Data {
    let digits = Array(hex.utf8).map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
    return Data(stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
}

func hex(_ data: Data) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: data.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

func hex(_ text: String) -> String { hex(Data(text.utf8)) }

func utf8(_ hex: Substring) -> String { String(decoding: bytes(hex), as: UTF8.self) }

func latin1(_ hex: Substring) -> String { String(String.UnicodeScalarView(bytes(hex).map { Unicode.Scalar($0) })) }

func list(_ column: Substring) -> [Substring] { column.split(separator: ",", omittingEmptySubsequences: true) }

func decide(_ columns: [Substring]) throws -> Delivery {
    let headers = list(columns.count > 5 ? columns[5] : "").map { header in
        let parts = header.split(separator: "=", omittingEmptySubsequences: false)
        return (utf8(parts[0]), latin1(parts[1]))
    }
    let verifier = try Verifier(secrets: list(columns[3]).map(utf8), strict: columns[2] == "1")
    let now = Date(timeIntervalSince1970: Double(columns[1])! / 1000)
    return try verifier.verify(bytes(columns[4]), headers: headers, now: now)
}

func millis(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1000).rounded()) }

/// Reads `YYYY-MM-DDTHH:MM:SS[.fraction](Z|±HH:MM)` without the library.
func millis(_ text: String) -> Int64? {
    let whole = text.prefix(19)
    let rest = text.dropFirst(19)
    let fraction = rest.first == "." ? rest.prefix { $0 == "." || $0.isNumber } : ""
    let start = ISO8601DateFormatter().date(from: "\(whole)\(rest.dropFirst(fraction.count))")
    return start.map { Int64((($0.timeIntervalSince1970 + (Double("0\(fraction)") ?? 0)) * 1000).rounded()) }
}

/// As it stands in the body, if that means the same time: a delivery does not keep the text.
func createdAt(_ delivery: Delivery) -> String {
    let member = delivery.generation == 2 ? "createdAt" : "timestamp"
    let pattern = try! NSRegularExpression(pattern: #""\#(member)"\s*:\s*"([^"\\]*)""#)
    let body = String(decoding: delivery.body, as: UTF8.self)
    let texts = pattern.matches(in: body, range: NSRange(body.startIndex..., in: body)).map { match in
        String(body[Range(match.range(at: 1), in: body)!])
    }
    return texts.last { millis($0) == millis(delivery.createdAt!) } ?? "\(millis(delivery.createdAt!)) ms"
}

func describe(_ delivery: Delivery) throws -> String {
    let outcome = switch delivery.event {
    case .unknown: "unknown"
    case .invalid: "invalid"
    default: "typed"
    }
    return [
        hex(delivery.type), outcome, "\(delivery.generation)", hex(delivery.id),
        delivery.sentAt.map { "\(millis($0))" } ?? "-",
        delivery.createdAt == nil ? "-" : hex(createdAt(delivery)),
        "\(delivery.secretIndex)", hex(try delivery.digest),
    ].joined(separator: "\t")
}

while let line = readLine() {
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
    do {
        print(columns[0], "accepted", try describe(decide(columns)), separator: "\t")
    } catch let error as WebhookError {
        print(columns[0], "error", error.code.rawValue, separator: "\t")
    } catch {
        print(columns[0], "crash", type(of: error), separator: "\t")
    }
}
