package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import autosend.webhooks.pure.SignatureScheme.Encoding;
import autosend.webhooks.pure.SignatureScheme.Form;
import autosend.webhooks.pure.SignatureScheme.Hash;
import autosend.webhooks.pure.SignatureScheme.KeyForm;
import autosend.webhooks.pure.SignatureScheme.Kind;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureHeaderTest {
    private static final byte[] ONE = bytes(20, 1);
    private static final String HEX = HexFormat.of().formatHex(ONE);

    static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static SignatureScheme scheme(Kind kind, Form form, String separator, Encoding encoding, String... versions) {
        return new SignatureScheme(
                kind, Hash.SHA1, List.of("X"), form, separator, "", List.of(versions), "s", "t", encoding, KeyForm.UTF8, "", List.of());
    }

    private static int count(SignatureScheme scheme, String header) {
        return SignatureHeader.read(scheme, header).signatures().size();
    }

    @Test
    void entriesOfAListThatDoNotCountAreSkipped() {
        SignatureScheme list = scheme(Kind.HMAC, Form.LIST, " ", Encoding.HEX, "v1", "v2");
        assertEquals(2, count(list, "v1," + HEX + " v1a," + HEX + "  v2," + HEX + " v3," + HEX + " v1,00 " + HEX));
        assertEquals(0, count(list, ""));
        SignatureScheme bare = scheme(Kind.HMAC, Form.LIST, ",", Encoding.HEX);
        assertEquals(2, count(bare, HEX + ", " + HEX + ",x"));
    }

    @Test
    void theFirstTimestampAmongPairsCounts() {
        SignatureScheme pairs = scheme(Kind.HMAC, Form.PAIRS, ",", Encoding.HEX);
        SignatureHeader read = SignatureHeader.read(pairs, "s=" + HEX + ",=" + HEX + ",t=1,t=2, s = " + HEX + ",z=" + HEX);
        assertEquals("1", read.timestamp());
        assertEquals(2, read.signatures().size());
        assertEquals("t=5,s=" + HEX, SignatureHeader.write(pairs, ONE, "5"));
    }

    @Test
    void onlySoManyEntriesAreLookedAt() {
        SignatureScheme list = scheme(Kind.HMAC, Form.LIST, " ", Encoding.HEX, "v1");
        assertEquals(64, count(list, ("v1," + HEX + " ").repeat(1000)));
        assertEquals(0, count(list, "v0 ".repeat(64) + "v1," + HEX));
    }

    @Test
    void signaturesHaveOneSpelling() {
        for (Encoding encoding : Encoding.values()) {
            String text = SignatureText.encode(ONE, encoding);
            assertArrayEquals(ONE, SignatureText.decode(text, encoding, 20).orElseThrow());
            for (String other : List.of("", text + "=", text + "A", text.substring(1), " " + text, text + "\n")) {
                boolean isPadding = encoding == Encoding.BASE64URL && other.endsWith("=");
                assertEquals(isPadding, SignatureText.decode(other, encoding, 20).isPresent(), encoding + " " + other);
            }
        }
        String high = Base64.getEncoder().encodeToString(bytes(20, 0xfb));
        assertEquals(0, SignatureText.decode(high, Encoding.BASE64URL, 20).stream().count());
    }

    @Test
    void formsAreDecodedAndSorted() {
        byte[] body = Support.bytes("b=2+%2b%zz%4&a=%C3%A4&b=1&&=x&c");
        assertEquals("xa\u00e4b2 +%zz%4b1c", new String(FormBody.sorted(body), java.nio.charset.StandardCharsets.UTF_8));
        assertEquals("2 +%zz%4", new String(FormBody.field(body, "b").orElseThrow(), java.nio.charset.StandardCharsets.UTF_8));
        assertEquals(0, FormBody.field(body, "d").stream().count());
    }
}
