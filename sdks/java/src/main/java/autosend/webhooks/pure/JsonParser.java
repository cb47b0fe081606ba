package autosend.webhooks.pure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Strict RFC 8259: what it does not allow is refused. It finds out where values are, and reads none. */
final class JsonParser {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final byte[] bytes;
    private int[] values = new int[64 * JsonDocument.STRIDE];
    private int count;

    private JsonParser(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Keeps the body, which nobody may change from now on.
     *
     * @throws WebhookException if it is no JSON, or nested too deeply
     */
    static JsonDocument parse(byte[] body) {
        JsonParser parser = new JsonParser(body);
        try {
            int end = parser.space(parser.value(0, 0));
            if (end < body.length) {
                throw new SyntaxException(end);
            }
        } catch (SyntaxException failure) {
            throw refusal(body, failure.at);
        }
        return new JsonDocument(body, parser.values);
    }

    /** Says why. Depth comes before syntax: it is judged by all brackets of a body, valid or not. */
    private static WebhookException refusal(byte[] body, int at) {
        if (!isUtf8(body)) {
            return new WebhookException(ErrorCode.BODY_NOT_JSON, "it is not UTF-8");
        }
        if (isTooDeep(body)) {
            return new WebhookException(ErrorCode.BODY_TOO_DEEP);
        }
        int characters = new String(body, 0, at, StandardCharsets.UTF_8).length();
        return new WebhookException(ErrorCode.BODY_NOT_JSON, "at character " + characters);
    }

    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /** How many brackets are open at once, outside of strings. */
    private static boolean isTooDeep(byte[] body) {
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < body.length; i++) {
            byte letter = body[i];
            if (inString) {
                if (letter == '\\') {
                    i++;
                } else if (letter == '"') {
                    inString = false;
                }
            } else if (letter == '"') {
                inString = true;
            } else if (letter == '{' || letter == '[') {
                if (++depth > Provider.MAX_DEPTH) {
                    return true;
                }
            } else if ((letter == '}' || letter == ']') && depth > 0) {
                depth--;
            }
        }
        return false;
    }

    /** Reads a value after any blanks, and says where it ends: as all of these do. */
    private int value(int start, int depth) {
        int at = space(start);
        return switch (peek(at)) {
            case '{' -> object(at, deeper(at, depth));
            case '[' -> array(at, deeper(at, depth));
            case '"' -> string(at);
            case 't' -> literal(at, "true");
            case 'f' -> literal(at, "false");
            case 'n' -> literal(at, "null");
            default -> number(at);
        };
    }

    private static int deeper(int at, int depth) {
        if (depth == Provider.MAX_DEPTH) {
            throw new SyntaxException(at);
        }
        return depth + 1;
    }

    private int object(int start, int depth) {
        int value = begin(start);
        int at = space(start + 1);
        if (peek(at) != '}') {
            at = member(at, depth);
            while (peek(at) == ',') {
                at = member(space(at + 1), depth);
            }
        }
        return end(value, expect(at, '}'), count);
    }

    /** Up to what comes after the blanks behind it. */
    private int member(int start, int depth) {
        int at = space(string(start));
        return space(value(expect(at, ':'), depth));
    }

    private int array(int start, int depth) {
        int value = begin(start);
        int at = space(start + 1);
        if (peek(at) != ']') {
            at = space(value(at, depth));
            while (peek(at) == ',') {
                at = space(value(at + 1, depth));
            }
        }
        return end(value, expect(at, ']'), count);
    }

    private int string(int start) {
        int value = begin(start);
        int flags = JsonDocument.PLAIN;
        int at = plain(expect(start, '"'));
        for (byte letter = peek(at); letter != '"'; letter = peek(at)) {
            if (letter < 0) {
                flags |= JsonDocument.NON_ASCII;
                at = plain(nonAscii(at));
            } else if (letter == '\\') {
                flags |= JsonDocument.ESCAPED;
                at = plain(escape(at));
            } else {
                throw new SyntaxException(at);
            }
        }
        return end(value, at + 1, flags);
    }

