internal import AutoSendWebhooksNative
import Foundation

/// What to do with a verified delivery.
public enum Admission: Sendable {
    /// Not seen before: process it.
    case first
    /// Seen before, by its id or by its body: answer 200 and do nothing.
    case duplicate
    /// Created longer ago than the memory reaches: answer 200 and do nothing, or look into your own records.
    case expired
}

/// Remembers deliveries in memory, to process each event once. Share one between all tasks.
///
/// A delivery is a duplicate when its id or its body was seen; a replayed body can't burn the id of a delivery to come. It
/// lives in one process and forgets on restart: with several processes, use unique indexes on the id and the digest in a
/// database of yours.
public final class Deduplicator: Sendable {
    /// Or why there is none: that shows when it is used, so that making one can't fail.
    private let native: Result<AutoSendWebhooksNative.Deduplicator, WebhookError>

    /// Remembers each delivery for `window` seconds, and at most `capacity` of them: beyond that the oldest go first.
    public init(window: TimeInterval = 24 * 60 * 60, capacity: Int = 100_000) {
        native = Result { () throws(WebhookError) in
            try WebhookError.translating {
                try AutoSendWebhooksNative.Deduplicator(windowMs: milliseconds(window), capacity: UInt64(capacity))
            }
        }
    }

    /// Whether a delivery is to be processed; one that is counts as seen from now on. Atomic.
    ///
    /// - Throws: `internalFailure` if the native library fails: answer with its status, and AutoSend delivers the event again
    public func admit(_ delivery: Delivery, now: Date = Date()) throws(WebhookError) -> Admission {
        let native = try self.native.get()
        let admission = try WebhookError.translating {
            try native.admit(id: delivery.id, body: delivery.body, nowMs: now.unixMillis)
        }
        switch admission {
        case .first: return .first
        case .duplicate: return .duplicate
        case .expired: return .expired
        }
    }

    /// Forgets a delivery whose processing failed, so that its retry is processed.
    ///
    /// - Throws: `internalFailure` if the native library fails
    public func forget(_ delivery: Delivery) throws(WebhookError) {
        let native = try self.native.get()
        try WebhookError.translating { try native.forget(id: delivery.id, body: delivery.body) }
    }
}
