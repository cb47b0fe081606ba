internal import AutoSendWebhooksNative
import Foundation

/// Why a request was refused. It never contains a secret or a signature.
public struct WebhookError: LocalizedError, CustomStringConvertible, Hashable, Codable, Sendable {
    /// The cause, as one of a fixed set.
    public let code: ErrorCode
    /// What happened, with the particulars of this request where there are any.
    public let detail: String

    /// An error as the native library names it.
    init(code: String, detail: String) {
        self.init(ErrorCode(rawValue: code) ?? .internalFailure, detail)
    }

    init(_ code: ErrorCode, _ detail: String? = nil) {
        self.code = code
        self.detail = detail ?? code.meaning
    }

    /// The HTTP status to respond with.
    public var status: Int { code.status }

    /// What to do about it, in one line.
    public var hint: String { code.hint }

    public var description: String { "\(code.rawValue): \(detail)" }

    public var errorDescription: String? { detail }

    public var recoverySuggestion: String? { hint }

    /// The error as JSON, to answer with: `code`, `message`, `hint`, `status`, as in every language.
    public var json: String {
        let members = ["code": code.rawValue, "message": detail, "hint": hint].map { name, text in
            "\(Self.quoted(name)):\(Self.quoted(text))"
        }
        return "{\(members.sorted().joined(separator: ",")),\"status\":\(status)}"
    }

    private static func quoted(_ text: String) -> String {
        let bytes = try? JSONEncoder().encode(text)
        return bytes.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }

    /// Fails where an option is not as it must be.
    static func requireOption(_ holds: Bool, _ detail: @autoclosure () -> String) throws(WebhookError) {
        guard holds else { throw WebhookError(.invalidOption, detail()) }
    }

    /// Runs native code, and throws its errors as ours.
    static func translating<Value>(_ work: () throws -> Value) throws(WebhookError) -> Value {
        do {
            return try work()
        } catch AutoSendWebhooksNative.WebhookError.Refused(let code, let detail) {
            throw WebhookError(code: code, detail: detail)
        } catch {
            // A panic in the native library; what it said went to standard error.
            throw WebhookError(.internalFailure)
        }
    }
}
