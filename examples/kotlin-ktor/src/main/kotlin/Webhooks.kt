// Receives webhooks: verifies every request and processes each event once.

// region: receive
import autosend.webhooks.Admission
import autosend.webhooks.Admission.Outcome
import autosend.webhooks.Deduplicator
import autosend.webhooks.Delivery
import autosend.webhooks.Event
import autosend.webhooks.Verifier
import autosend.webhooks.WebhookException
import io.ktor.http.ContentType
import io.ktor.http.HttpHeaders
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
import io.ktor.server.application.install
import io.ktor.server.application.log
import io.ktor.server.http.HttpRequestLifecycle
import io.ktor.server.request.receiveChannel
import io.ktor.server.response.header
import io.ktor.server.response.respondText
import io.ktor.server.routing.post
import io.ktor.server.routing.route
import io.ktor.server.routing.routing
import io.ktor.util.toMap
import io.ktor.utils.io.readRemaining
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.io.readByteArray

/** Of the 10 seconds that AutoSend waits. */
private val RESPONSE_DUE = 8.seconds

fun Application.webhooks(
    verifier: Verifier,
    seen: Deduplicator = Deduplicator(),
    responseDue: Duration = RESPONSE_DUE,
    process: suspend (Delivery) -> Unit = ::print,
) {
    // A client that does not wait cancels its call.
    install(HttpRequestLifecycle) { cancelCallOnClose = true }
    routing {
        route("/webhooks") {
            post { receive(call, verifier, seen, responseDue, process) }
            handle {
                call.response.header(HttpHeaders.Allow, "POST")
                call.answer(405, "{}")
            }
        }
    }
}

private suspend fun Application.receive(
    call: ApplicationCall,
    verifier: Verifier,
    seen: Deduplicator,
    responseDue: Duration,
    process: suspend (Delivery) -> Unit,
) {
    // The raw bytes, and never more than the verifier takes.
    val body = call.receiveChannel().readRemaining(verifier.maxBody + 1L).readByteArray()
    val delivery = try {
        verifier.verify(body, call.request.headers.toMap())
    } catch (refused: WebhookException) {
        // What was not read of the body would stand before the next request.
        if (body.size > verifier.maxBody) call.response.header(HttpHeaders.Connection, "close")
        return call.answer(refused.status, refused.toJson())
    }
    // In the application's scope, not the call's: it goes on when the response is due before it ends.
    val work = async {
        runCatching {
            seen.once(delivery) {
                process(delivery)
                ensureActive()
            }
        }
    }
    var result: Result<Admission>? = null
    try {
        result = withTimeoutOrNull(responseDue) { work.await() }
        // A client that has read the response and closes the connection cancels nothing any more.
        withContext(NonCancellable) { call.answer(delivery, result) }
    } catch (gone: Throwable) {
        // The client is gone, or the response can't be sent: AutoSend's retry is processed.
        work.cancel()
        if (result?.getOrNull()?.outcome == Outcome.FIRST) seen.forget(delivery)
        throw gone
    }
}

/** Responds to what came of a delivery; null if it is not known yet. */
private suspend fun ApplicationCall.answer(delivery: Delivery, result: Result<Admission>?) {
    val failure = result?.exceptionOrNull()
    if (failure != null) {
        application.log.error("{}: processing failed", delivery.id, failure)
        return answer(500, """{"received": false, "code": "handler_failed"}""")
    }
    val admission = result?.getOrThrow() ?: Admission(Outcome.IN_PROGRESS, idReused = false)
    when (admission.outcome) {
        Outcome.FIRST -> {
            if (admission.idReused) application.log.warn("{}: this id came before, with another body", delivery.id)
            val reused = if (admission.idReused) """, "id_reused": true""" else ""
            answer(200, """{"received": true, "duplicate": false$reused}""")
        }
        Outcome.DUPLICATE -> answer(200, """{"received": true, "duplicate": true}""")
        Outcome.IN_PROGRESS -> {
            response.header(HttpHeaders.RetryAfter, "1")
            answer(503, """{"received": false, "code": "in_progress"}""")
        }
        // Older than the memory, so nobody can tell whether it came before: look it up in your records.
        Outcome.EXPIRED -> {
            application.log.warn("{}: an expired {}", delivery.id, delivery.type)
            answer(200, """{"received": true, "duplicate": false, "expired": true}""")
        }
    }
}

/** What your application does. */
private suspend fun print(delivery: Delivery) = println("${delivery.id} ${describe(delivery.event)}")

private fun describe(event: Event): String = when (event) {
    is Event.EmailBounced -> "${event.data.to.email} bounced: ${event.data.reason}"
    is Event.Unknown -> "new event type ${event.type}"
    else -> "${event.type} of ${event.createdAt}"
}

private suspend fun ApplicationCall.answer(status: Int, json: String) =
    respondText(json, ContentType.Application.Json, HttpStatusCode.fromValue(status))
// endregion
