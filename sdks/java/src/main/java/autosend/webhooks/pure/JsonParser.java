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
    private int at;
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
            parser.value(0);
            parser.space();
            if (parser.at < body.length) {
                throw parser.unexpected();
            }
        } catch (SyntaxException failure) {
            throw refusal(body, parser.at);
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

    private void value(int depth) {
        space();
        switch (peek()) {
            case '{' -> object(deeper(depth));
            case '[' -> array(deeper(depth));
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
    }

    private int deeper(int depth) {
        if (depth == Provider.MAX_DEPTH) {
            throw unexpected();
        }
        return depth + 1;
    }

    private void object(int depth) {
        int value = begin();
        at++;
        space();
        if (!accept('}')) {
            do {
                space();
                string();
                space();
                expect(':');
                value(depth);
                space();
            } while (accept(','));
            expect('}');
        }
        end(value, count);
    }

    private void array(int depth) {
        int value = begin();
        at++;
        space();
        if (!accept(']')) {
            do {
                value(depth);
                space();
            } while (accept(','));
            expect(']');
        }
        end(value, count);
    }

    private void string() {
        int value = begin();
        expect('"');
        int flags = JsonDocument.PLAIN;
        for (plain(); !accept('"'); plain()) {
            byte letter = peek();
            if (letter < 0) {
                flags |= JsonDocument.NON_ASCII;
                nonAscii();
            } else if (letter == '\\') {
                flags |= JsonDocument.ESCAPED;
                escape();
            } else {
                throw unexpected();
            }
        }
        end(value, flags);
    }

    /** Passes by what stands for itself in a string, eight bytes at a time. */
    private void plain() {
        byte[] bytes = this.bytes;
        int i = at;
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            long special = special((long) LONGS.get(bytes, i));
            if (special != 0) {
                at = i + (Long.numberOfTrailingZeros(special) >> 3);
                return;
            }
        }
        while (i < bytes.length && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        at = i;
    }

    /** The high bit of the first byte that is a control character, a quotation mark, a backslash or no ASCII; bits above it say nothing. */
    private static long special(long word) {
        long quote = word ^ '"' * ONES;
        long backslash = word ^ '\\' * ONES;
        long below = ((word - ' ' * ONES) & ~word) | ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash);
        return (below | word) & HIGH_BITS;
    }

    /** Passes by characters of several bytes. */
    private void nonAscii() {
        byte[] bytes = this.bytes;
        int i = at;
        while (i < bytes.length && bytes[i] < 0) {
            int length = sequence(bytes, i);
            if (length == 0) {
                at = i;
                throw unexpected();
            }
            i += length;
        }
        at = i;
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

    private void escape() {
        at++;
        switch (peek()) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at++;
            case 'u' -> {
                at++;
                for (int i = 0; i < 4; i++) {
                    if (Character.digit(peek(), 16) < 0) {
                        throw unexpected();
                    }
                    at++;
                }
            }
            default -> throw unexpected();
        }
    }

    private void literal(String word) {
        int value = begin();
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        end(value, 0);
    }

    private void number() {
        int value = begin();
        accept('-');
        if (!accept('0')) {
            digits();
        }
        if (accept('.')) {
            digits();
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            digits();
        }
        end(value, 0);
    }

    private void digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw unexpected();
        }
    }

    private void space() {
        while (at < bytes.length && bytes[at] <= ' ' && isSpace(bytes[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte letter) {
        return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
    }

    /** A value that starts here. */
    private int begin() {
        int value = count;
        count += JsonDocument.STRIDE;
        if (count > values.length) {
            values = Arrays.copyOf(values, 2 * values.length);
        }
        values[value] = at;
        return value;
    }

    private void end(int value, int third) {
        values[value + 1] = at;
        values[value + 2] = third;
    }

    /** The next byte; a NUL at the end, which stands nowhere in JSON. */
    private byte peek() {
        return at < bytes.length ? bytes[at] : 0;
    }

    private boolean accept(char letter) {
        if (peek() != letter) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char letter) {
        if (!accept(letter)) {
            throw unexpected();
        }
    }

    private SyntaxException unexpected() {
        return new SyntaxException();
    }

    /** It is caught nearby: no stack trace. */
    private static final class SyntaxException extends RuntimeException {
        private static final long serialVersionUID = 1;

        SyntaxException() {
            super(null, null, false, false);
        }
    }
}
