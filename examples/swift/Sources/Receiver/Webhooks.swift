// Receives webhooks: verifies every request and processes each event once.

// region: receive
import AutoSendWebhooks
import Foundation

struct Webhooks: Sendable {
    let verifier: Verifier
    let seen = Deduplicator()
    /// What your application does, within the 10 seconds that AutoSend waits.
    var process: @Sendable (Delivery) throws -> Void = { print($0.id, describe($0)) }

    /// Answers a POST to /webhooks. `body` is the raw body, exactly as received; `send` sends the response, and throws if it can't.
    func receive(_ body: Data, headers: [(String, String)], send: (Response) throws -> Void) rethrows {
        let delivery: Delivery
        do {
            delivery = try verifier.verify(body, headers: headers)
        } catch {
            return try send(Response(status: error.status, json: error.json))
        }
        let admission: Admission
        do {
            // What throws is free again: AutoSend's retry is processed.
            admission = try seen.once(delivery) { _ in try process(delivery) }
        } catch {
            log("\(delivery.id): \(error)")
            return try send(Response(status: 500, json: #"{"received": false, "code": "handler_failed"}"#))
        }
        do {
            try send(response(admission, delivery))
        } catch {
            if admission.outcome == .first { try? seen.forget(delivery) }
            throw error
        }
    }

    private func response(_ admission: Admission, _ delivery: Delivery) -> Response {
        switch admission.outcome {
        case .first:
            if admission.idReused { log("\(delivery.id): this id came before, with another body") }
            let reused = admission.idReused ? #", "id_reused": true"# : ""
            return Response(json: #"{"received": true, "duplicate": false\#(reused)}"#)
        case .duplicate:
            return Response(json: #"{"received": true, "duplicate": true}"#)
        case .inProgress:
            let json = #"{"received": false, "code": "in_progress"}"#
            return Response(status: 503, headers: [("Retry-After", "1")], json: json)
        case .expired:
            // Older than the memory, so nobody can tell whether it came before: look it up in your records.
            log("\(delivery.id): an expired \(delivery.type)")
            return Response(json: #"{"received": true, "duplicate": false, "expired": true}"#)
        }
    }
}

struct Response {
    var status = 200
    var headers: [(String, String)] = []
    var json: String
}

private func describe(_ delivery: Delivery) -> String {
    switch delivery.event {
    case .emailBounced(let bounce): "\(bounce.to.email) bounced: \(bounce.reason ?? "no reason given")"
    case .unknown(let event): "new event type \(event.type)"
    default: "\(delivery.type) of \(delivery.createdAt?.description ?? "an unknown time")"
    }
}

private func log(_ line: String) {
    FileHandle.standardError.write(Data("\(line)\n".utf8))
}
// endregion
