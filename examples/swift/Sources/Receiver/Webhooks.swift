// Receives webhooks: verifies every request and processes each event once.

// region: receive
import AutoSendWebhooks
import Foundation

struct Webhooks: Sendable {
    let verifier: Verifier
    let seen = Deduplicator()

    /// Answers a POST to /webhooks. `body` is the raw body, exactly as received.
    func receive(_ body: Data, headers: [(String, String)]) -> (status: Int, json: String) {
        do {
            let delivery = try verifier.verify(body, headers: headers)
            let first = try seen.admit(delivery) == .first
            // Queue the event here and answer at once: AutoSend waits 10 seconds. If it can't be queued, call
            // try seen.forget(delivery) and answer 500, so that the retry gets in.
            if first { print(delivery.id, describe(delivery)) }
            return (200, #"{"received": true, "duplicate": \#(!first)}"#)
        } catch {
            return (error.status, error.json)
        }
    }

    private func describe(_ delivery: Delivery) -> String {
        switch delivery.event {
        case .emailBounced(let bounce): "\(bounce.to.email) bounced: \(bounce.reason ?? "no reason given")"
        case .unknown(let event): "new event type \(event.type)"
        default: "\(delivery.type) of \(delivery.createdAt?.description ?? "an unknown time")"
        }
    }
}
// endregion
