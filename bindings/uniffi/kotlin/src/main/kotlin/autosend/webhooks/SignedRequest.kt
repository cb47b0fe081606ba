package autosend.webhooks

import autosend.webhooks.ffi.SignOptions
import autosend.webhooks.internal.lend
import autosend.webhooks.internal.translatingErrors
import java.time.Instant

/** Requests as AutoSend makes them, for your own tests. */
public object SignedRequest {
    /**
     * The webhook headers of a body, signed as AutoSend signs it.
     *
     * @param deliveryId the delivery's id; made from the time if null
     * @param event the event header; the type that the body names if null
     * @param timestamp when it was sent; now if null
     * @throws WebhookException with [ErrorCode.INVALID_SECRET] if the secret is none
     */
    @JvmStatic
    @JvmOverloads
    public fun headers(
        secret: String,
        body: ByteArray,
        deliveryId: String? = null,
        event: String? = null,
        timestamp: Instant? = null,
    ): Map<String, String> = translatingErrors {
        val options = SignOptions(deliveryId, event, timestamp?.toEpochMilli())
        body.lend { autosend.webhooks.ffi.sign(secret, it, options) }.associate { it.name to it.value }
    }
}
