package autosend.webhooks.pure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A parsed document: its bytes, and where in them each value is. A value is known by its position in {@link #values}: {@link
 * #ROOT}, and in an array or object the items, or names and values, one {@link #STRIDE} behind the other. Text is made of the bytes
 * when it is asked for.
 */
final class JsonDocument {
    /** The value that holds all others. */
    static final int ROOT = 0;
    /** How much further the next value is: its start, its end, and a third number. */
    static final int STRIDE = 3;
    /** As the third number of a string: it has neither escapes nor other letters than those of ASCII. */
    static final int PLAIN = 0;
    /** A flag in the third number of a string. */
    static final int NON_ASCII = 1;
    /** A flag in the third number of a string. */
    static final int ESCAPED = 2;

    private final byte[] bytes;
    /** For each value, in the order of their starts: where it starts, where it ends, what follows an array or object. */
    private final int[] values;

    /** Keeps both, which nobody may change. */
    JsonDocument(byte[] bytes, int[] values) {
        this.bytes = bytes;
        this.values = values;
    }

    /** The first byte of a value, which tells its type. */
    byte first(int value) {
        return bytes[values[value]];
    }

    boolean isObject(int value) {
        return first(value) == '{';
    }

    boolean isString(int value) {
        return first(value) == '"';
    }

    boolean isNumber(int value) {
        byte first = first(value);
        return first == '-' || (first >= '0' && first <= '9');
    }

    /** Whether a string has escapes: without any it has no lone surrogates either. */
    boolean isEscaped(int string) {
        return (values[string + 2] & ESCAPED) != 0;
    }

    /** Whether a string has no other letters than those of ASCII. */
    boolean isAscii(int string) {
        return (values[string + 2] & NON_ASCII) == 0;
    }

    /** How many bytes a value has. */
    int length(int value) {
        return values[value + 1] - values[value];
    }

    /** What follows a value and all that is in it. */
    int after(int value) {
        byte first = first(value);
        return first == '{' || first == '[' ? values[value + 2] : value + STRIDE;
    }

    /** Whether the bytes of a member's name without escapes are those. */
    boolean isNamed(int member, byte[] name) {
        int start = values[member] + 1;
        int end = values[member + 1] - 1;
        return end - start == name.length && Arrays.equals(bytes, start, end, name, 0, name.length);
    }

    /** The text of a string with U+FFFD for each lone surrogate, so that names that only those told apart are the same. */
    String text(int string) {
        String text = string(string);
        return isEscaped(string) ? Text.withoutLoneSurrogates(text) : text;
    }

    /** The text of a string, with lone surrogates as they are. */
    String string(int string) {
        int start = values[string] + 1;
        int length = values[string + 1] - 1 - start;
        int flags = values[string + 2];
        String text = isAscii(string)
                ? new String(bytes, start, length, StandardCharsets.ISO_8859_1)
                : Text.decode(bytes, start, start + length);
        return (flags & ESCAPED) == 0 ? text : Text.unescape(text);
    }

    /** A value as it came. */
    String source(int value) {
        int start = values[value];
        return new String(bytes, start, values[value + 1] - start, StandardCharsets.UTF_8);
    }

    List<Json> items(int array) {
        List<Json> items = new ArrayList<>();
        int end = after(array);
        for (int item = array + STRIDE; item < end; item = after(item)) {
            items.add(new Json(this, item));
        }
        return Collections.unmodifiableList(items);
    }

    /** The integer that a number is; negative if it is negative, too large for this, or spelled like none. */
    long digits(int number) {
        int start = values[number];
        int end = values[number + 1];
        if (end - start > 18) {
            return -1;
        }
        long integer = 0;
        for (int i = start; i < end; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            integer = integer * 10 + (bytes[i] - '0');
        }
        return integer;
    }
}
