// Generated from schema/ by `cargo xtask generate`; do not edit.

package autosend.webhooks

/** What AutoSend does: names of headers, limits and tolerances. Times are milliseconds, sizes bytes. */
public object Provider {
    /** The header that carries the delivery id. */
    public const val DELIVERY_ID_HEADER: String = "X-Webhook-Delivery-Id"

    /** The header that carries the event. */
    public const val EVENT_HEADER: String = "X-Webhook-Event"

    /** The header that carries the signature. */
    public const val SIGNATURE_HEADER: String = "X-Webhook-Signature"

    /** The header that carries the timestamp. */
    public const val TIMESTAMP_HEADER: String = "X-Webhook-Timestamp"

    /** The lengths of those names, as bits: a header whose name has another length is none of them. */
    internal const val HEADER_LENGTHS: Long = (1L shl 21) or (1L shl 15) or (1L shl 19) or (1L shl 19)

    /** What delivery ids begin with. */
    internal const val DELIVERY_ID_PREFIX: String = "deliver-webhook-"

    /** How old a request may be by default. */
    public const val TOLERANCE_MS: Long = 300000

    /** How far ahead of this machine's clock a request may be by default. */
    public const val FUTURE_TOLERANCE_MS: Long = 60000

    /** The largest body that is read by default. */
    public const val MAX_BODY: Int = 1048576

    /** How long a delivery is remembered by default. */
    public const val WINDOW_MS: Long = 86400000

    /** How many deliveries are remembered by default. */
    public const val CAPACITY: Int = 100000
}
