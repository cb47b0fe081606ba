package autosend.webhooks

/** From this status on it is this side's fault: then the stack trace tells where, which would only cost time otherwise. */
private const val SERVER_ERROR = 500

/**
 * Why a request was refused. It never contains a secret or a signature.
 *
 * @property code the cause, as one of a fixed set
 * @property detail what happened, with the particulars of this request where there are any
 */
public class WebhookException(
    public val code: ErrorCode,
    public val detail: String = code.meaning,
) : RuntimeException("$code: $detail", null, false, code.status >= SERVER_ERROR) {
    /** The HTTP status to respond with. */
    public val status: Int get() = code.status

    /** What to do about it, in one line. */
    public val hint: String get() = code.hint

    /** The error as JSON, to answer with: `code`, `message`, `hint`, `status`, as in every language. */
    public fun toJson(): String =
        """{"code":"$code","message":${quoted(detail)},"hint":${quoted(hint)},"status":$status}"""

    private fun quoted(text: String) = buildString {
        append('"')
        for (char in text) {
            when {
                char == '"' || char == '\\' -> append('\\').append(char)
                char < ' ' -> append("\\u%04x".format(char.code))
                else -> append(char)
            }
        }
        append('"')
    }
}
