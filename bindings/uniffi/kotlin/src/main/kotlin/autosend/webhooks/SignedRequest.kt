package autosend.webhooks

import autosend.webhooks.ffi.SignOptions
import autosend.webhooks.internal.lend
import autosend.webhooks.internal.requireWellFormed
import autosend.webhooks.internal.translatingErrors
import autosend.webhooks.internal.wellFormed
import java.time.Instant
import java.util.concurrent.atomic.AtomicLong

/** Requests as AutoSend makes them, for your own tests. */
public object SignedRequest {
    /** Ids differ whatever the clock says. */
    private val count = AtomicLong()

    /**
     * The webhook headers of a body, signed as AutoSend signs it.
     *
     * @param deliveryId the delivery's id; one of its own if null. The body is what identifies an event: two requests with the same one are the same event
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
        val sentAt = (timestamp ?: Instant.now()).toEpochMilli()
        val id = deliveryId ?: "${Provider.DELIVERY_ID_PREFIX}$sentAt-${count.incrementAndGet()}"
        val options = SignOptions(id.wellFormed(), event?.wellFormed(), sentAt)
        requireWellFormed(secret)
        body.lend { autosend.webhooks.ffi.sign(secret, it, options) }.associate { it.name to it.value }
    }
}
