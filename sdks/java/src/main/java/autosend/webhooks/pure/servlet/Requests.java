// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import autosend.webhooks.pure.Answer;
import autosend.webhooks.pure.Delivery;
import autosend.webhooks.pure.Receiver;
import autosend.webhooks.pure.Verifier;

/** Servlet requests and responses, as the verifier knows them. */
public final class Requests {
    private Requests() {}

    /**
     * Reads the body of a request and verifies it.
     *
     * @param verifier what verifies it
     * @param request one whose body nothing has read before
     * @return the delivery
     * @throws autosend.webhooks.pure.WebhookException if it is refused
     * @throws IOException if the body can't be read
     */
    public static Delivery verify(Verifier verifier, HttpServletRequest request) throws IOException {
        byte[] body = Receiver.read(verifier, request.getContentLengthLong(), request.getInputStream());
        return verifier.verify(body, headers(request));
    }

    /**
     * All values of each header.
     *
     * @param request the request
     * @return by name
     */
    public static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        return headers;
    }

    static void send(HttpServletResponse response, Answer answer) throws IOException {
        response.setStatus(answer.status());
        response.setContentType(Answer.CONTENT_TYPE);
        answer.headers().forEach(response::setHeader);
        response.setContentLength(answer.bytes().length);
        response.getOutputStream().write(answer.bytes());
    }
}
