package autosend.webhooks.pure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names of members to be found in an object. */
final class Names {
    private final byte[][] names;

    /** Any number of them; an empty one is never found. */
    Names(String... names) {
        this.names = Arrays.stream(names).map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }

    /**
     * Finds the members.
     *
     * @return the value of the last member of each name, 0 where there is none; at the end how many members the object has
     */
    int[] find(JsonDocument document, int object) {
        int[] found = new int[names.length + 1];
        int end = document.after(object);
        int likely = 0;
        for (int member = object + JsonDocument.STRIDE; member < end; member = document.after(member + JsonDocument.STRIDE)) {
            found[names.length]++;
            int number = number(document, member, likely);
            if (number >= 0) {
                found[number] = member + JsonDocument.STRIDE;
                likely = number + 1;
            }
        }
        return found;
    }

    /** Which name a member has; negative if none. Members mostly come in the order of the names: it begins with the likely one. */
    private int number(JsonDocument document, int member, int likely) {
        byte[] unescaped = document.isEscaped(member) ? document.text(member).getBytes(StandardCharsets.UTF_8) : null;
        for (int i = 0; i < names.length; i++) {
            int number = likely + i < names.length ? likely + i : likely + i - names.length;
            byte[] name = names[number];
            if (name.length > 0 && (unescaped == null ? document.isNamed(member, name) : Arrays.equals(unescaped, name))) {
                return number;
            }
        }
        return -1;
    }
}
