internal import AutoSendWebhooksNative
import Foundation

/// Verifies requests. Immutable: make one, share it between all tasks.
///
/// ```swift
/// let verifier = try Verifier(secret: secret)
///
/// let delivery = try verifier.verify(body, headers: headers)
/// switch delivery.event {
/// case .emailBounced(let data): suppress(data.to.email)
/// case .unknown(let event): log("new event type \(event.type)")
/// default: log("\(delivery.id) \(delivery.type)")
/// }
/// ```
///
/// It checks, in this order: the body's size; that each header is there once; the signature, in constant time and with
/// every secret; the timestamp; the delivery id; and only then the JSON. The timestamp and the delivery id are not signed,
/// so a captured body can be sent again with fresh ones: recognise repeats with ``Deduplicator``.
public final class Verifier: Sendable, CustomStringConvertible {
    private let native: AutoSendWebhooksNative.Verifier

    /// The largest body in bytes, for whoever reads it from the network.
    public let maxBody: Int

    /// A verifier for one or more secrets.
    ///
    /// - Parameters:
    ///   - secrets: the webhook's secret as AutoSend shows it; two while one is being replaced
    ///   - tolerance: how old a request may be, in seconds; nil switches the timestamp check off in both directions
    ///   - futureTolerance: how far ahead of this machine's clock a request may be, in seconds
    ///   - maxBody: the largest body in bytes
    ///   - strict: whether event types that are not known, and data that does not fit, are refused instead of arriving as
    ///     ``Event/unknown(_:)`` and ``Event/invalid(_:reason:)``
    /// - Throws: `invalidSecret` if there is no usable secret, `invalidOption` where a tolerance is not finite or something is
    ///   negative
    public init(
        secrets: [String],
        tolerance: TimeInterval? = Provider.tolerance,
        futureTolerance: TimeInterval = Provider.futureTolerance,
        maxBody: Int = Provider.maxBody,
        strict: Bool = false
    ) throws(WebhookError) {
        try WebhookError.requireOption(maxBody >= 0, "maxBody must not be negative, got \(maxBody)")
        let options = Options(
            toleranceMs: try tolerance.map { seconds throws(WebhookError) in try milliseconds("tolerance", seconds) },
            futureToleranceMs: try milliseconds("futureTolerance", futureTolerance),
            maxBody: UInt64(maxBody),
            strict: strict
        )
        native = try WebhookError.translating {
            try AutoSendWebhooksNative.Verifier(secrets: secrets, options: options)
        }
        self.maxBody = maxBody
    }

    /// A verifier for one secret, with the provider's tolerances.
    public convenience init(secret: String) throws(WebhookError) {
        try self.init(secrets: [secret])
    }

    /// Authenticates a request, checks its timestamp, and reads the event.
    ///
    /// - Parameters:
    ///   - body: the raw request body, exactly as received
    ///   - headers: all headers as name and value, names in any case, repeated ones repeated
    ///   - now: the clock
    /// - Throws: for everything that is not an authentic, timely event
    public func verify(
        _ body: Data, headers: some Sequence<(String, String)>, now: Date = Date()
    ) throws(WebhookError) -> Delivery {
        try verify(body, headers: Array(headers), now: now)
    }

    /// ``verify(_:headers:now:)`` for headers in an array: the quickest.
    public func verify(_ body: Data, headers: [(String, String)], now: Date = Date()) throws(WebhookError) -> Delivery {
        try requireSize(body)
        // A copy: `body` may stand for memory that somebody else changes (`bytesNoCopy`).
        let body = body.copied
        let answer = try Native.verify(native, body: body, headers: headers, nowMillis: now.unixMillis)
        return try Delivery(answer, body: body)
    }

    /// ``verify(_:headers:now:)`` for headers in a dictionary.
    public func verify(_ body: Data, headers: [String: String], now: Date = Date()) throws(WebhookError) -> Delivery {
        try verify(body, headers: headers.map { ($0.key, $0.value) }, now: now)
    }

    /// Refused: the signature covers the bytes as received, which a string may not have.
    @available(*, unavailable, message: "pass the raw bytes of the request's body as Data")
    public func verify(_ body: String, headers: [String: String]) throws(WebhookError) -> Delivery {
        throw WebhookError(.bodyAlreadyParsed)
    }

    /// Tells why a request does not verify, cause by cause, and how to fix it. Accepts nothing.
    public func explain(_ body: Data, headers: some Sequence<(String, String)>, now: Date = Date()) -> Explanation {
        do {
            try requireSize(body)
            let body = body.copied
            let headers = withPacked(Array(headers), .all) { Data($0) }
            return try WebhookError.translating {
                Explanation(try native.explain(body: body, headers: headers, nowMs: now.unixMillis))
            }
        } catch {
            return Explanation(error: error)
        }
    }

    /// ``explain(_:headers:now:)`` for headers in a dictionary.
    public func explain(_ body: Data, headers: [String: String], now: Date = Date()) -> Explanation {
        explain(body, headers: headers.lazy.map { ($0.key, $0.value) }, now: now)
    }

    /// Before anything is copied.
    private func requireSize(_ body: Data) throws(WebhookError) {
        guard body.count <= maxBody else {
            let detail = "\(ErrorCode.bodyTooLarge.meaning) (\(body.count) bytes, the limit is \(maxBody))"
            throw WebhookError(.bodyTooLarge, detail)
        }
        try Native.requireToCross(body)
    }

    /// Without the secrets.
    public var description: String { "Verifier" }
}

/// Seconds as whole milliseconds, as many as can be counted.
func milliseconds(_ name: String, _ seconds: TimeInterval) throws(WebhookError) -> UInt64 {
    try WebhookError.requireOption(
        seconds.isFinite && seconds >= 0, "\(name) must be a finite, non-negative number of seconds, got \(seconds)")
    return UInt64(exactly: (seconds * 1000).rounded()) ?? .max
}

extension Date {
    /// Unix milliseconds, as many as can be counted. Rounded, since a Date is a binary fraction of seconds. No time at all is 1970.
    var unixMillis: Int64 {
        let millis = (timeIntervalSince1970 * 1000).rounded()
        return Int64(exactly: millis) ?? (millis > 0 ? .max : millis < 0 ? .min : 0)
    }
}

extension Data {
    /// The same bytes in memory of their own.
    var copied: Data { withUnsafeBytes { Data($0) } }
}
