import AutoSendWebhooks
import Foundation

/// A secret of these tests.
let secret = "whsec_0123456789abcdef0123456789abcdef"

/// A file of the checkout.
func checkout(_ path: String) -> URL {
    URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../../\(path)").standardized
}

func json(_ path: String) throws -> [String: Any] {
    try object(Data(contentsOf: checkout(path)))
}

func object(_ data: Data) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
}

func payload(_ path: String) throws -> Data {
    try Data(contentsOf: checkout("tests/vectors/payloads/\(path).json"))
}

/// A delivery of a body that was signed just now.
func receive(_ body: Data, id: String? = nil) throws -> Delivery {
    let headers = try SignedRequest.headers(secret: secret, body: body, deliveryId: id)
    return try Verifier(secret: secret).verify(body, headers: headers)
}

/// The error that a call throws.
func refusal(_ call: () throws -> Void) -> WebhookError? {
    do {
        try call()
        return nil
    } catch {
        return error as? WebhookError
    }
}
