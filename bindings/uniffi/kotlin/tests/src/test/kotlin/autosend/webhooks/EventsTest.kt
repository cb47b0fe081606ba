package autosend.webhooks

import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class EventsTest {
    @Test
    fun `each type arrives as its class, with each documented field`() {
        for ((generation, folder) in listOf(2 to "current", 1 to "first")) {
            for (type in json.readTree(checkout("schema/catalog.json"))["events"]) {
                if (type["documented_in_generations"].none { it.asInt() == generation }) continue
                val delivery = receive(payload("$folder/${type["type"].asText()}"))
                assertEquals(type["name"].asText(), delivery.event.javaClass.simpleName)
                assertEquals(generation, delivery.generation)
                assertEquals(type["type"].asText(), delivery.type)
                assertEquals(delivery.type, delivery.event.type)
            }
        }
    }

    @Test
    fun `a bounce`() {
        val event = receive(payload("current/email.bounced")).event
        val bounce = assertInstanceOf(Event.EmailBounced::class.java, event)
        val data = json.readTree(payload("current/email.bounced"))["data"]
        assertEquals(data["to"]["email"].asText(), bounce.data.to.email)
        assertEquals(data["reason"].asText(), bounce.data.reason)
        assertEquals(BounceType(data["bounceType"].asText()), bounce.data.bounceType)
        assertTrue(bounce.data.bounceType in listOf(BounceType.PERMANENT, BounceType.TRANSIENT))
    }

    @Test
    fun `inbound mail with its lists`() {
        val event = receive(payload("current/email.received")).event as Event.EmailReceived
        val data = json.readTree(payload("current/email.received"))["data"]
        assertEquals(data["to"].map { it["email"].asText() }, event.data.to.map { it.email })
        assertEquals(data["attachments"].map { it["size"].asLong() }, event.data.attachments.map { it.size })
        assertEquals(Instant.parse(data["receivedAt"].asText()), event.data.receivedAt)
    }

    @Test
    fun `unknown members and values arrive as they are`() {
        val body = """{"type":"email.spam_reported","createdAt":"2025-11-12T10:30:00.5+01:00","data":{"emailId":"1","from":"a@b.example",
            "to":{"email":"c@d.example","seats":9007199254740993},"subject":"é","test":false,"complaintType":"new","n":1e999}}"""
        val delivery = receive(body.toByteArray())
        val data = (delivery.event as Event.EmailSpamReported).data
        assertEquals("new", data.complaintType?.value)
        assertEquals(mapOf("n" to "1e999"), data.extra)
        assertEquals(mapOf("seats" to "9007199254740993"), data.to.extra)
        assertEquals("é", data.subject)
        assertNull(data.campaignId)
        assertEquals(Instant.parse("2025-11-12T09:30:00.500Z"), delivery.createdAt)
    }

    @Test
    fun `an unknown type and data that does not fit`() {
        val unknown = receive("""{"type":"email.paused","createdAt":1,"data":[1.0]}""".toByteArray())
        assertEquals(Event.Unknown("email.paused", null, "[1.0]"), unknown.event)
        val invalid = receive("""{"type":"email.sent","createdAt":"2025-11-12T10:30:00Z"}""".toByteArray()).event
        assertEquals("there is no `data`", assertInstanceOf(Event.Invalid::class.java, invalid).reason)
    }

    @Test
    fun `a delivery is read once and can't be changed`() {
        val body = payload("current/email.sent")
        val delivery = receive(body, id = "a")
        assertSame(delivery.event, delivery.event)
        body.fill(0)
        delivery.body.fill(0)
        assertEquals(payload("current/email.sent").toList(), delivery.body.toList())
        assertEquals(delivery.event, Delivery.trusted("a", delivery.body).event)
    }

    @Test
    fun `the types are those of the catalog`() {
        assertEquals(json.readTree(checkout("schema/catalog.json"))["events"].map { it["type"].asText() }, Event.TYPES)
    }
}
