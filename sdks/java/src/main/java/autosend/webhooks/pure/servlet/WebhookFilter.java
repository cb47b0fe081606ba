// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import autosend.webhooks.pure.Answer;
import autosend.webhooks.pure.Delivery;
import autosend.webhooks.pure.Verifier;
import autosend.webhooks.pure.WebhookException;

/**
 * A filter that passes authentic requests on, with the delivery in an attribute, and answers the others. What comes after
 * it recognises repeats itself.
 *
 * <pre>{@code
 * Delivery delivery = (Delivery) request.getAttribute(WebhookFilter.DELIVERY);
 * }</pre>
 */
public final class WebhookFilter extends HttpFilter {
    /** The name of the request's attribute that holds the {@link Delivery}. */
    public static final String DELIVERY = Delivery.class.getName();

    private static final long serialVersionUID = 1;

    private final transient Verifier verifier;

    /**
     * Verifies all requests that it is mapped to.
     *
     * @param verifier what verifies them
     */
    public WebhookFilter(Verifier verifier) {
        this.verifier = verifier;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getMethod().equals("POST")) {
            Requests.send(response, Answer.notPost());
            return;
        }
        try {
            request.setAttribute(DELIVERY, Requests.verify(verifier, request));
        } catch (WebhookException refused) {
            Requests.send(response, Answer.of(refused));
            return;
        }
        chain.doFilter(request, response);
    }
}
