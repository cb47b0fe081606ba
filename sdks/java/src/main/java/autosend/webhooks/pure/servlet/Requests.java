package autosend.webhooks.pure.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import autosend.webhooks.pure.Delivery;
import autosend.webhooks.pure.ErrorCode;
import autosend.webhooks.pure.Receiver;
import autosend.webhooks.pure.RequestTarget;
import autosend.webhooks.pure.Verifier;
import autosend.webhooks.pure.WebhookException;
import autosend.webhooks.pure.WebhookResponse;

/** Servlet requests and responses, as the verifier knows them. */
public final class Requests {
    private Requests() {}

    /**
     * Reads the body of a request and verifies it.
     *
     * @param verifier what verifies it
     * @param request one whose body nothing has read before, or one that gives it again
     * @return the delivery
     * @throws autosend.webhooks.pure.WebhookException if it is refused
     * @throws IOException if the body can't be read
     */
    public static Delivery verify(Verifier verifier, HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        byte[] body = Receiver.read(verifier, length, body(request));
        return Receiver.verify(verifier, target(request), headers(request), length, body);
    }

    /**
     * The method and the URL, as the container knows it.
     *
     * @param request the request
     * @return what it is for
     */
    public static RequestTarget target(HttpServletRequest request) {
        String query = request.getQueryString();
        return new RequestTarget(request.getMethod(), request.getRequestURL() + (query == null ? "" : "?" + query));
    }

    /** Servlets give their body to one who asks for a reader, or for a stream. */
    static InputStream body(HttpServletRequest request) throws IOException {
        try {
            return request.getInputStream();
        } catch (IllegalStateException hasReader) {
            throw new WebhookException(
                    ErrorCode.BODY_ALREADY_PARSED,
                    "something called getReader before: verify first, or wrap the request so that its body can be read again");
        }
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

    static void send(HttpServletResponse to, WebhookResponse response) throws IOException {
        try {
            to.setStatus(response.status());
            to.setContentType(WebhookResponse.CONTENT_TYPE);
            response.headers().forEach(to::setHeader);
            to.setContentLength(response.bytes().length);
            to.getOutputStream().write(response.bytes());
            to.flushBuffer();
        } catch (IOException | RuntimeException failure) {
            response.notSent();
            throw failure;
        }
    }
}
