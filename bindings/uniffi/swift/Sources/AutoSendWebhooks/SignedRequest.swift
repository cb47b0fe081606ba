internal import AutoSendWebhooksNative
import Foundation

/// Requests as AutoSend makes them, for your own tests.
public enum SignedRequest {
    /// The webhook headers of a body, signed as AutoSend signs it.
    ///
    /// - Parameters:
    ///   - deliveryId: the delivery's id; made from the time if nil
    ///   - event: the event header; the type that the body names if nil
    ///   - timestamp: when it was sent; now if nil
    /// - Throws: `invalidSecret` if the secret is none
    public static func headers(
        secret: String, body: Data, deliveryId: String? = nil, event: String? = nil, timestamp: Date? = nil
    ) throws(WebhookError) -> [String: String] {
        try Native.requireToCross(body)
        let options = SignOptions(deliveryId: deliveryId, event: event, timestamp: timestamp?.unixMillis)
        let headers = try WebhookError.translating {
            try AutoSendWebhooksNative.sign(secret: secret, body: body, options: options)
        }
        return Dictionary(uniqueKeysWithValues: headers.map { ($0.name, $0.value) })
    }
}
