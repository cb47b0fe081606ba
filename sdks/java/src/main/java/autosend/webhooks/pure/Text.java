// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

/** Text in JSON strings. */
final class Text {
    private Text() {}

    /** U+FFFD in place of each lone surrogate, which no UTF-8 can hold. */
    static String withoutLoneSurrogates(String text) {
        if (text.chars().noneMatch(it -> Character.isSurrogate((char) it))) {
            return text;
        }
        int[] points = text.codePoints().map(it -> isLone(it) ? 0xfffd : it).toArray();
        return new String(points, 0, points.length);
    }

    /** A JSON string. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"', '\\' -> out.append('\\').append((char) point);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (point < ' ' || isLone(point)) {
                        out.append(String.format("\\u%04x", point));
                    } else {
                        out.appendCodePoint(point);
                    }
                }
            }
        });
        return out.append('"').toString();
    }

    /** Whether they differ in the case of ASCII letters at most: Java's own comparison takes other letters for these. */
    static boolean isSame(String one, String ascii) {
        return one.length() == ascii.length() && one.chars().allMatch(it -> it < 0x80) && one.equalsIgnoreCase(ascii);
    }

    /** As a code point of a string: the halves of a pair are one. */
    private static boolean isLone(int point) {
        return point <= Character.MAX_VALUE && Character.isSurrogate((char) point);
    }
}
