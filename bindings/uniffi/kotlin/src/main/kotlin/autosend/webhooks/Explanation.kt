package autosend.webhooks

import java.util.Collections

/**
 * Why a request does not verify. A report for people and no verdict: only [Verifier.verify] lets anybody in.
 *
 * @property error why the verifier refuses the request; null if it would accept it
 * @property causes what is behind it, most telling first; empty if no known cause fits
 */
public class Explanation private constructor(public val error: WebhookException?, public val causes: List<Cause>) {
    /**
     * What is wrong, and what to do about it.
     *
     * @property cause which cause it is, in snake case, e.g. `trailing_newline`
     * @property finding what was found, in a sentence
     * @property fix what to do about it
     */
    public data class Cause(val cause: String, val finding: String, val fix: String)

    override fun toString(): String = "Explanation(error=$error, causes=$causes)"

    internal companion object {
        /** Of an error that came before anything was looked at. */
        @JvmSynthetic
        internal fun of(error: WebhookException): Explanation = Explanation(error, emptyList())

        @JvmSynthetic
        internal fun of(native: autosend.webhooks.ffi.Explanation): Explanation {
            val error = native.code?.let { WebhookException(ErrorCode.of(it), native.detail.orEmpty()) }
            return Explanation(error, Collections.unmodifiableList(native.causes.map { Cause(it.cause, it.finding, it.fix) }))
        }
    }
}
