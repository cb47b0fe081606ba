package autosend.webhooks.pure.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import autosend.webhooks.pure.Receiver;
import autosend.webhooks.pure.WebhookException;
import autosend.webhooks.pure.WebhookResponse;

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
     * @param receiver what responds to them
     */
    public WebhookServlet(Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Requests.send(response, respond(request));
    }

    private WebhookResponse respond(HttpServletRequest request) throws IOException {
        InputStream body;
        try {
            body = request.getMethod().equals("POST") ? Requests.body(request) : InputStream.nullInputStream();
        } catch (WebhookException refused) {
            return receiver.refuse(refused);
        }
        return receiver.receive(
                Requests.target(request), Requests.headers(request), request.getContentLengthLong(), body);
    }
}
