internal import AutoSendWebhooksNative
import Foundation

/// Requests as AutoSend makes them, for your own tests.
public enum SignedRequest {
    /// The webhook headers of a body, signed as AutoSend signs it.
    ///
    /// - Parameters:
    ///   - deliveryId: the delivery's id; one of its own if nil. The body is what identifies an event: two requests with the same one are the
    ///     same event
    ///   - event: the event header; the type that the body names if nil
    ///   - timestamp: when it was sent; now if nil
    /// - Throws: `invalidSecret` if the secret is none
    public static func headers(
        secret: String, body: Data, deliveryId: String? = nil, event: String? = nil, timestamp: Date? = nil
    ) throws(WebhookError) -> [String: String] {
        try Native.requireToCross(body)
        let sentAt = (timestamp ?? Date()).unixMillis
        let id = deliveryId ?? "\(Provider.deliveryIdPrefix)\(sentAt)-\(UInt64.random(in: 0 ... .max))"
        let options = SignOptions(deliveryId: id, event: event, timestamp: sentAt)
        let headers = try WebhookError.translating {
            try AutoSendWebhooksNative.sign(secret: secret, body: body, options: options)
        }
        return Dictionary(uniqueKeysWithValues: headers.map { ($0.name, $0.value) })
    }
}
