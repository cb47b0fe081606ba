package autosend.webhooks

import autosend.webhooks.ffi.Options
import autosend.webhooks.internal.NativeVerifier
import autosend.webhooks.internal.inOneBlock
import autosend.webhooks.internal.lend
import autosend.webhooks.internal.millis
import autosend.webhooks.internal.requireWellFormed
import autosend.webhooks.internal.toBytes
import autosend.webhooks.internal.translatingErrors
import java.time.Clock
import java.time.Duration
import java.time.Instant

/**
 * Verifies requests. Immutable: make one, share it between all threads.
 *
 * ```kotlin
 * val verifier = Verifier(System.getenv("AUTOSEND_WEBHOOK_SECRET"))
 *
 * val delivery = verifier.verify(body, headers)
 * when (val event = delivery.event) {
 *     is Event.EmailBounced -> suppress(event.data.to.email)
 *     is Event.Unknown -> log("new event type ${event.type}")
 *     else -> log("${delivery.id} ${event.type}")
 * }
 * ```
 *
 * It checks, in this order: the body's size; that each header is there once; the signature, in constant time and with
 * every secret; the timestamp; the delivery id; and only then the JSON. The timestamp and the delivery id are not signed,
 * so a captured body can be sent again with fresh ones: recognise repeats with [Deduplicator].
 *
 * @param secrets the webhook's secret as AutoSend shows it; two while one is being replaced
 * @param tolerance how old a request may be; null switches the timestamp check off in both directions
 * @param futureTolerance how far ahead of this machine's clock a request may be
 * @param maxBody the largest body in bytes
 * @param strict whether event types that are not known, and data that does not fit, are refused instead of arriving as
 *   [Event.Unknown] and [Event.Invalid]
 * @param clock tells what time it is, where no time is given
 * @throws WebhookException with [ErrorCode.INVALID_SECRET] if there is no usable secret
 */
public class Verifier @JvmOverloads constructor(
    secrets: List<String>,
    tolerance: Duration? = Duration.ofMillis(Provider.TOLERANCE_MS),
    futureTolerance: Duration = Duration.ofMillis(Provider.FUTURE_TOLERANCE_MS),
    /** The largest body in bytes, for whoever reads it from the network. */
    public val maxBody: Int = Provider.MAX_BODY,
    strict: Boolean = false,
    private val clock: Clock = Clock.systemUTC(),
) {
    /** A verifier for one secret, with the provider's tolerances. */
    public constructor(secret: String) : this(listOf(secret))

    private val native: NativeVerifier

    init {
        require(maxBody >= 0) { "maxBody must not be negative, got $maxBody" }
        secrets.forEach(::requireWellFormed)
        val options = Options(
            toleranceMs = tolerance?.let { millis("tolerance", it).toULong() },
            futureToleranceMs = millis("futureTolerance", futureTolerance).toULong(),
            maxBody = maxBody.toULong(),
            strict = strict,
        )
        native = translatingErrors { NativeVerifier(secrets, options) }
    }

    /**
     * Authenticates a request, checks its timestamp, and reads the event.
     *
     * @param body the raw request body, exactly as received
     * @param headers all headers, names in any case; see [Headers.of] for the map's values
     * @throws WebhookException for everything that is not an authentic, timely event
     */
    @JvmOverloads
    public fun verify(body: ByteArray, headers: Map<String, *>, now: Instant = clock.instant()): Delivery =
        verify(body, Headers.of(headers), now)

    /** [verify] for headers of any kind. */
    @JvmOverloads
    public fun verify(body: ByteArray, headers: Headers, now: Instant = clock.instant()): Delivery {
        requireSize(body)
        // A copy: the caller's array may be used again, or changed by another thread.
        val raw = body.clone()
        return Delivery.read(native.verifyQuickly(raw, headers.toBytes(), now.toEpochMilli()), raw)
    }

    /** Refused: the signature covers the bytes as received. Throws [ErrorCode.BODY_ALREADY_PARSED]. */
    @Deprecated("Pass the raw bytes of the request: receive<ByteArray>() in Ktor, @RequestBody byte[] in Spring.")
    @Suppress("UNUSED_PARAMETER")
    public fun verify(body: String, headers: Map<String, *>): Delivery =
        throw WebhookException(ErrorCode.BODY_ALREADY_PARSED)

    /** Tells why a request does not verify, cause by cause, and how to fix it. Accepts nothing. */
    @JvmOverloads
    public fun explain(body: ByteArray, headers: Map<String, *>, now: Instant = clock.instant()): Explanation =
        explain(body, Headers.of(headers), now)

    /** [explain] for headers of any kind. */
    @JvmOverloads
    public fun explain(body: ByteArray, headers: Headers, now: Instant = clock.instant()): Explanation =
        try {
            requireSize(body)
            body.lend { lentBody ->
                headers.toBytes(all = true).inOneBlock().lend { lentHeaders ->
                    translatingErrors { Explanation.of(native.explain(lentBody, lentHeaders, now.toEpochMilli())) }
                }
            }
        } catch (error: WebhookException) {
            Explanation.of(error)
        }

    /** Before anything is copied. */
    private fun requireSize(body: ByteArray) {
        if (body.size > maxBody) {
            val detail = "${ErrorCode.BODY_TOO_LARGE.meaning} (${body.size} bytes, the limit is $maxBody)"
            throw WebhookException(ErrorCode.BODY_TOO_LARGE, detail)
        }
    }

    /** Without the secrets. */
    override fun toString(): String = "Verifier"
}
