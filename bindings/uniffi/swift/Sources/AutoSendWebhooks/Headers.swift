/// Which headers cross.
enum HeaderChoice {
    /// Those that the provider's may be, going by the length of their names: a dozen others come with each request.
    case relevant
    /// All: the mistake that is looked for may be in any of them.
    case all

    @inline(__always)
    func includes(_ name: String) -> Bool {
        switch self {
        case .relevant:
            let length = name.utf8.count
            return length < UInt64.bitWidth && Provider.headerLengths >> UInt64(length) & 1 == 1
        case .all: return true
        }
    }
}

/// Lends headers in one block of memory, as `src/headers.rs` reads it: on the stack if they are as few as usual.
@inline(__always)
func withPacked<Result>(
    _ headers: [(String, String)], _ choice: HeaderChoice, _ use: (UnsafeRawBufferPointer) -> Result
) -> Result {
    if let result = withPacked(headers, choice, room: usualRoom, use) {
        return result
    }
    let room = headers.reduce(0) { $0 + PackedHeaders.room($1.0) + PackedHeaders.room($1.1) }
    return withPacked(headers, choice, room: room, use)!
}

/// What is taken from the stack at most.
private let usualRoom = 1024

/// Nil if the room does not do.
@inline(__always)
private func withPacked<Result>(
    _ headers: [(String, String)], _ choice: HeaderChoice, room: Int, _ use: (UnsafeRawBufferPointer) -> Result
) -> Result? {
    withUnsafeTemporaryAllocation(byteCount: room, alignment: 1) { memory in
        // Through a pointer and by index: a loop over an array copies each pair, which costs more than all else here.
        headers.withUnsafeBufferPointer { headers in
            var packed = PackedHeaders(memory)
            for index in headers.indices where choice.includes(headers[index].0) {
                guard packed.append(headers[index].0), packed.append(headers[index].1) else { return nil }
            }
            return use(packed.bytes)
        }
    }
}

/// Names and values in turn, each as its length in four bytes and then its bytes.
///
/// A character stands for a byte that was received, where it can: servers decode headers as ISO 8859-1.
private struct PackedHeaders {
    private let memory: UnsafeMutableRawBufferPointer
    private var end = 0

    init(_ memory: UnsafeMutableRawBufferPointer) {
        self.memory = memory
    }

    /// What a text takes at most: the bytes that it stands for are no more than its UTF-8.
    @inline(__always)
    static func room(_ text: String) -> Int { MemoryLayout<UInt32>.size + text.utf8.count }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<end]) }

    /// Whether there was room.
    @inline(__always)
    mutating func append(_ text: String) -> Bool {
        guard memory.count - end >= Self.room(text) else { return false }
        let quick: Void? = text.utf8.withContiguousStorageIfAvailable { utf8 in
            let bytes = UnsafeRawBufferPointer(utf8)
            if isASCII(bytes) { append(bytes) } else { append(beyondASCII: text) }
        }
        // A string of Objective-C.
        if quick == nil { append(beyondASCII: text) }
        return true
    }

    private mutating func append(beyondASCII text: String) {
        let scalars = text.unicodeScalars
        let latin1 = scalars.allSatisfy { $0.value <= 0xFF }
        let encoded = latin1 ? scalars.map { UInt8($0.value) } : Array(text.utf8)
        encoded.withUnsafeBytes { append($0) }
    }

    @inline(__always)
    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        memory.storeBytes(of: UInt32(bytes.count).bigEndian, toByteOffset: end, as: UInt32.self)
        end += MemoryLayout<UInt32>.size
        UnsafeMutableRawBufferPointer(rebasing: memory[end...]).copyMemory(from: bytes)
        end += bytes.count
    }
}

/// Eight bytes at a time; the last eight overlap those before.
@inline(__always)
private func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let size = MemoryLayout<UInt64>.size
    guard bytes.count >= size else { return bytes.allSatisfy { $0 < 0x80 } }
    let last = bytes.count - size
    var seen = bytes.loadUnaligned(fromByteOffset: last, as: UInt64.self)
    var index = 0
    while index < last {
        seen |= bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        index += size
    }
    return seen & 0x8080_8080_8080_8080 == 0
}
