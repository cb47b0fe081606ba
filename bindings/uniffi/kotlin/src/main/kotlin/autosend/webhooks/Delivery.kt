package autosend.webhooks

import autosend.webhooks.internal.Packed
import autosend.webhooks.internal.lend
import autosend.webhooks.internal.translatingErrors
import autosend.webhooks.internal.wellFormed
import java.io.Serializable
import java.security.MessageDigest
import java.time.Instant

/** An authentic, timely request. Immutable; its [event] is read when first asked for. */
public class Delivery private constructor(
    packed: Packed,
    private val answer: ByteArray,
    private val raw: ByteArray,
) : Serializable {
    private val outcome = packed.int()

    /** The form of the body: 2 for `type`, `createdAt`, `data`, 1 for the earlier `event`, `timestamp`, `data`. */
    public val generation: Int = packed.int()

    /** Which of the verifier's secrets matched, from 0. */
    public val secretIndex: Int = packed.int()

    /** When the request says it was sent; null only where the tolerance is off. Not signed. */
    public val sentAt: Instant? = packed.optional { Instant.ofEpochMilli(packed.long()) }

    /** When the event was created, from the signed body; null if the body holds no such time. */
    public val createdAt: Instant? = packed.optional { packed.time() }

    /** The delivery's id, the same over all retries: 1 to 255 visible ASCII characters. Not signed. */
    public val id: String = packed.text()

    private val eventStart = packed.position

    /** What happened. */
    public val event: Event by lazy(LazyThreadSafetyMode.PUBLICATION) { readEvent(Packed(answer, eventStart)) }

    /** The event's type as the signed body names it, e.g. `email.sent`. */
    public val type: String
        get() = if (outcome == TYPED) Event.TYPES[answer[eventStart].toInt()] else event.type

    /** The raw body, exactly as received: a copy. */
    public val body: ByteArray get() = raw.clone()

    /** SHA-256 of the body, 32 bytes: what identifies the event. A copy. */
    public val digest: ByteArray get() = sha256.clone()

    private val sha256 by lazy(LazyThreadSafetyMode.PUBLICATION) { MessageDigest.getInstance("SHA-256").digest(raw) }

    private fun readEvent(packed: Packed): Event = when (outcome) {
        TYPED -> Event.read(packed.int(), checkNotNull(createdAt), packed)
        UNKNOWN -> Event.Unknown(packed.text(), createdAt, packed.optional { packed.text() })
        else -> Event.Invalid(packed.text(), createdAt, packed.optional { packed.text() }, packed.text())
    }

    /** As this library packs it; a version that packs it differently refuses it. */
    private class Form(private val answer: ByteArray, private val raw: ByteArray) : Serializable {
        private fun readResolve(): Any = read(answer, raw)

        private companion object {
            private const val serialVersionUID = 1L
        }
    }

    private fun writeReplace(): Any = Form(answer, raw)

    /** Without the body and what it says. */
    override fun toString(): String = "Delivery(id=$id, type=$type, createdAt=$createdAt)"

    public companion object {
        private const val REFUSED = 0
        private const val TYPED = 1
        private const val UNKNOWN = 2

        /**
         * A delivery that was verified before, from a queue or a table of yours: reads its event again.
         *
         * Checks no signature: to receive a request use [Verifier.verify]. There is no time of sending, and the
         * secret's index is 0. Throws [WebhookException] if the body is no event.
         */
        @JvmStatic
        public fun trusted(id: String, body: ByteArray): Delivery {
            val raw = body.clone()
            return translatingErrors { read(raw.lend { autosend.webhooks.ffi.trusted(id.wellFormed(), it) }.toByteArray(), raw) }
        }

        /** Reads what the native library packed, or throws why there is no delivery. */
        @JvmSynthetic
        internal fun read(answer: ByteArray, body: ByteArray): Delivery {
            if (answer[0].toInt() == REFUSED) {
                val packed = Packed(answer, start = 1)
                throw WebhookException(ErrorCode.of(packed.text()), packed.text())
            }
            return Delivery(Packed(answer), answer, body)
        }
    }
}
