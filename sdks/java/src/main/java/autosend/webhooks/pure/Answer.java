// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What to answer a request with.
 *
 * @param status the HTTP status
 * @param headers what to send beside the content type, which is {@code application/json}
 * @param json the body
 */
public record Answer(int status, Map<String, String> headers, String json) {
    /** The content type of every answer. */
    public static final String CONTENT_TYPE = "application/json";

    static Answer received(boolean duplicate) {
        return new Answer(200, Map.of(), "{\"received\":true,\"duplicate\":" + duplicate + "}");
    }

    static Answer failed() {
        return new Answer(500, Map.of(), "{\"received\":false}");
    }

    /**
     * To a request that is no POST.
     *
     * @return status 405
     */
    public static Answer notPost() {
        return new Answer(405, Map.of("Allow", "POST"), "{\"message\":\"Webhooks come by POST.\"}");
    }

    /**
     * To a request that was refused.
     *
     * @param refused why
     * @return its status, and its code, message and hint
     */
    public static Answer of(WebhookException refused) {
        return new Answer(refused.status(), Map.of(), refused.toJson());
    }

    /**
     * The body as it is sent.
     *
     * @return JSON in UTF-8
     */
    public byte[] bytes() {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
