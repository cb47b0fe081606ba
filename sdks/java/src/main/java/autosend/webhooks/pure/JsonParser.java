// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Strict RFC 8259: what it does not allow is refused. */
final class JsonParser {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int at;

    private JsonParser(String text) {
        this.text = text;
    }

    /** The depth comes before the syntax: nothing that recurses ever sees a nesting bomb. */
    static Json parse(byte[] body) {
        String text = decode(body);
        if (isTooDeep(body)) {
            throw new WebhookException(ErrorCode.BODY_TOO_DEEP);
        }
        JsonParser parser = new JsonParser(text);
        parser.space();
        Json value = parser.value();
        parser.space();
        if (parser.at < text.length()) {
            throw parser.unexpected();
        }
        return value;
    }

    private static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException malformed) {
            throw new WebhookException(ErrorCode.BODY_NOT_JSON, "it is not UTF-8");
        }
    }

    /** Looks at any bytes, valid JSON or not: how many brackets are open at once, outside of strings. */
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
                if (++depth > MAX_DEPTH) {
                    return true;
                }
            } else if ((letter == '}' || letter == ']') && depth > 0) {
                depth--;
            }
        }
        return false;
    }

    private Json value() {
        int start = at;
        Object value = switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
        return new Json(text, start, at, value);
    }

    private Map<String, Json> object() {
        Map<String, Json> members = new LinkedHashMap<>();
        expect('{');
        space();
        if (!accept('}')) {
            do {
                space();
                // Names that only lone surrogates told apart are the same then.
                String name = Text.withoutLoneSurrogates(string());
                space();
                expect(':');
                space();
                members.put(name, value());
                space();
            } while (accept(','));
            expect('}');
        }
        return Json.unmodifiable(members);
    }

    private List<Json> array() {
        List<Json> items = new ArrayList<>();
        expect('[');
        space();
        if (!accept(']')) {
            do {
                space();
                items.add(value());
                space();
            } while (accept(','));
            expect(']');
        }
        return Collections.unmodifiableList(items);
    }

    private String string() {
        expect('"');
        int start = at;
        while (peek() != '"' && peek() != '\\') {
            plain();
        }
        if (peek() == '"') {
            return text.substring(start, at++);
        }
        StringBuilder out = new StringBuilder(text.substring(start, at));
        while (peek() != '"') {
            out.append(peek() == '\\' ? escape() : plain());
        }
        at++;
        return out.toString();
    }

    private char plain() {
        if (peek() < ' ') {
            throw unexpected();
        }
        return text.charAt(at++);
    }

    private char escape() {
        at++;
        char letter = peek();
        at++;
        return switch (letter) {
            case '"', '\\', '/' -> letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw unexpected();
        };
    }

    private char hex() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw unexpected();
            }
            value = value * 16 + digit;
            at++;
        }
        return (char) value;
    }

    private Object literal(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw unexpected();
        }
        at += word.length();
        return value;
    }

    private JsonNumber number() {
        int start = at;
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
        return new JsonNumber(text.substring(start, at));
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
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            at++;
        }
    }

    /** The next character; a NUL at the end, which stands nowhere in JSON. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
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

    private WebhookException unexpected() {
        return new WebhookException(ErrorCode.BODY_NOT_JSON, "at character " + at);
    }
}
