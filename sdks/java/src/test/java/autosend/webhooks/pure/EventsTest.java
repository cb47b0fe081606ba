package autosend.webhooks.pure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventsTest {
    @Test
    void samplesAreTypedAndNew() {
        for (String type : Event.TYPES) {
            Event event = Event.parse(Samples.of(type).orElseThrow());
            assertEquals(type, event.type());
            assertFalse(event instanceof Unknown || event instanceof Invalid, type);
            Duration age = Duration.between(event.created().orElseThrow().instant(), Instant.now());
            assertTrue(age.compareTo(Duration.ofMinutes(1)) < 0, type);
        }
        assertEquals(Optional.empty(), Samples.of("email.unheard_of"));
    }

    private static Maybe<String> nameIn(String to) {
        String body = Support.opened("e", Instant.now()).replace("{\"email\":\"c@d.example\"}", to);
        return ((EmailOpened) Support.deliver(body).event()).data().to().name();
    }

    @Test
    void absentAndNullAreToldApart() {
        assertTrue(nameIn("{\"email\":\"\"}").isAbsent());
        Maybe<String> none = nameIn("{\"email\":\"\",\"name\":null}");
        assertTrue(none.isNull() && !none.isAbsent() && !none.isPresent());
        assertEquals("nobody", none.orElse("nobody"));
        assertEquals(Maybe.of("Ada"), nameIn("{\"email\":\"\",\"name\":\"Ada\"}"));
    }

    @Test
    void longTextsAreWhatShortOnesAre() {
        for (String unit : new String[] {"a", "\u00e9", "\u5b9b", "\ud83d\ude00"}) {
            for (int count : new int[] {1, 255, 256, 341, 342, 511, 512, 1024, 5000}) {
                String text = unit.repeat(count);
                String to = "{\"email\":\"\",\"name\":\"" + text + "\"}";
                assertEquals(text, nameIn(to).get());
                assertEquals(text, nameIn(to).optional().orElseThrow());
                assertEquals(text, nameIn(to).orElse("nobody"));
                assertEquals(text, nameIn(to).toString());
                assertEquals(Maybe.of(text), nameIn(to));
                assertEquals(nameIn(to), nameIn(to));
                assertEquals(nameIn(to), Maybe.of(text));
                assertEquals(Maybe.of(text).hashCode(), nameIn(to).hashCode());
                assertTrue(nameIn(to).isPresent() && !nameIn(to).isNull() && !nameIn(to).isAbsent());
            }
        }
        assertInstanceOf(Invalid.class, Support.deliver(Support.opened("e", Instant.now())
                .replace("{\"email\":\"c@d.example\"}", "{\"email\":\"\",\"name\":[\"" + "\u00e9".repeat(1024) + "\"]}")).event());
        String lone = "\u00e9".repeat(1024) + "\\ud83d";
        assertEquals("\u00e9".repeat(1024) + "\ufffd", nameIn("{\"email\":\"\",\"name\":\"" + lone + "\"}").get());
    }

    @Test
    void theFirstGenerationIsReadIntoTheSameType() {
        EmailBounced event = assertInstanceOf(EmailBounced.class, Support.deliver("""
                {"event":"email.bounced","timestamp":"2025-11-12T10:30:00.000Z","data":{"emailId":"e","from":"f",
                "to":{"email":"t"},"subject":"s","bounceType":"Sideways","bounceReason":"full"}}""").event());
        assertEquals(1, event.generation());
        assertEquals("full", event.data().reason().get());
        assertFalse(event.data().test());
        assertEquals(new BounceType("Sideways"), event.data().bounceType().get());
        assertFalse(event.data().bounceType().get().isKnown());
        assertTrue(new BounceType("Permanent").isKnown());
    }

    @Test
    void whatNoComponentNamesIsKept() {
        ContactCreated event = assertInstanceOf(ContactCreated.class, Support.deliver("""
                {"type":"contact.created","createdAt":"2025-11-12T10:30:00.000Z","new":[1.0],"data":{"email":"a@b.example",
                "seats":9007199254740993,"plan":"pro","rate":1e999,"lone":"\\ud83d"}}""").event());
        Map<String, Json> extra = event.data().extra();
        assertEquals("[1.0]", event.extra().get("new").text());
        assertEquals(9007199254740993L, extra.get("seats").number().orElseThrow().longValue());
        assertEquals(new BigDecimal("1e999"), extra.get("rate").number().orElseThrow().decimal());
        assertEquals(Optional.of("pro"), extra.get("plan").string());
        assertEquals(Optional.of("\ufffd"), extra.get("lone").string());
        assertTrue(event.toJson().contains("\\ud83d"));
    }

    @Test
    void anEventCanBeMadeAndWritten() {
        Timestamp created = Timestamp.of(Instant.ofEpochMilli(1_762_943_400_000L));
        ContactDeletedData data = new ContactDeletedData(
                Maybe.absent(),
                Maybe.of("jane@example.org"),
                Maybe.absent(),
                Maybe.absent(),
                Maybe.absent(),
                Maybe.absent(),
                Maybe.absent(),
                Map.of());
        assertEquals(
                "{\"type\":\"contact.deleted\",\"createdAt\":\"2025-11-12T10:30:00.000Z\",\"data\":{\"email\":\"jane@example.org\"}}",
                new ContactDeleted(created, 2, data, Map.of()).toJson());
    }

    @Test
    void unknownAndInvalidKeepTheirData() {
        Unknown unknown = assertInstanceOf(
                Unknown.class, Support.deliver("{\"type\":\"email.dropped\",\"data\":{\"n\":1e999}}").event());
        assertEquals("{\"n\":1e999}", unknown.data().orElseThrow().text());
        Invalid invalid = assertInstanceOf(Invalid.class, Support.deliver("""
                {"type":"email.opened","createdAt":"2025-11-12T10:30:00Z","data":{"emailId":1}}""").event());
        assertEquals("{\"emailId\":1}", invalid.data().orElseThrow().text());
        assertEquals("data.emailId is no string", invalid.reason());
    }

    @Test
    void theBodyThatWasVerifiedStaysAsItWas() {
        byte[] body = Support.bytes(Support.opened("1", Instant.now()));
        var delivery = Verifier.of(Support.SECRET)
                .verify(body, new SignedRequest(Support.SECRET, body).headers());
        String before = new String(body, StandardCharsets.UTF_8);
        body[0] = 'x';
        delivery.body()[1] = 'x';
        assertEquals(before, new String(delivery.body(), StandardCharsets.UTF_8));
    }
}
