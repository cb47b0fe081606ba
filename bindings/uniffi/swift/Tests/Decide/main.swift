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

func list(_ column: Substring) -> [Substring] {
    column.isEmpty ? [] : column.split(separator: ",", omittingEmptySubsequences: false)
}

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

/// The text of a member of an object that is JSON, the last one of that name: a delivery keeps the date alone.
func member(_ json: Data, _ name: String) -> String? {
    var (depth, key, value): (Int, String?, String?) = (0, nil, nil)
    var rest = json[...]
    while let byte = rest.popFirst() {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: ","): if depth == 1 { key = nil }
        case UInt8(ascii: ":"): if depth == 1, key == name { value = nil }
        case UInt8(ascii: "\""):
            let text = string(&rest)
            guard depth == 1 else { continue }
            if key == nil { key = text } else if key == name { value = text }
        default: break
        }
    }
    return value
}

/// What is left of a string, without the escapes of characters by their numbers.
func string(_ rest: inout Data.SubSequence) -> String {
    var text: [UInt8] = []
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
        text.append(byte)
        guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else { continue }
        text.append(escaped)
        let digits = rest.prefix(4)
        guard escaped == UInt8(ascii: "u"), let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) else { continue }
        text.replaceSubrange((text.count - 2)..., with: [code])
        rest = rest.dropFirst(4)
    }
    return String(decoding: text, as: UTF8.self)
}

func createdAt(_ delivery: Delivery) -> String {
    member(delivery.body, delivery.generation == 2 ? "createdAt" : "timestamp")!
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
