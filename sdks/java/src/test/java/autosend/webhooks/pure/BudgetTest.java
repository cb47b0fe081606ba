package autosend.webhooks.pure;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Nothing takes more than linear time in the size of a request, nor much more than a parser takes for an ordinary one. */
class BudgetTest {
    private static final long MILLISECOND = 1_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** What may be taken: 20 times what Jackson takes for a document of 1 MiB. */
    private static final long MOST = 20 * jackson();

    private static long jackson() {
        String event = Support.opened("e", Instant.EPOCH);
        byte[] document = Support.bytes("[" + (event + ",").repeat((1 << 20) / (event.length() + 1)) + "0]");
        JsonMapper jackson = new JsonMapper();
        return IntStream.range(0, 30).mapToLong(round -> time(() -> jackson.readTree(document))).sorted().toArray()[15];
    }

    /** Processor time: another process's does not count. */
    private static long time(Executable run) {
        long start = THREADS.getCurrentThreadCpuTime();
        assertDoesNotThrow(run);
        return THREADS.getCurrentThreadCpuTime() - start;
    }

    /** Runs something of size n and of 2n: within the budget, and about twice the time, but for what can't be told from noise. */
    private static void within(String what, int n, IntConsumer run) {
        String took = "";
        // What takes too long does so every time, other than what a busy machine delays.
        for (int i = 0; i < 3; i++) {
            long one = quickest(n, run);
            long two = quickest(2 * n, run);
            if (two <= MOST && two <= 3 * one + 25 * MILLISECOND) {
                return;
            }
            took = one + " ns for " + n + ", " + two + " ns for " + 2 * n;
        }
        fail(what + ": " + took + "; the limit is " + MOST);
    }

    private static long quickest(int n, IntConsumer run) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 3 && best > MILLISECOND; round++) {
            best = Math.min(best, time(() -> run.accept(n)));
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

    @Test
    void budgetContents() {
        String start = "{\"type\":\"contact.created\",\"createdAt\":\"2025-11-12T10:30:00Z\",\"data\":{\"email\":\"\"";
        Map<String, String> members = Map.of(
                "names", ",\"%d\":1",
                "duplicates", ",\"email\":\"%d\"",
                "escaped names", ",\"\\u0065mail\":\"%d\"",
                "surrogates", ",\"a%d\":\"\\ud800\"",
                "non-ASCII", ",\"a%d\":\"\u5b9b\u5148\u304c\"",
                "arrays", ",\"a%d\":[[],[1e999,-0.0]]");
        Verifier verifier = Verifier.of(Support.SECRET);
        members.forEach((name, member) -> within(name, 1 << 19, n -> {
            int count = n / (Support.bytes(member).length + 6) - 20;
            String all = IntStream.range(0, count).mapToObj(i -> member.replace("%d", Integer.toString(i))).collect(joining());
            byte[] body = Support.bytes(start + all + "}}");
            Event event = verifier.verify(body, new SignedRequest(Support.SECRET, body).headers()).event();
            ContactCreated created = assertInstanceOf(ContactCreated.class, event);
            created.data().extra().values().forEach(Json::items);
            assertTrue(created.toJson().endsWith("}"));
        }));
    }
}
