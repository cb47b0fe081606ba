package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import autosend.webhooks.pure.SignatureScheme.Encoding;
import autosend.webhooks.pure.SignatureScheme.Form;
import autosend.webhooks.pure.SignatureScheme.Kind;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static SigningKey key(Kind kind, String secret) {
        return SigningKey.of(SignatureHeaderTest.scheme(kind, Form.PLAIN, "", Encoding.HEX), secret);
    }

    /** RFC 8032, section 7.1, test 2. */
    @Test
    void ed25519() {
        byte[] seed = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        byte[] point = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        byte[] signature = hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        byte[] both = new byte[64];
        System.arraycopy(seed, 0, both, 0, 32);
        System.arraycopy(point, 0, both, 32, 32);
        assertArrayEquals(signature, new Ed25519Key(both).sign(hex("72")));
        Ed25519Key key = new Ed25519Key(point);
        assertTrue(key.fits(List.of(new byte[64], signature), hex("72")));
        assertFalse(key.fits(List.of(signature), hex("73")));
        assertThrows(IllegalStateException.class, () -> key.sign(hex("72")));
        assertEquals(ErrorCode.INVALID_SECRET, assertThrows(WebhookException.class, () -> new Ed25519Key(seed(31))).code());
    }

    private static byte[] seed(int length) {
        return new byte[length];
    }

    /** RFC 2202, test 2 of HMAC-SHA-1; the content in parts. */
    @Test
    void hmac() {
        SigningKey key = key(Kind.HMAC, "Jefe");
        byte[] expected = hex("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assertArrayEquals(expected, key.sign(Support.bytes("what do ya "), Support.bytes("want for nothing?")));
        assertTrue(key.fits(List.of(new byte[20], expected, new byte[20]), Support.bytes("what do ya want for nothing?")));
        assertFalse(key.fits(List.of(new byte[20]), Support.bytes("what do ya want for nothing?")));
    }

    @Test
    void tokens() {
        assertTrue(key(Kind.TOKEN, "hush").fits(List.of(Support.bytes("x"), Support.bytes("hush"))));
        assertFalse(key(Kind.TOKEN, "hush").fits(List.of(Support.bytes("hus"), Support.bytes("hushh"), new byte[0])));
        assertTrue(key(Kind.BASIC, "a:b").fits(List.of(Support.bytes("YTpi"))));
        assertFalse(key(Kind.BASIC, "a:b").fits(List.of(Support.bytes("a:b"))));
    }
}
