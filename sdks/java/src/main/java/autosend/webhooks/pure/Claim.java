package autosend.webhooks.pure;

import java.util.List;

/** A signature that a request claims to have. */
final class Claim {
    private final int scheme;
    private final List<byte[]> signatures;
    private final String timestamp;
    private final byte[][] content;

    /** The scheme by its place among all; signatures any of which may be right; the timestamp as it was sent; the signed parts. */
    Claim(int scheme, List<byte[]> signatures, String timestamp, byte[]... content) {
        this.scheme = scheme;
        this.signatures = signatures;
        this.timestamp = timestamp;
        this.content = content;
    }

    int scheme() {
        return scheme;
    }

    /** Empty if the request does not say when it was sent. */
    String timestamp() {
        return timestamp;
    }

    /** Whether a key made one of the signatures. */
    boolean isProvedBy(SigningKey key) {
        return key.fits(signatures, content);
    }
}
