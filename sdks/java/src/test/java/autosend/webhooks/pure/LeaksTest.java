package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaksTest {
    private static String trace(Throwable error) {
        StringWriter out = new StringWriter();
        error.printStackTrace(new PrintWriter(out));
        return out.toString();
    }

    @Test
    void noSecretIsPrinted() {
        Verifier verifier = Verifier.of(Support.SECRET);
        byte[] body = Support.bytes(Support.opened("1", Instant.now()));
        Map<String, List<String>> headers = new SignedRequest(Support.SECRET + "0", body).headers();
        Delivery delivery = Support.deliver(Support.opened("1", Instant.now()));
        List<String> texts = List.of(
                verifier.toString(),
                Verifier.builder(Support.SECRET).toString(),
                new Receiver(verifier, it -> {}).toString(),
                new SignedRequest(Support.SECRET, body).toString(),
                delivery.toString(),
                trace(assertThrows(WebhookException.class, () -> verifier.verify(body, headers))),
                trace(assertThrows(WebhookException.class, () -> Verifier.of(Support.SECRET + " "))));
        for (String text : texts) {
            assertFalse(text.contains("0123456789abcdef"), text);
        }
    }
}
