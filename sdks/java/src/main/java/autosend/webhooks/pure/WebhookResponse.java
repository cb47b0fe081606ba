package autosend.webhooks.pure;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The response to a request. */
public final class WebhookResponse {
    /** The content type of every response. */
    public static final String CONTENT_TYPE = "application/json";

    private final int status;
    private final Map<String, String> headers;
    private final String json;
    private final Runnable notSent;

    private WebhookResponse(int status, Map<String, String> headers, String json, Runnable notSent) {
        this.status = status;
        this.headers = headers;
        this.json = json;
        this.notSent = notSent;
    }

    private WebhookResponse(int status, Map<String, String> headers, String json) {
        this(status, headers, json, () -> {});
    }

    /** To a delivery that was handled. What is given is run if this can't be sent. */
    static WebhookResponse received(boolean idReused, Runnable notSent) {
        String reused = idReused ? ",\"id_reused\":true" : "";
        return new WebhookResponse(200, Map.of(), "{\"received\":true,\"duplicate\":false" + reused + "}", notSent);
    }

    static WebhookResponse duplicate() {
        return new WebhookResponse(200, Map.of(), "{\"received\":true,\"duplicate\":true}");
    }

    static WebhookResponse expired() {
        return new WebhookResponse(200, Map.of(), "{\"received\":true,\"duplicate\":false,\"expired\":true}");
    }

    /** To a delivery that is to come again: a code, and no text of anybody's error. */
    static WebhookResponse comeAgain(ReceiverException.Problem why) {
        Map<String, String> headers = why.status() == 503 ? Map.of("Retry-After", "1") : Map.of();
        return new WebhookResponse(why.status(), headers, "{\"received\":false,\"code\":\"" + why.code() + "\"}");
    }

    /**
     * To a request that is no POST.
     *
     * @return status 405
     */
    public static WebhookResponse notPost() {
        return new WebhookResponse(405, Map.of("Allow", "POST"), "{\"message\":\"Webhooks come by POST.\"}");
    }

    /**
     * To a request that was refused.
     *
     * @param refused why
     * @return its status, and its code, message and hint
     */
    public static WebhookResponse of(WebhookException refused) {
        return new WebhookResponse(refused.status(), Map.of(), refused.toJson());
    }

    /**
     * The HTTP status.
     *
     * @return three digits
     */
    public int status() {
        return status;
    }

    /**
     * What to send beside the content type, which is {@code application/json}.
     *
     * @return by name
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * The body.
     *
     * @return JSON
     */
    public String json() {
        return json;
    }

    /**
     * The body as it is sent.
     *
     * @return JSON in UTF-8
     */
    public byte[] bytes() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * To be called by whoever could not send this response: a delivery that was handled is forgotten, since it will come again.
     */
    public void notSent() {
        notSent.run();
    }

    /** The status and the body. */
    @Override
    public String toString() {
        return status + " " + json;
    }
}
