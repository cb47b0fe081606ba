// A very small HTTP server, of what comes with Swift. Use Vapor or Hummingbird for anything real: what is to be pasted
// is in Webhooks.swift.

import Foundation

#if canImport(Glibc)
    @preconcurrency import Glibc
#else
    import Darwin
#endif

struct Request {
    var method = ""
    var path = ""
    var headers: [(String, String)] = []
    var body = Data()
}

/// Listens on this machine's own address, and answers each connection's one request in a thread.
final class Server: Sendable {
    private let listener: Int32
    let port: UInt16

    init(port: UInt16) throws {
        #if canImport(Glibc)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        let listener = socket(AF_INET, stream, 0)
        var one: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard bound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        self.listener = listener
        self.port = UInt16(bigEndian: address.sin_port)
    }

    func run(
        maxBody: Int, answer: @escaping @Sendable (Request, _ send: (Response) throws -> Void) throws -> Void
    ) -> Never {
        signal(SIGPIPE, SIG_IGN)
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { continue }
            Thread.detachNewThread {
                defer { close(connection) }
                Self.limitWaiting(connection)
                guard let request = Self.read(connection, maxBody: maxBody) else { return }
                do {
                    try answer(request) { try Self.write(connection, $0) }
                } catch {
                    // The client is gone.
                }
            }
        }
    }

    /// Reads a request with a Content-Length; of a body that is too long, one byte more than is allowed.
    private static func read(_ connection: Int32, maxBody: Int) -> Request? {
        var received = Data()
        var end: Range<Data.Index>?
        while end == nil {
            guard received.count < 65_536, let more = receive(connection) else { return nil }
            received.append(more)
            end = received.range(of: Data("\r\n\r\n".utf8))
        }
        guard let end, var request = head(received[..<end.lowerBound]) else { return nil }
        let length = request.headers.first { $0.0.lowercased() == "content-length" }.flatMap { Int($0.1) } ?? 0
        request.body = Data(received[end.upperBound...])
        while request.body.count < min(length, maxBody + 1) {
            guard let more = receive(connection) else { return nil }
            request.body.append(more)
        }
        // What is beyond the limit is read, so that the sender hears the answer, and dropped.
        drain(connection, length - request.body.count)
        request.body = request.body.prefix(maxBody + 1)
        return request
    }

    /// So that a client that sends nothing ends.
    private static func limitWaiting(_ connection: Int32) {
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(connection, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    private static func drain(_ connection: Int32, _ length: Int) {
        var left = min(length, 64 * 1024 * 1024)
        while left > 0, let more = receive(connection) {
            left -= more.count
        }
    }

    private static func head(_ bytes: Data) -> Request? {
        // ISO 8859-1: a character for each byte.
        let text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        let lines = text.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        let headers = lines.dropFirst().compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
        }
        return Request(method: String(words[0]), path: String(words[1]), headers: headers)
    }

    private static func receive(_ connection: Int32) -> Data? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(connection, &buffer, buffer.count, 0)
        return count > 0 ? Data(buffer[..<count]) : nil
    }

    private static func write(_ connection: Int32, _ response: Response) throws {
        let usual = [
            ("Content-Type", "application/json"), ("Connection", "close"), ("Content-Length", "\(response.json.utf8.count)"),
        ]
        let headers = (usual + response.headers).map { "\($0): \($1)\r\n" }.joined()
        var left = Data("HTTP/1.1 \(response.status) -\r\n\(headers)\r\n\(response.json)".utf8)
        while !left.isEmpty {
            let count = left.withUnsafeBytes { send(connection, $0.baseAddress!, $0.count, 0) }
            guard count > 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            left = Data(left.dropFirst(count))
        }
    }
}
