package autosend.webhooks.pure.spring;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import autosend.webhooks.pure.WebhookException;
import autosend.webhooks.pure.WebhookResponse;

/** Responds to refused requests with their status, code, message and hint. Register it as a bean. */
@RestControllerAdvice
public final class WebhookExceptionAdvice {
    /** Keeps nothing. */
    public WebhookExceptionAdvice() {}

    /**
     * The response to a refused request.
     *
     * @param refused why
     * @return its status and its JSON
     */
    @ExceptionHandler(WebhookException.class)
    public ResponseEntity<byte[]> respond(WebhookException refused) {
        WebhookResponse response = WebhookResponse.of(refused);
        return ResponseEntity.status(response.status())
                .contentType(MediaType.APPLICATION_JSON)
                .body(response.bytes());
    }
}
