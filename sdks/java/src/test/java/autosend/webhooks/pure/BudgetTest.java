package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Nothing takes more than linear time in the size of a request. */
class BudgetTest {
    private static final long MILLISECOND = 1_000_000;

    /** Runs something of size n and of 2n: under a second, and about twice the time, but for what can't be told from noise. */
    private static void within(String what, int n, IntConsumer run) {
        String took = "";
        // What takes too long does so every time, other than what a busy machine delays.
        for (int i = 0; i < 3; i++) {
            long one = quickest(n, run);
            long two = quickest(2 * n, run);
            if (two <= 1000 * MILLISECOND && two <= 3 * one + 25 * MILLISECOND) {
                return;
            }
            took = one + " ns for " + n + ", " + two + " ns for " + 2 * n;
        }
        fail(what + ": " + took);
    }

    private static long quickest(int n, IntConsumer run) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 3 && best > MILLISECOND; round++) {
            long start = System.nanoTime();
            run.accept(n);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private static String fill(String text, int length) {
        return text.repeat(length / text.length());
    }

    @Test
    void budgetHeaders() {
        Verifier verifier = Verifier.of(Support.SECRET);
        byte[] body = Support.bytes(Support.opened("1", Instant.now()));
        Map<String, List<String>> signed = new SignedRequest(Support.SECRET, body).headers();
        for (String text : List.of(" ", "\t", " \t", "0", "9", ",", "=", "v1=", ", ", "\u00a0", "\u0660", "a")) {
            for (String name : List.of(
                    WebhookHeaders.SIGNATURE, WebhookHeaders.TIMESTAMP, WebhookHeaders.DELIVERY_ID, WebhookHeaders.EVENT)) {
                String value = signed.get(name).get(0);
                Map<String, UnaryOperator<String>> places = Map.of(
                        "before", it -> it + value,
                        "after", it -> value + it,
                        "inside", it -> value.charAt(0) + it + value.substring(1),
                        "alone", it -> it);
                places.forEach((where, make) -> within(where + " " + name + " " + text, 1 << 15, n -> {
                    Map<String, List<String>> headers = new LinkedHashMap<>(signed);
                    headers.put(name, List.of(make.apply(fill(text, n))));
                    verify(verifier, body, headers);
                }));
                within("in the name " + name, 1 << 15, n -> {
                    Map<String, List<String>> headers = new LinkedHashMap<>(signed);
                    headers.put(name + fill(text, n), List.of(value));
                    headers.put(fill(text, name.length()), List.of(value));
                    verify(verifier, body, headers);
                });
            }
            within("many values", 1 << 15, n -> {
                Map<String, List<String>> headers = new LinkedHashMap<>(signed);
                headers.put("x-webhook-event", Collections.nCopies(n, text));
                verify(verifier, body, headers);
            });
        }
    }

    private static void verify(Verifier verifier, byte[] body, Map<String, List<String>> headers) {
        try {
            verifier.verify(body, headers);
        } catch (WebhookException refused) {
            // As most of them are.
        }
    }

    @Test
    void budgetBodies() {
        String data = "{\"type\":\"email.received\",\"createdAt\":\"2025-11-12T10:30:00Z\",\"data\":{\"attachments\":[{\"size\":";
        Map<String, IntFunction<String>> bodies = new LinkedHashMap<>();
        bodies.put("digits", n -> fill("9", n));
        bodies.put("a member's digits", n -> data + fill("9", n - data.length() - 4) + "}]}}");
        bodies.put("fraction", n -> data + "0." + fill("0", n - data.length() - 6) + "}]}}");
        bodies.put("exponent", n -> data + "1e" + fill("9", n - data.length() - 6) + "}]}}");
        bodies.put("brackets", n -> fill("[", n));
        bodies.put("flat brackets", n -> "[" + fill("[],", n - 5) + "[]]");
        bodies.put("objects", n -> fill("{\"a\":", n));
        bodies.put("duplicate names", n -> "{\"type\":\"a\"" + fill(",\"a\":1", n - 20) + "}");
        bodies.put("names", n -> "{\"type\":\"a\",\"" + fill("a", n - 20) + "\":1}");
        bodies.put("surrogates", n -> "{\"type\":\"" + fill("\\ud800", n - 20) + "\"}");
        bodies.put("lone names", n -> "{\"type\":\"a\"" + fill(",\"\\ud800\":1", n - 20) + "}");
        bodies.put("quotes", n -> fill("\"", n));
        bodies.put("strings", n -> "[" + fill("\"\",", n - 5) + "\"\"]");
        bodies.put("backslashes", n -> fill("\\", n));
        bodies.put("escapes", n -> "{\"type\":\"" + fill("\\\\", n - 20) + "\"}");
        bodies.put("blanks", n -> fill(" ", n));
        bodies.put("a long type", n -> "{\"type\":\"" + fill("x", n - 20) + "\"}");
        bodies.put("a long time", n -> "{\"type\":\"email.sent\",\"createdAt\":\"" + fill("2", n - 60) + "\"}");
        Verifier verifier = Verifier.builder(Support.SECRET).strict().build();
        bodies.forEach((name, make) -> List.of(Support.SECRET, "wrong").forEach(key -> within(name + " " + key, 1 << 19, n -> {
            byte[] body = Support.bytes(make.apply(n));
            Map<String, List<String>> headers = new SignedRequest(key, body).event("").headers();
            assertThrows(WebhookException.class, () -> verifier.verify(body, headers), name);
        })));
    }
}
