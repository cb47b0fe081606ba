/// Headers in one block of bytes, as `src/headers.rs` reads it.
///
/// A character stands for a byte that was received, where it can: servers decode headers as ISO 8859-1.
struct PackedHeaders {
    private(set) var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(256)
    }

    /// Adds a header that the provider's may be, going by the length of its name: a dozen others come with each request.
    @inline(__always)
    mutating func addIfRelevant(_ name: String, _ value: String) {
        let length = name.utf8.count
        if length < UInt64.bitWidth, Provider.headerLengths >> UInt64(length) & 1 == 1 {
            add(name, value)
        }
    }

    mutating func add(_ name: String, _ value: String) {
        append(name)
        append(value)
    }

    private mutating func append(_ text: String) {
        var text = text
        let quick: Void? = text.utf8.withContiguousStorageIfAvailable { utf8 in
            append(utf8)
        }
        if quick == nil {
            text.withUTF8 { append($0) }
        }
    }

    private mutating func append(_ utf8: UnsafeBufferPointer<UInt8>) {
        guard utf8.reduce(0, |) < 0x80 else {
            return append(beyondASCII: String(decoding: utf8, as: UTF8.self))
        }
        appendLength(utf8.count)
        bytes.append(contentsOf: utf8)
    }

    private mutating func append(beyondASCII text: String) {
        let scalars = text.unicodeScalars
        let latin1 = scalars.allSatisfy { $0.value <= 0xFF }
        let encoded = latin1 ? scalars.map { UInt8($0.value) } : Array(text.utf8)
        appendLength(encoded.count)
        bytes.append(contentsOf: encoded)
    }

    private mutating func appendLength(_ length: Int) {
        let length = UInt32(length)
        bytes.append(UInt8(truncatingIfNeeded: length >> 24))
        bytes.append(UInt8(truncatingIfNeeded: length >> 16))
        bytes.append(UInt8(truncatingIfNeeded: length >> 8))
        bytes.append(UInt8(truncatingIfNeeded: length))
    }
}
