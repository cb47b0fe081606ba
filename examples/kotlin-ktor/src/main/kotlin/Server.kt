import autosend.webhooks.Verifier
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import kotlinx.coroutines.runBlocking

fun main() {
    // region: receive
    // While a secret is being replaced, deliveries come signed with either.
    val secrets = listOfNotNull(System.getenv("AUTOSEND_WEBHOOK_SECRET"), System.getenv("AUTOSEND_WEBHOOK_SECRET_OLD"))
    val verifier = Verifier(secrets)
    val port = System.getenv("PORT")?.toInt() ?: 3000

    val server = embeddedServer(CIO, port = port, host = "127.0.0.1") { webhooks(verifier) }.start()
    // endregion
    val bound = runBlocking { server.engine.resolvedConnectors().first().port }
    println("listening on http://127.0.0.1:$bound")
    Thread.currentThread().join()
}
