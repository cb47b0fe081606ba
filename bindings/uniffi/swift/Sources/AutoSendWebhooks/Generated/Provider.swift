// Generated from schema/ by `cargo xtask generate`; do not edit.

import Foundation

/// What AutoSend does: names of headers, limits and tolerances.
public enum Provider {
    /// The header that carries the delivery id.
    public static let deliveryIdHeader = "X-Webhook-Delivery-Id"

    /// The header that carries the event.
    public static let eventHeader = "X-Webhook-Event"

    /// The header that carries the signature.
    public static let signatureHeader = "X-Webhook-Signature"

    /// The header that carries the timestamp.
    public static let timestampHeader = "X-Webhook-Timestamp"

    /// The lengths of those names, as bits: a header whose name has another length is none of them.
    static let headerLengths: UInt64 = 1 << 21 | 1 << 15 | 1 << 19 | 1 << 19

    /// What delivery ids begin with.
    static let deliveryIdPrefix = "deliver-webhook-"

    /// How old a request may be by default, in seconds.
    public static let tolerance: TimeInterval = 300.0

    /// How far ahead of this machine's clock a request may be by default, in seconds.
    public static let futureTolerance: TimeInterval = 60.0

    /// The largest body that is read by default, in bytes.
    public static let maxBody = 1048576

    /// How long a delivery is remembered by default, in seconds.
    public static let window: TimeInterval = 86400.0

    /// How many deliveries are remembered by default.
    public static let capacity = 100000
}
