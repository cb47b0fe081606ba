package autosend.webhooks.pure.spring;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.util.ContentCachingRequestWrapper;
import autosend.webhooks.pure.Delivery;
import autosend.webhooks.pure.Receiver;
import autosend.webhooks.pure.Verifier;
import autosend.webhooks.pure.servlet.Requests;

/**
 * Gives controllers verified deliveries: a method with a {@link Delivery} among its parameters runs for authentic requests
 * only. {@link WebhookExceptionAdvice} responds to the others.
 *
 * <pre>{@code
 * @Configuration
 * class WebhookConfiguration implements WebMvcConfigurer {
 *     @Override
 *     public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
 *         resolvers.add(new DeliveryArgumentResolver(verifier));
 *     }
 * }
 *
 * @PostMapping("/webhooks")
 * void receive(Delivery delivery) { ... }
 * }</pre>
 */
public final class DeliveryArgumentResolver implements HandlerMethodArgumentResolver {
    private final Verifier verifier;

    /**
     * Verifies the requests of all methods that take a delivery.
     *
     * @param verifier what verifies them
     */
    public DeliveryArgumentResolver(Verifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Delivery.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            ModelAndViewContainer container,
            NativeWebRequest request,
            WebDataBinderFactory binderFactory)
            throws IOException {
        HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
        ContentCachingRequestWrapper cache = request.getNativeRequest(ContentCachingRequestWrapper.class);
        if (cache == null || cache.getContentAsByteArray().length == 0) {
            return Requests.verify(verifier, servletRequest);
        }
        long length = servletRequest.getContentLengthLong();
        byte[] body = Receiver.read(verifier, length, kept(cache));
        return Receiver.verify(verifier, Requests.target(servletRequest), Requests.headers(servletRequest), length, body);
    }

    /** What was read before, and what was not. */
    private static InputStream kept(ContentCachingRequestWrapper cache) throws IOException {
        InputStream before = new ByteArrayInputStream(cache.getContentAsByteArray());
        try {
            return new SequenceInputStream(before, cache.getInputStream());
        } catch (IllegalStateException hasReader) {
            return before;
        }
    }
}
