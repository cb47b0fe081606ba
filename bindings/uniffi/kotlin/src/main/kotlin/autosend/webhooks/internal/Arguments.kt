package autosend.webhooks.internal

import autosend.webhooks.ErrorCode
import autosend.webhooks.WebhookException
import java.time.Duration

/** A duration in milliseconds, for as long as that can be said. */
internal fun millis(name: String, value: Duration): Long {
    require(!value.isNegative) { "$name must not be negative, got $value" }
    return if (value.seconds > Long.MAX_VALUE / 1000 - 1) Long.MAX_VALUE else value.toMillis()
}

/** The text with U+FFFD in place of surrogates without their other half, which no UTF-8 has. */
internal fun String.wellFormed(): String {
    val first = loneSurrogate() ?: return this
    val text = StringBuilder(this)
    for (index in first until length) {
        if (isLoneSurrogate(index)) text.setCharAt(index, '\uFFFD')
    }
    return text.toString()
}

/** Fails if a secret has a surrogate without its other half; the native library finds all else. */
internal fun requireWellFormed(secret: String) {
    val index = secret.loneSurrogate() ?: return
    val detail = "U+%04X at character %d does not belong there"
        .format(secret[index].code, secret.codePointCount(0, index) + 1)
    throw WebhookException(ErrorCode.INVALID_SECRET, "${ErrorCode.INVALID_SECRET.meaning} ($detail)")
}

private fun String.loneSurrogate(): Int? = indices.firstOrNull { isLoneSurrogate(it) }

private fun String.isLoneSurrogate(index: Int): Boolean = when {
    this[index].isHighSurrogate() -> getOrNull(index + 1)?.isLowSurrogate() != true
    this[index].isLowSurrogate() -> getOrNull(index - 1)?.isHighSurrogate() != true
    else -> false
}
