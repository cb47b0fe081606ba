package autosend.webhooks.pure;

import java.util.List;

/**
 * One way in which requests are signed; of several, any is enough.
 *
 * @param headers the header that carries the signature, and its other names: the first that is there counts
 * @param separator what stands between the entries of a list, or between pairs
 * @param prefix what stands before a plain signature
 * @param versions those of a list's entries that count; none where entries have no version
 * @param signaturePair the name of the pairs that are signatures
 * @param timestampPair the name of the pair that is the timestamp; empty if there is none
 * @param secretPrefix what secrets begin with: a part of the key only where that is the text itself
 * @param content what is signed, in order; nothing where the secret itself is sent
 */
record SignatureScheme(
        Kind kind,
        Hash hash,
        List<String> headers,
        Form form,
        String separator,
        String prefix,
        List<String> versions,
        String signaturePair,
        String timestampPair,
        Encoding encoding,
        KeyForm key,
        String secretPrefix,
        List<SignedPart> content) {
    private static final int ED25519_LENGTH = 64;

    /** What proves who sent a request. */
    enum Kind {
        HMAC,
        /** The secret itself. */
        TOKEN,
        /** The secret in base64. */
        BASIC,
        /** A signature by a private key: the secret is the public one. */
        ED25519
    }

    /** That of an HMAC. */
    enum Hash {
        SHA1("HmacSHA1", 20),
        SHA256("HmacSHA256", 32),
        SHA512("HmacSHA512", 64);

        private final String algorithm;
        private final int length;

        Hash(String algorithm, int length) {
            this.algorithm = algorithm;
            this.length = length;
        }

        /** What Java calls the HMAC with it. */
        String algorithm() {
            return algorithm;
        }
    }

    /** What the header's value looks like. */
    enum Form {
        /** The prefix and the signature. */
        PLAIN,
        /** Entries {@code version,signature}, or signatures. */
        LIST,
        /** Pairs {@code name=value}. */
        PAIRS
    }

    /** How a signature is written. */
    enum Encoding {
        /** Lower-case digits. */
        HEX,
        BASE64,
        /** With or without padding. */
        BASE64URL
    }

    /** How a secret's text becomes the key. */
    enum KeyForm {
        UTF8,
        BASE64,
        HEX
    }

    /** How many bytes a signature has. */
    int signatureLength() {
        return kind == Kind.ED25519 ? ED25519_LENGTH : hash.length;
    }

    /** Whether a part is signed. */
    boolean signs(SignedPart part) {
        return content.contains(part);
    }
}
