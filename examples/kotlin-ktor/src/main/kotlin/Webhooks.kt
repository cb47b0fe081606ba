// Receives webhooks: verifies every request and processes each event once.

// region: receive
import autosend.webhooks.Admission
import autosend.webhooks.Deduplicator
import autosend.webhooks.Event
import autosend.webhooks.Verifier
import autosend.webhooks.WebhookException
import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
import io.ktor.server.request.receiveChannel
import io.ktor.server.response.respondText
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import io.ktor.util.toMap
import io.ktor.utils.io.readRemaining
import kotlinx.io.readByteArray

fun Application.webhooks(verifier: Verifier, seen: Deduplicator = Deduplicator()) = routing {
    post("/webhooks") {
        // The raw bytes, and never more than the verifier takes.
        val body = call.receiveChannel().readRemaining(verifier.maxBody + 1L).readByteArray()
        try {
            val delivery = verifier.verify(body, call.request.headers.toMap())
            val first = seen.admit(delivery) == Admission.FIRST
            // Queue the event here and answer at once: AutoSend waits 10 seconds. If it can't be queued, call
            // seen.forget(delivery) and answer 500, so that the retry gets in.
            if (first) println("${delivery.id} ${describe(delivery.event)}")
            call.answer(200, """{"received": true, "duplicate": ${!first}}""")
        } catch (error: WebhookException) {
            call.answer(error.status, error.toJson())
        }
    }
}

private fun describe(event: Event): String = when (event) {
    is Event.EmailBounced -> "${event.data.to.email} bounced: ${event.data.reason}"
    is Event.Unknown -> "new event type ${event.type}"
    else -> "${event.type} of ${event.createdAt}"
}

private suspend fun ApplicationCall.answer(status: Int, json: String) =
    respondText(json, ContentType.Application.Json, HttpStatusCode.fromValue(status))
// endregion
