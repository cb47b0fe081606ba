// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import autosend.webhooks.pure.Receiver;

/**
 * A servlet that receives deliveries: map it to where webhooks come in.
 *
 * <pre>{@code
 * context.addServlet("webhooks", new WebhookServlet(new Receiver(verifier, delivery -> queue(delivery))))
 *         .addMapping("/webhooks");
 * }</pre>
 */
public final class WebhookServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Receiver receiver;

    /**
     * Hands requests to a receiver.
     *
     * @param receiver what answers them
     */
    public WebhookServlet(Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Requests.send(
                response,
                receiver.receive(
                        request.getMethod(),
                        Requests.headers(request),
                        request.getContentLengthLong(),
                        request.getInputStream()));
    }
}
