package autosend.webhooks

import kotlin.reflect.full.memberProperties
import kotlin.reflect.full.primaryConstructor
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

/** What the compiler has to accept, and what the generated types have to hold. */
class TypesTest {
    @Test
    fun `a when over the events needs no else`() {
        fun group(event: Event): String = when (event) {
            is Event.EmailSent, is Event.EmailDelivered, is Event.EmailDeferred, is Event.EmailBounced -> "lifecycle"
            is Event.EmailOpened, is Event.EmailClicked, is Event.EmailSpamReported -> "engagement"
            is Event.EmailUnsubscribed, is Event.EmailGroupUnsubscribed, is Event.EmailGroupResubscribed -> "subscription"
            is Event.ContactCreated, is Event.ContactUpdated, is Event.ContactDeleted -> "contact"
            is Event.EmailReceived -> "inbound"
            is Event.Unknown, is Event.Invalid -> "none"
        }
        assertEquals("contact", group(receive(payload("first/contact.deleted")).event))
    }

    @Test
    fun `the events are those of the catalog, with its fields`() {
        val catalog = json.readTree(checkout("schema/catalog.json"))
        val untyped = listOf("Unknown", "Invalid")
        assertEquals((catalog["events"].map { it["name"].asText() } + untyped).toSet(), Event::class.sealedSubclasses.map { it.simpleName }.toSet())
        for (event in catalog["events"]) {
            val type = Event::class.sealedSubclasses.first { it.simpleName == event["name"].asText() }
            val data = type.memberProperties.first { it.name == "data" }.returnType.classifier as kotlin.reflect.KClass<*>
            val fields = catalog["objects"].first { it["name"].asText() == event["data"].asText() }["fields"]
            val expected = fields.map { it["name"].asText() to it["optional"].asBoolean() } + ("extra" to false)
            assertEquals(expected, data.primaryConstructor!!.parameters.map { it.name to it.type.isMarkedNullable })
        }
    }
}