    /** Passes by what stands for itself in a string, eight bytes at a time. */
    private int plain(int start) {
        int at = start;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            long special = special((long) LONGS.get(bytes, at));
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >> 3);
            }
        }
        while (at < bytes.length && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The high bit of the first byte that is a control character, a quotation mark, a backslash or no ASCII; bits above it say nothing. */
    private static long special(long word) {
        long quote = word ^ '"' * ONES;
        long backslash = word ^ '\\' * ONES;
        long below = ((word - ' ' * ONES) & ~word) | ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash);
        return (below | word) & HIGH_BITS;
    }

    /** Passes by characters of several bytes. */
    private int nonAscii(int start) {
        int at = start;
        while (at < bytes.length && bytes[at] < 0) {
            int length = sequence(bytes, at);
            if (length == 0) {
                throw new SyntaxException(at);
            }
            at += length;
        }
        return at;
    }

    /** The length of the character there, as the Unicode standard's table of well-formed sequences has it; 0 if it is malformed. */
    private static int sequence(byte[] bytes, int at) {
        int left = bytes.length - at;
        int first = bytes[at] & 0xff;
        if (first < 0xe0) {
            return first >= 0xc2 && left >= 2 && isContinuation(bytes[at + 1]) ? 2 : 0;
        }
        if (first < 0xf0) {
            if (left < 3 || !isContinuation(bytes[at + 1]) || !isContinuation(bytes[at + 2])) {
                return 0;
            }
            int point = (first & 0x0f) << 12 | (bytes[at + 1] & 0x3f) << 6;
            return point >= 0x800 && (point < 0xd800 || point > 0xdfff) ? 3 : 0;
        }
        if (first > 0xf4 || left < 4 || !isContinuation(bytes[at + 1]) || !isContinuation(bytes[at + 2])
                || !isContinuation(bytes[at + 3])) {
            return 0;
        }
        int point = (first & 0x07) << 18 | (bytes[at + 1] & 0x3f) << 12;
        return point >= 0x10000 && point <= 0x10ffff ? 4 : 0;
    }

    private static boolean isContinuation(byte letter) {
        return letter < (byte) 0xc0;
    }

    private int escape(int start) {
        switch (peek(start + 1)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return start + 2;
            }
            case 'u' -> {
                int end = start + 6;
                for (int at = start + 2; at < end; at++) {
                    if (Character.digit(peek(at), 16) < 0) {
                        throw new SyntaxException(at);
                    }
                }
                return end;
            }
            default -> throw new SyntaxException(start + 1);
        }
    }

    private int literal(int start, String word) {
        int value = begin(start);
        int at = start;
        for (int i = 0; i < word.length(); i++) {
            at = expect(at, word.charAt(i));
        }
        return end(value, at, 0);
    }

    private int number(int start) {
        int value = begin(start);
        int at = peek(start) == '-' ? start + 1 : start;
        at = peek(at) == '0' ? at + 1 : digits(at);
        if (peek(at) == '.') {
            at = digits(at + 1);
        }
        if (peek(at) == 'e' || peek(at) == 'E') {
            at++;
            at = digits(peek(at) == '+' || peek(at) == '-' ? at + 1 : at);
        }
        return end(value, at, 0);
    }

    private int digits(int start) {
        int at = start;
        while (peek(at) >= '0' && peek(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw new SyntaxException(at);
        }
        return at;
    }

    private int space(int start) {
        int at = start;
        while (at < bytes.length && bytes[at] <= ' ' && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte letter) {
        return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
    }

    /** A value that starts there. */
    private int begin(int at) {
        int value = count;
        count += JsonDocument.STRIDE;
        if (count > values.length) {
            values = Arrays.copyOf(values, 2 * values.length);
        }
        values[value] = at;
        return value;
    }

    private int end(int value, int at, int third) {
        values[value + 1] = at;
        values[value + 2] = third;
        return at;
    }

    /** The byte there; a NUL behind the end, which stands nowhere in JSON. */
    private byte peek(int at) {
        return at < bytes.length ? bytes[at] : 0;
    }

    /** Passes by a letter that has to be there. */
    private int expect(int at, char letter) {
        if (peek(at) != letter) {
            throw new SyntaxException(at);
        }
        return at + 1;
    }

    /** It is caught nearby: no stack trace. */
    private static final class SyntaxException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int at;

        SyntaxException(int at) {
            super(null, null, false, false);
            this.at = at;
        }
    }
}
