package autosend.webhooks

import java.util.function.BiConsumer

/**
 * The headers of a request, whatever holds them: calls back with each name and value, repeated names included.
 *
 * Names are compared without regard to case. A value's characters stand for the bytes received, as servers have it
 * (ISO 8859-1).
 */
public fun interface Headers {
    /** Hands over every header. */
    public fun forEach(action: BiConsumer<String, String>)

    public companion object {
        /**
         * Headers in a map: each value is a string, or a collection of strings for a header that came several times.
         *
         * Fails with [IllegalArgumentException] for values of another kind.
         */
        @JvmStatic
        public fun of(map: Map<String, *>): Headers = Headers { action ->
            for ((name, value) in map) {
                when (value) {
                    is String -> action.accept(name, value)
                    is Iterable<*> -> value.forEach { action.accept(name, text(it)) }
                    else -> action.accept(name, text(value))
                }
            }
        }

        /** Headers as pairs of name and value. */
        @JvmStatic
        public fun of(vararg pairs: Pair<String, String>): Headers = Headers { action ->
            pairs.forEach { (name, value) -> action.accept(name, value) }
        }

        private fun text(value: Any?): String =
            requireNotNull(value as? String) { "the value of a header is a String or a collection of them" }
    }
}
