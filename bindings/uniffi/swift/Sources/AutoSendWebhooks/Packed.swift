import Foundation

/// Reads what the native library packs, one value after another; the format is that of `src/pack.rs`.
struct Packed {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position: Int

    init(_ bytes: UnsafeRawBufferPointer, at position: Int = 0) {
        self.bytes = bytes.bindMemory(to: UInt8.self)
        self.position = position
    }

    /// Digits of six bits, the lowest first. Most numbers have one.
    @inline(__always)
    private mutating func number() -> UInt64 {
        let digit = bytes[position]
        guard digit >= 0x40 else {
            position += 1
            return UInt64(digit)
        }
        return longNumber()
    }

    private mutating func longNumber() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let digit = bytes[position]
            position += 1
            value |= UInt64(digit & 0x3F) << shift
            if digit < 0x40 { return value }
            shift += 6
        }
    }

    mutating func bool() -> Bool {
        number() != 0
    }

    mutating func length() -> Int {
        Int(number())
    }

    mutating func integer() -> Int64 {
        Int64(bitPattern: number())
    }

    mutating func text() -> String {
        let length = length()
        defer { position += length }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[position..<position + length]), as: UTF8.self)
    }

    mutating func skipText() {
        position += length()
    }

    mutating func time() -> Date {
        let seconds = integer()
        return Date(timeIntervalSince1970: Double(seconds) + Double(number()) / 1e9)
    }

    mutating func optional<Value>(_ read: (inout Packed) -> Value) -> Value? {
        bool() ? read(&self) : nil
    }

    mutating func list<Value>(_ read: (inout Packed) -> Value) -> [Value] {
        (0..<length()).map { _ in read(&self) }
    }

    /// The members that a type does not name: JSON text by name.
    mutating func members() -> [String: String] {
        let count = length()
        guard count > 0 else { return [:] }
        var members = [String: String](minimumCapacity: count)
        for _ in 0..<count {
            let name = text()
            members[name] = text()
        }
        return members
    }
}
