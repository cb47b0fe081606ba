internal import AutoSendWebhooksNative
import Foundation

/// An authentic, timely request.
public struct Delivery: Sendable, CustomStringConvertible {
    private let answer: Answer
    private let outcome: Outcome
    /// Where the answer holds the id, after which comes the event.
    private let idStart: Int

    /// When the event was created, from the signed body; nil if the body holds no such time.
    public let createdAt: Date?
    /// When the request says it was sent; nil only where the tolerance is off. Not signed.
    public let sentAt: Date?
    /// Which of the verifier's secrets matched, from 0.
    public let secretIndex: Int
    /// The form of the body: 2 for `type`, `createdAt`, `data`, 1 for the earlier `event`, `timestamp`, `data`.
    public let generation: Int
    /// The raw body, exactly as received.
    public let body: Data

    /// The first byte of an answer.
    private enum Outcome: Int {
        case refused, typed, unknown, invalid
    }

    /// Reads what the native library packed, or throws why there is no delivery.
    init(_ answer: Answer, body: Data) throws(WebhookError) {
        let (outcome, start) = answer.read { Outcome(rawValue: $0.length()) }
        guard let outcome, outcome != .refused else {
            throw answer.read(at: start) { WebhookError(code: $0.text(), detail: $0.text()) }.0
        }
        self.answer = answer
        self.outcome = outcome
        self.body = body
        ((generation, secretIndex, sentAt, createdAt), idStart) = answer.read(at: start) { packed in
            let generation = packed.length()
            let secretIndex = packed.length()
            let sentAt = packed.optional { Date(timeIntervalSince1970: Double($0.integer()) / 1000) }
            return (generation, secretIndex, sentAt, packed.optional { $0.time() })
        }
    }

    /// A delivery that was verified before, from a queue or a table of yours: reads its event again.
    ///
    /// Checks no signature: to receive a request use ``Verifier``. There is no time of sending, and the secret's index
    /// is 0.
    public init(trusted body: Data, id: String) throws(WebhookError) {
        try Native.requireToCross(body)
        let body = body.copied
        try self.init(Native.trusted(id: id, body: body), body: body)
    }

    /// The delivery's id, the same over all retries: 1 to 255 visible ASCII characters. Not signed.
    public var id: String {
        answer.read(at: idStart) { $0.text() }.0
    }

    /// What happened. Read when asked for: keep it if you need it twice.
    public var event: Event {
        answer.read(at: idStart) { packed in
            packed.skipText()
            return switch outcome {
            case .typed: Event(number: packed.length(), &packed)
            case .unknown: Event.unknown(UntypedEvent(&packed))
            case .invalid, .refused: Event.invalid(UntypedEvent(&packed), reason: packed.text())
            }
        }.0
    }

    /// The event's type as the signed body names it, e.g. `email.sent`.
    public var type: String {
        answer.read(at: idStart) { packed in
            packed.skipText()
            return outcome == .typed ? Event.types[packed.length()] : packed.text()
        }.0
    }

    /// SHA-256 of the body, 32 bytes: what identifies the event.
    ///
    /// It is a second pass over the body: keep it if you need it twice. Throws `internalFailure` if the native library fails.
    public var digest: Data {
        get throws(WebhookError) {
            try WebhookError.translating { try AutoSendWebhooksNative.digest(body: body) }
        }
    }

    /// Without the body and what it says.
    public var description: String { "Delivery(id: \(id), type: \(type))" }
}

/// An event without data of a type.
public struct UntypedEvent: Hashable, Codable, Sendable {
    /// The type as the signed body names it.
    public let type: String
    /// The data as JSON text; nil if there is none.
    public let data: String?

    init(_ packed: inout Packed) {
        type = packed.text()
        data = packed.optional { $0.text() }
    }
}
