package autosend.webhooks.pure;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A public key of Ed25519, which verifies; with the private one before it, it signs as well. */
final class Ed25519Key extends SigningKey {
    private static final String ALGORITHM = "Ed25519";
    private static final int LENGTH = 32;
    /** What stands before the 32 bytes of a key where Java reads it: RFC 8410. */
    private static final String PUBLIC = "302a300506032b6570032100";

    private static final String PRIVATE = "302e020100300506032b657004220420";

    private final PublicKey publicKey;
    /** Null where it only verifies. */
    private final PrivateKey privateKey;

    Ed25519Key(byte[] key) {
        if (key.length != LENGTH && key.length != 2 * LENGTH) {
            throw SecretForm.invalid("an Ed25519 key has 32 bytes");
        }
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            byte[] point = Arrays.copyOfRange(key, key.length - LENGTH, key.length);
            publicKey = keys.generatePublic(new X509EncodedKeySpec(encoded(PUBLIC, point)));
            // It looks at the point only now.
            Signature.getInstance(ALGORITHM).initVerify(publicKey);
            byte[] seed = Arrays.copyOf(key, LENGTH);
            privateKey = key.length == LENGTH ? null : keys.generatePrivate(new PKCS8EncodedKeySpec(encoded(PRIVATE, seed)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no Ed25519: take one with it, or add a security provider", missing);
        } catch (GeneralSecurityException invalid) {
            throw SecretForm.invalid("it is no Ed25519 key");
        }
    }

    private static byte[] encoded(String prefix, byte[] key) {
        byte[] start = HexFormat.of().parseHex(prefix);
        byte[] whole = Arrays.copyOf(start, start.length + LENGTH);
        System.arraycopy(key, 0, whole, start.length, LENGTH);
        return whole;
    }

    @Override
    boolean fits(List<byte[]> signatures, byte[]... content) {
        boolean isRight = false;
        for (byte[] signature : signatures) {
            isRight |= isRight(signature, content);
        }
        return isRight;
    }

    private boolean isRight(byte[] signature, byte[]... content) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(publicKey);
            for (byte[] part : content) {
                verifier.update(part);
            }
            return verifier.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the key was fine before", impossible);
        }
    }

    @Override
    byte[] sign(byte[]... content) {
        if (privateKey == null) {
            throw new IllegalStateException("a public key signs nothing: give the private and the public one, 64 bytes");
        }
        try {
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(privateKey);
            for (byte[] part : content) {
                signer.update(part);
            }
            return signer.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the key was fine before", impossible);
        }
    }
}
