import AutoSendWebhooks
import Foundation

let environment = ProcessInfo.processInfo.environment
// region: receive
// While a secret is being replaced, deliveries come signed with either.
let secrets = ["AUTOSEND_WEBHOOK_SECRET", "AUTOSEND_WEBHOOK_SECRET_OLD"].compactMap { environment[$0] }
let webhooks = Webhooks(verifier: try Verifier(secrets: secrets))
let server = try Server(port: environment["PORT"].flatMap(UInt16.init) ?? 3000)

print("listening on http://127.0.0.1:\(server.port)")
fflush(nil)
server.run(maxBody: webhooks.verifier.maxBody) { request, send in
    guard request.path == "/webhooks" else { return try send(Response(status: 404, json: "{}")) }
    guard request.method == "POST" else {
        return try send(Response(status: 405, headers: [("Allow", "POST")], json: "{}"))
    }
    defer { fflush(nil) }
    try webhooks.receive(request.body, headers: request.headers, send: send)
}
// endregion
