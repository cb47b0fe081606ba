package autosend.webhooks.pure;

/** Text in JSON strings. */
final class Text {
    private static final byte FIRST_OF_THREE = (byte) 0xe0;
    private static final byte FIRST_OF_FOUR = (byte) 0xf0;

    private Text() {}

    /** The text of valid UTF-8. Java's own decoder has to look for errors, and takes twice as long. */
    static String decode(byte[] bytes, int start, int end) {
        char[] text = new char[end - start];
        int length = 0;
        for (int i = start; i < end; ) {
            byte first = bytes[i++];
            if (first >= 0) {
                text[length++] = (char) first;
            } else if (first < FIRST_OF_THREE) {
                text[length++] = (char) ((first & 0x1f) << 6 | (bytes[i++] & 0x3f));
            } else if (first < FIRST_OF_FOUR) {
                text[length++] = (char) ((first & 0x0f) << 12 | (bytes[i++] & 0x3f) << 6 | (bytes[i++] & 0x3f));
            } else {
                int point = (first & 0x07) << 18 | (bytes[i++] & 0x3f) << 12 | (bytes[i++] & 0x3f) << 6 | (bytes[i++] & 0x3f);
                text[length++] = Character.highSurrogate(point);
                text[length++] = Character.lowSurrogate(point);
            }
        }
        return new String(text, 0, length);
    }

    /** U+FFFD in place of each lone surrogate, which no UTF-8 can hold. */
    static String withoutLoneSurrogates(String text) {
        if (text.codePoints().noneMatch(Text::isLone)) {
            return text;
        }
        int[] points = text.codePoints().map(it -> isLone(it) ? 0xfffd : it).toArray();
        return new String(points, 0, points.length);
    }

    /** The text of a JSON string with valid escapes. */
    static String unescape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int copied = 0;
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', copied)) {
            out.append(text, copied, at);
            char letter = text.charAt(at + 1);
            copied = at + 2;
            if (letter == 'u') {
                out.append((char) Integer.parseInt(text, copied, copied + 4, 16));
                copied += 4;
            } else {
                int control = "bfnrt".indexOf(letter);
                out.append(control < 0 ? letter : "\b\f\n\r\t".charAt(control));
            }
        }
        return out.append(text, copied, text.length()).toString();
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
        if (one.length() != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            char letter = one.charAt(i);
            char other = ascii.charAt(i);
            // Most come as they are spelled here.
            if (letter != other && lower(letter) != lower(other)) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char letter) {
        return letter >= 'A' && letter <= 'Z' ? (char) (letter + ('a' - 'A')) : letter;
    }

    /** As a code point of a string: the halves of a pair are one. */
    private static boolean isLone(int point) {
        return point <= Character.MAX_VALUE && Character.isSurrogate((char) point);
    }
}
