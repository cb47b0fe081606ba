package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class OptionsTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_762_943_400_000L);

    @Test
    void whatMakesNoSenseIsRefused() {
        Verifier.Builder builder = Verifier.builder(Support.SECRET);
        Receiver.Builder receiver = Receiver.builder(builder.build(), delivery -> {});
        Duration negative = Duration.ofMillis(-1);
        List<Executable> settings = List.of(
                () -> builder.tolerance(negative),
                () -> builder.futureTolerance(negative),
                () -> builder.maxBody(-1),
                () -> receiver.timeout(negative),
                () -> receiver.timeout(Duration.ZERO));
        for (Executable setting : settings) {
            assertTrue(assertThrows(IllegalArgumentException.class, setting).getMessage().contains("got "));
        }
        List<Executable> nothing = List.of(
                () -> new Receiver(null, delivery -> {}),
                () -> new Receiver(builder.build(), null),
                () -> receiver.deduplicator(null),
                () -> receiver.log(null),
                () -> receiver.onExpired(null),
                () -> receiver.executor(null),
                () -> builder.tolerance(null));
        nothing.forEach(setting -> assertThrows(NullPointerException.class, setting));
    }

    private static ErrorCode refusal(Verifier verifier, byte[] body, Map<String, List<String>> headers, Instant now) {
        return assertThrows(WebhookException.class, () -> verifier.verifyAt(body, headers, now)).code();
    }

    @Test
    void noTimestampWrapsAround() {
        byte[] body = Support.bytes(Support.opened("1", NOW));
        for (Duration tolerance : List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofDays(200_000))) {
            Verifier verifier = Verifier.builder(Support.SECRET).tolerance(tolerance).futureTolerance(tolerance).build();
            for (long year = 600; year < 31_000; year += 7) {
                Instant far = NOW.plus(Duration.ofDays(365 * year));
                ErrorCode future = refusal(verifier, body, signed(body, far), NOW);
                assertEquals(ErrorCode.TIMESTAMP_IN_FUTURE, future, "" + year);
                assertEquals(ErrorCode.TIMESTAMP_TOO_OLD, refusal(verifier, body, signed(body, NOW), far), "" + year);
            }
        }
        Verifier longest = Verifier.builder(Support.SECRET).tolerance(Duration.ofSeconds(Long.MAX_VALUE)).build();
        assertEquals("a", longest.verifyAt(body, signed(body, NOW), NOW.plus(Duration.ofDays(1_000_000))).id());
        assertEquals(
                ErrorCode.TIMESTAMP_TOO_OLD, refusal(Verifier.of(Support.SECRET), body, signed(body, NOW), Instant.MAX));
    }

    private static Map<String, List<String>> signed(byte[] body, Instant at) {
        return new SignedRequest(Support.SECRET, body).deliveryId("a").sentAt(at).headers();
    }

    @Test
    void onlyAsciiDigitsAreATimestamp() {
        byte[] body = Support.bytes(Support.opened("1", NOW));
        for (String text : List.of("+1762943400000", "-1762943400000", "\u0661762943400000", "\uff11762943400000", "1 762943400000",
                "1_762943400000", "0x19a77f9a2c0", "1762943400000L", "1e12", "9999999999999999", "\u00a01762943400000")) {
            Map<String, List<String>> headers = signed(body, NOW);
            headers.put(WebhookHeaders.TIMESTAMP, List.of(text));
            assertEquals(ErrorCode.MALFORMED_TIMESTAMP, refusal(Verifier.of(Support.SECRET), body, headers, NOW), text);
        }
    }

    @Test
    void headerNamesAreFoldedAsAsciiAlone() {
        byte[] body = Support.bytes(Support.opened("1", NOW));
        Locale before = Locale.getDefault();
        for (Locale locale : List.of(Locale.ROOT, new Locale("tr"), new Locale("az"))) {
            Locale.setDefault(locale);
            try {
                Map<String, List<String>> headers = signed(body, NOW);
                List<String> signature = headers.remove(WebhookHeaders.SIGNATURE);
                for (String name : List.of("X-WEBHOO\u212a-SIGNATURE", "X-WEBHOOK-S\u0130GNATURE", "x-webhook-s\u0131gnature",
                        "x-webhook-\u017fignature")) {
                    headers.put(name, signature);
                }
                assertEquals(ErrorCode.MISSING_SIGNATURE, refusal(Verifier.of(Support.SECRET), body, headers, NOW));
                headers.put("X-WEBHOOK-SIGNATURE", signature);
                assertEquals("a", Verifier.of(Support.SECRET).verifyAt(body, headers, NOW).id());
            } finally {
                Locale.setDefault(before);
            }
        }
    }

    @Test
    void secretsAreReadAtTheFirstRequestAndWhenASignatureFails() {
        AtomicReference<List<String>> secrets = new AtomicReference<>(List.of());
        AtomicInteger calls = new AtomicInteger();
        Verifier verifier = Verifier.of(() -> {
            calls.incrementAndGet();
            return secrets.get();
        });
        assertEquals(0, calls.get());
        byte[] body = Support.bytes(Support.opened("1", Instant.now()));
        Executable verify = () -> verifier.verify(body, new SignedRequest(Support.SECRET, body).headers());
        assertEquals(ErrorCode.INVALID_SECRET, assertThrows(WebhookException.class, verify).code());
        secrets.set(null);
        assertEquals(ErrorCode.INVALID_SECRET, assertThrows(WebhookException.class, verify).code());
        secrets.set(Arrays.asList((String) null));
        assertEquals(ErrorCode.INVALID_SECRET, assertThrows(WebhookException.class, verify).code());
        Verifier failing = Verifier.of(() -> {
            throw new IllegalStateException("the vault says " + Support.SECRET);
        });
        WebhookException failure = assertThrows(
                WebhookException.class, () -> failing.verify(body, new SignedRequest(Support.SECRET, body).headers()));
        assertEquals(ErrorCode.INVALID_SECRET, failure.code());
        assertFalse(failure.getMessage().contains(Support.SECRET) || failure.getCause() != null);

        secrets.set(List.of(Support.SECRET));
        calls.set(0);
        for (int i = 0; i < 3; i++) {
            assertEquals("email.opened", verifier.verify(body, new SignedRequest(Support.SECRET, body).headers()).type());
        }
        assertEquals(1, calls.get());
        Map<String, List<String>> next = new SignedRequest("whsec_next", body).headers();
        assertEquals(ErrorCode.SIGNATURE_MISMATCH, assertThrows(WebhookException.class, () -> verifier.verify(body, next)).code());
        assertEquals(2, calls.get());
        secrets.set(List.of(Support.SECRET, "whsec_next"));
        assertEquals(1, verifier.verify(body, next).secretIndex());
    }

    @Test
    void theBodyThatWasVerifiedStaysAsItWas() {
        String text = Support.opened("1", Instant.now());
        byte[] body = Support.bytes(text);
        Delivery delivery = Verifier.of(Support.SECRET).verify(body, new SignedRequest(Support.SECRET, body).headers());
        body[0] = 0;
        delivery.body()[1] = 0;
        assertArrayEquals(Support.bytes(text), delivery.body());
        assertEquals(Support.deliver(text).digest(), delivery.digest());
    }

    /** Somebody writes into a body while it is verified: what is accepted is what was signed. */
    @Test
    void aBodyThatChangesMeanwhile() throws InterruptedException {
        byte[] text = Support.bytes(Support.opened("1", NOW));
        byte[] other = Support.bytes(Support.opened("2", NOW));
        Map<String, List<String>> headers = signed(text, NOW);
        Verifier verifier = Verifier.of(Support.SECRET);
        byte[] body = text.clone();
        Thread writer = new Thread(() -> {
            while (!Thread.interrupted()) {
                System.arraycopy(other, 0, body, 0, body.length);
                System.arraycopy(text, 0, body, 0, body.length);
            }
        });
        writer.start();
        try {
            for (int i = 0; i < 20_000; i++) {
                try {
                    EmailOpened event = (EmailOpened) verifier.verifyAt(body, headers, NOW).event();
                    assertEquals("1", event.data().emailId());
                } catch (WebhookException refused) {
                    assertEquals(ErrorCode.SIGNATURE_MISMATCH, refused.code());
                }
            }
        } finally {
            writer.interrupt();
            writer.join();
        }
    }

    @Test
    void helpersMakeDistinctEvents() {
        Set<String> bodies = new HashSet<>();
        Set<List<String>> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            byte[] body = Samples.of(Event.TYPES.get(0)).orElseThrow();
            bodies.add(new String(body, java.nio.charset.StandardCharsets.UTF_8));
            ids.add(new SignedRequest(Support.SECRET, body).headers().get(WebhookHeaders.DELIVERY_ID));
        }
        assertEquals(100, bodies.size());
        assertEquals(100, ids.size());
    }

    @Test
    void namesThatOnlyLoneSurrogatesTellApartAreOne() {
        Event event = Event.parse(Support.bytes("{\"type\":\"nope\",\"\\ud800\":1,\"\\udfff\":2,\"constructor\":3,\"__proto__\":4}"));
        Map<String, autosend.webhooks.pure.Json> members = ((autosend.webhooks.pure.Unknown) event).members();
        assertEquals(new ArrayList<>(List.of("type", "\ufffd", "constructor", "__proto__")), new ArrayList<>(members.keySet()));
        assertEquals("2", members.get("\ufffd").text());
    }
}
