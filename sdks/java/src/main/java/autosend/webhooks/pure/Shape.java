package autosend.webhooks.pure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of a class, to be found by the names of members. */
final class Shape {
    /** By generation, then by field; empty where a generation lacks a field. */
    private final byte[][][] names;

    /** The fields in the order of their numbers. */
    Shape(Field<?>... fields) {
        names = new byte[Provider.GENERATIONS.size()][fields.length][];
        for (int generation = 0; generation < names.length; generation++) {
            for (int i = 0; i < fields.length; i++) {
                names[generation][i] = fields[i].name(generation).getBytes(StandardCharsets.UTF_8);
            }
        }
    }

    /** How many fields there are. */
    int size() {
        return names[0].length;
    }

    /**
     * The number of the field that a member is.
     *
     * @param likely where to begin: members mostly come in the order of the fields
     * @return negative if it is none
     */
    int find(JsonDocument document, int member, int generation, int likely) {
        byte[][] known = names[generation];
        byte[] unescaped = document.isEscaped(member) ? document.text(member).getBytes(StandardCharsets.UTF_8) : null;
        for (int i = 0; i < known.length; i++) {
            int field = (likely + i) % known.length;
            if (known[field].length > 0 && isNamed(document, member, unescaped, known[field])) {
                return field;
            }
        }
        return -1;
    }

    private static boolean isNamed(JsonDocument document, int member, byte[] unescaped, byte[] name) {
        return unescaped == null ? document.isNamed(member, name) : Arrays.equals(unescaped, name);
    }
}
