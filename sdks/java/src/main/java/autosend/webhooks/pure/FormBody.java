package autosend.webhooks.pure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A body in the form {@code application/x-www-form-urlencoded}. */
final class FormBody {
    /** Pairs after these are taken for a part of the last one: sorting is done before anybody is authenticated. */
    private static final int MAX_PAIRS = 4096;

    private FormBody() {}

    private static final class Pair {
        private final byte[] name;
        private final byte[] value;

        Pair(byte[] name, byte[] value) {
            this.name = name;
            this.value = value;
        }
    }

    /** The first value of a name. */
    static Optional<byte[]> field(byte[] body, String name) {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        return pairs(body).stream().filter(pair -> Arrays.equals(pair.name, wanted)).map(pair -> pair.value).findFirst();
    }

    /** All names and values, decoded and joined, in the order of the names. */
    static byte[] sorted(byte[] body) {
        List<Pair> pairs = pairs(body);
        pairs.sort(Comparator.comparing(pair -> pair.name, Arrays::compareUnsigned));
        ByteArrayOutputStream joined = new ByteArrayOutputStream(body.length);
        for (Pair pair : pairs) {
            joined.writeBytes(pair.name);
            joined.writeBytes(pair.value);
        }
        return joined.toByteArray();
    }

    private static List<Pair> pairs(byte[] body) {
        List<Pair> pairs = new ArrayList<>();
        int start = 0;
        while (start < body.length) {
            int end = pairs.size() + 1 == MAX_PAIRS ? body.length : find(body, '&', start, body.length);
            if (end > start) {
                int equals = find(body, '=', start, end);
                pairs.add(new Pair(decode(body, start, equals), decode(body, Math.min(equals + 1, end), end)));
            }
            start = end + 1;
        }
        return pairs;
    }

    private static int find(byte[] body, char letter, int start, int end) {
        int at = start;
        while (at < end && body[at] != letter) {
            at++;
        }
        return at;
    }

    /** A percent sign without two digits behind it stands for itself. */
    private static byte[] decode(byte[] body, int start, int end) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(end - start);
        for (int at = start; at < end; at++) {
            int high = body[at] == '%' && at + 2 < end ? Character.digit(body[at + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(body[at + 2], 16);
            if (low >= 0) {
                decoded.write(high << 4 | low);
                at += 2;
            } else {
                decoded.write(body[at] == '+' ? ' ' : body[at]);
            }
        }
        return decoded.toByteArray();
    }
}
