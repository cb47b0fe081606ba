package autosend.webhooks.pure;

import java.util.Objects;

/**
 * What a request is for: some providers sign it. Others don't, and nobody looks at it then.
 *
 * @param method in capitals
 * @param url the whole URL as the provider was given it; empty if that is not known
 */
public record RequestTarget(String method, String url) {
    /** A POST, of which nothing else is known. */
    public static final RequestTarget POST = new RequestTarget("POST", "");

    /**
     * Both are there.
     *
     * @param method in capitals
     * @param url the whole URL; empty if it is not known
     */
    public RequestTarget {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(url, "url");
    }
}
