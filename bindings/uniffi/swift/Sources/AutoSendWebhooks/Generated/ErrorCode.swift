// Generated from schema/ by `cargo xtask generate`; do not edit.

/// Why a request was refused: one code a cause. All but ``invalidOption`` and ``internalFailure`` are the same in every language.
public enum ErrorCode: String, CaseIterable, Codable, Sendable {
    /// The webhook secret is missing or can't be one.
    case invalidSecret = "invalid_secret"
    /// The body was handed over parsed or decoded, not as the bytes that were received.
    case bodyAlreadyParsed = "body_already_parsed"
    /// The body is larger than the limit.
    case bodyTooLarge = "body_too_large"
    /// A webhook header appears more than once, with different values.
    case duplicateHeader = "duplicate_header"
    /// The X-Webhook-Signature header is missing.
    case missingSignature = "missing_signature"
    /// The X-Webhook-Timestamp header is missing.
    case missingTimestamp = "missing_timestamp"
    /// The X-Webhook-Delivery-Id header is missing.
    case missingDeliveryId = "missing_delivery_id"
    /// The signature is not 64 lower-case hexadecimal digits.
    case malformedSignature = "malformed_signature"
    /// The signature matches none of the secrets for this body.
    case signatureMismatch = "signature_mismatch"
    /// The timestamp is not a decimal number of 1 to 15 digits.
    case malformedTimestamp = "malformed_timestamp"
    /// The request was sent longer ago than the tolerance allows.
    case timestampTooOld = "timestamp_too_old"
    /// The request claims to be sent further in the future than the tolerance allows.
    case timestampInFuture = "timestamp_in_future"
    /// The delivery id is not 1 to 255 visible ASCII characters.
    case malformedDeliveryId = "malformed_delivery_id"
    /// The body is authentic but not valid JSON in UTF-8.
    case bodyNotJson = "body_not_json"
    /// The body nests objects and arrays more than 64 levels deep.
    case bodyTooDeep = "body_too_deep"
    /// The body is JSON but not an object.
    case bodyNotObject = "body_not_object"
    /// The body has no event type: neither `type` nor `event` is a non-empty string.
    case missingEventType = "missing_event_type"
    /// The X-Webhook-Event header and the signed body name different events.
    case eventMismatch = "event_mismatch"
    /// Strict mode: the event type is not one of those this version knows.
    case unknownEvent = "unknown_event"
    /// Strict mode: the event's data does not fit its type.
    case invalidEventData = "invalid_event_data"
    /// An option can't be what it was set to.
    case invalidOption = "invalid_option"
    /// The native library failed: a defect of autosend-webhooks.
    case internalFailure = "internal_failure"

    /// The HTTP status to respond with.
    public var status: Int {
        switch self {
        case .invalidSecret: 500
        case .bodyAlreadyParsed: 500
        case .bodyTooLarge: 413
        case .duplicateHeader: 400
        case .missingSignature: 401
        case .missingTimestamp: 400
        case .missingDeliveryId: 400
        case .malformedSignature: 401
        case .signatureMismatch: 401
        case .malformedTimestamp: 400
        case .timestampTooOld: 400
        case .timestampInFuture: 400
        case .malformedDeliveryId: 400
        case .bodyNotJson: 400
        case .bodyTooDeep: 400
        case .bodyNotObject: 400
        case .missingEventType: 400
        case .eventMismatch: 400
        case .unknownEvent: 422
        case .invalidEventData: 422
        case .invalidOption: 500
        case .internalFailure: 500
        }
    }

    /// What happened, in one sentence.
    public var meaning: String {
        switch self {
        case .invalidSecret: "The webhook secret is missing or can't be one."
        case .bodyAlreadyParsed: "The body was handed over parsed or decoded, not as the bytes that were received."
        case .bodyTooLarge: "The body is larger than the limit."
        case .duplicateHeader: "A webhook header appears more than once, with different values."
        case .missingSignature: "The X-Webhook-Signature header is missing."
        case .missingTimestamp: "The X-Webhook-Timestamp header is missing."
        case .missingDeliveryId: "The X-Webhook-Delivery-Id header is missing."
        case .malformedSignature: "The signature is not 64 lower-case hexadecimal digits."
        case .signatureMismatch: "The signature matches none of the secrets for this body."
        case .malformedTimestamp: "The timestamp is not a decimal number of 1 to 15 digits."
        case .timestampTooOld: "The request was sent longer ago than the tolerance allows."
        case .timestampInFuture: "The request claims to be sent further in the future than the tolerance allows."
        case .malformedDeliveryId: "The delivery id is not 1 to 255 visible ASCII characters."
        case .bodyNotJson: "The body is authentic but not valid JSON in UTF-8."
        case .bodyTooDeep: "The body nests objects and arrays more than 64 levels deep."
        case .bodyNotObject: "The body is JSON but not an object."
        case .missingEventType: "The body has no event type: neither `type` nor `event` is a non-empty string."
        case .eventMismatch: "The X-Webhook-Event header and the signed body name different events."
        case .unknownEvent: "Strict mode: the event type is not one of those this version knows."
        case .invalidEventData: "Strict mode: the event's data does not fit its type."
        case .invalidOption: "An option can't be what it was set to."
        case .internalFailure: "The native library failed: a defect of autosend-webhooks."
        }
    }

    /// What to do about it, in one line.
    public var hint: String {
        switch self {
        case .invalidSecret: "Copy the secret as AutoSend shows it, whsec_ included, without quotes, spaces, line ends or hidden characters."
        case .bodyAlreadyParsed: "Pass the raw request body: only its exact bytes match the signature."
        case .bodyTooLarge: "Raise the verifier's body limit if AutoSend really sends you bodies this large."
        case .duplicateHeader: "Find the proxy or client that adds a second header; AutoSend sends each once."
        case .missingSignature: "Check that the request comes from AutoSend and that no proxy drops X-Webhook-* headers."
        case .missingTimestamp: "Check that no proxy drops X-Webhook-* headers, or switch the tolerance off to do without."
        case .missingDeliveryId: "Check that no proxy drops X-Webhook-* headers."
        case .malformedSignature: "AutoSend sends plain lower-case hex, without a prefix; `explain` tells what this one looks like."
        case .signatureMismatch: "Verify the raw body with the secret of this very webhook; `explain` tries the usual causes."
        case .malformedTimestamp: "AutoSend sends Unix milliseconds (or seconds), digits only."
        case .timestampTooOld: "Synchronise this machine's clock (NTP); if it is right, this may be a replay."
        case .timestampInFuture: "Synchronise this machine's clock (NTP)."
        case .malformedDeliveryId: "Check what rewrites X-Webhook-Delivery-Id on the way."
        case .bodyNotJson: "Check that the sender signs and sends one JSON object."
        case .bodyTooDeep: "AutoSend's events nest a few levels; look at what produced this one."
        case .bodyNotObject: "Check that the sender signs and sends one JSON object."
        case .missingEventType: "Check that the sender puts the event type into the body."
        case .eventMismatch: "Trust the body; find out who changed the header."
        case .unknownEvent: "Update autosend-webhooks, or leave strict mode to receive it as unknown."
        case .invalidEventData: "Update autosend-webhooks, or leave strict mode to receive the raw data."
        case .invalidOption: "Give finite, non-negative numbers of seconds and bytes, and a capacity of at least 1."
        case .internalFailure: "Please report it, with what the library wrote to standard error. The provider delivers the event again."
        }
    }
}
