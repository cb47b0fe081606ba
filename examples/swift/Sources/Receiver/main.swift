import AutoSendWebhooks
import Foundation

let environment = ProcessInfo.processInfo.environment
// While a secret is being replaced, deliveries come signed with either.
let secrets = ["AUTOSEND_WEBHOOK_SECRET", "AUTOSEND_WEBHOOK_SECRET_OLD"].compactMap { environment[$0] }
let webhooks = Webhooks(verifier: try Verifier(secrets: secrets))
let server = try Server(port: environment["PORT"].flatMap(UInt16.init) ?? 3000)

print("listening on http://127.0.0.1:\(server.port)")
fflush(nil)
server.run(maxBody: webhooks.verifier.maxBody) { request in
    guard request.path == "/webhooks" else { return (404, "{}") }
    guard request.method == "POST" else { return (405, "{}") }
    defer { fflush(nil) }
    return webhooks.receive(request.body, headers: request.headers)
}
