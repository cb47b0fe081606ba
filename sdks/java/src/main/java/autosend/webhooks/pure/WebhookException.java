package autosend.webhooks.pure;

/**
 * Why a request was refused. It never contains a secret or a signature.
 *
 * <pre>{@code
 * } catch (WebhookException refused) {
 *     log.warn("{} {}", refused.getMessage(), refused.hint());
 *     respond(refused.status(), refused.toJson());
 * }
 * }</pre>
 */
public final class WebhookException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The cause. */
    private final ErrorCode code;
    /** The particulars; empty where there are none. */
    private final String detail;

    /**
     * Made by the verifier, and by whoever adapts it to a framework.
     *
     * @param code the cause
     * @param detail the particulars of this request, empty where there are none
     */
    public WebhookException(ErrorCode code, String detail) {
        super(code.code() + ": " + describe(code, detail));
        this.code = code;
        this.detail = detail;
    }

    WebhookException(ErrorCode code) {
        this(code, "");
    }

    private static String describe(ErrorCode code, String detail) {
        return detail.isEmpty() ? code.meaning() : code.meaning() + " (" + detail + ")";
    }

    /**
     * The cause.
     *
     * @return one of a fixed set
     */
    public ErrorCode code() {
        return code;
    }

    /**
     * The particulars of this request.
     *
     * @return empty where there are none
     */
    public String detail() {
        return detail;
    }

    /**
     * The HTTP status of the response.
     *
     * @return three digits
     */
    public int status() {
        return code.status();
    }

    /**
     * What to do about it.
     *
     * @return one line
     */
    public String hint() {
        return code.hint();
    }

    /**
     * The body of the response.
     *
     * @return a JSON object with the code, message, hint and status
     */
    public String toJson() {
        return new ObjectWriter(0)
                .member("code", Json.quote(code.code()))
                .member("message", Json.quote(describe(code, detail)))
                .member("hint", Json.quote(hint()))
                .member("status", Integer.toString(status()))
                .toString();
    }
}
