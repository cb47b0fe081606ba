package autosend.webhooks.pure.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import autosend.webhooks.pure.Delivery;
import autosend.webhooks.pure.Verifier;
import autosend.webhooks.pure.WebhookException;
import autosend.webhooks.pure.WebhookResponse;

/**
 * A filter that passes authentic requests on, with the delivery in an attribute, and responds to the others, whatever their path.
 * Map it to everything that leads to what takes the delivery, e.g. to a servlet's name; what comes after it recognises repeats
 * itself.
 *
 * <pre>{@code
 * Delivery delivery = WebhookFilter.delivery(request);
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

    /**
     * The delivery that a filter verified.
     *
     * @param request what your servlet or controller got
     * @return never null
     * @throws IllegalStateException if none did: it is not mapped to the path of the request
     */
    public static Delivery delivery(ServletRequest request) {
        if (request.getAttribute(DELIVERY) instanceof Delivery delivery) {
            return delivery;
        }
        throw new IllegalStateException("the request was not verified: map the filter to every path that leads here");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // It comes here again where a request is forwarded or goes on after startAsync. Attributes do not come from outside.
        if (!(request.getAttribute(DELIVERY) instanceof Delivery)) {
            if (!request.getMethod().equals("POST")) {
                Requests.send(response, WebhookResponse.notPost());
                return;
            }
            try {
                request.setAttribute(DELIVERY, Requests.verify(verifier, request));
            } catch (WebhookException refused) {
                Requests.send(response, WebhookResponse.of(refused));
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
