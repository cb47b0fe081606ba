// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

/** Why a request was refused: one code a cause, the same strings in every language, in the order of the checks. */
public enum ErrorCode {
    /** The webhook secret is missing or can't be one. */
    INVALID_SECRET(
            "invalid_secret",
            500,
            "The webhook secret is missing or can't be one.",
            "Copy the secret as AutoSend shows it, whsec_ included, without quotes, spaces, line ends or hidden characters."),
    /** The body was handed over parsed or decoded, not as the bytes that were received. */
    BODY_ALREADY_PARSED(
            "body_already_parsed",
            500,
            "The body was handed over parsed or decoded, not as the bytes that were received.",
            "Pass the raw request body: only its exact bytes match the signature."),
    /** The body is larger than the limit. */
    BODY_TOO_LARGE(
            "body_too_large",
            413,
            "The body is larger than the limit.",
            "Raise the verifier's body limit if AutoSend really sends you bodies this large."),
    /** A webhook header appears more than once, with different values. */
    DUPLICATE_HEADER(
            "duplicate_header",
            400,
            "A webhook header appears more than once, with different values.",
            "Find the proxy or client that adds a second header; AutoSend sends each once."),
    /** The X-Webhook-Signature header is missing. */
    MISSING_SIGNATURE(
            "missing_signature",
            401,
            "The X-Webhook-Signature header is missing.",
            "Check that the request comes from AutoSend and that no proxy drops X-Webhook-* headers."),
    /** The X-Webhook-Timestamp header is missing. */
    MISSING_TIMESTAMP(
            "missing_timestamp",
            400,
            "The X-Webhook-Timestamp header is missing.",
            "Check that no proxy drops X-Webhook-* headers, or switch the tolerance off to do without."),
    /** The X-Webhook-Delivery-Id header is missing. */
    MISSING_DELIVERY_ID(
            "missing_delivery_id",
            400,
            "The X-Webhook-Delivery-Id header is missing.",
            "Check that no proxy drops X-Webhook-* headers."),
    /** The signature is not 64 lower-case hexadecimal digits. */
    MALFORMED_SIGNATURE(
            "malformed_signature",
            401,
            "The signature is not 64 lower-case hexadecimal digits.",
            "AutoSend sends plain lower-case hex, without a prefix; `explain` tells what this one looks like."),
    /** The signature matches none of the secrets for this body. */
    SIGNATURE_MISMATCH(
            "signature_mismatch",
            401,
            "The signature matches none of the secrets for this body.",
            "Verify the raw body with the secret of this very webhook; `explain` tries the usual causes."),
    /** The timestamp is not a decimal number of 1 to 15 digits. */
    MALFORMED_TIMESTAMP(
            "malformed_timestamp",
            400,
            "The timestamp is not a decimal number of 1 to 15 digits.",
            "AutoSend sends Unix milliseconds (or seconds), digits only."),
    /** The request was sent longer ago than the tolerance allows. */
    TIMESTAMP_TOO_OLD(
            "timestamp_too_old",
            400,
            "The request was sent longer ago than the tolerance allows.",
            "Synchronise this machine's clock (NTP); if it is right, this may be a replay."),
    /** The request claims to be sent further in the future than the tolerance allows. */
    TIMESTAMP_IN_FUTURE(
            "timestamp_in_future",
            400,
            "The request claims to be sent further in the future than the tolerance allows.",
            "Synchronise this machine's clock (NTP)."),
    /** The delivery id is not 1 to 255 visible ASCII characters. */
    MALFORMED_DELIVERY_ID(
            "malformed_delivery_id",
            400,
            "The delivery id is not 1 to 255 visible ASCII characters.",
            "Check what rewrites X-Webhook-Delivery-Id on the way."),
    /** The body is authentic but not valid JSON in UTF-8. */
    BODY_NOT_JSON(
            "body_not_json",
            400,
            "The body is authentic but not valid JSON in UTF-8.",
            "Check that the sender signs and sends one JSON object."),
    /** The body nests objects and arrays more than 64 levels deep. */
    BODY_TOO_DEEP(
            "body_too_deep",
            400,
            "The body nests objects and arrays more than 64 levels deep.",
            "AutoSend's events nest a few levels; look at what produced this one."),
    /** The body is JSON but not an object. */
    BODY_NOT_OBJECT(
            "body_not_object",
            400,
            "The body is JSON but not an object.",
            "Check that the sender signs and sends one JSON object."),
    /** The body has no event type: neither type nor event is a non-empty string. */
    MISSING_EVENT_TYPE(
            "missing_event_type",
            400,
            "The body has no event type: neither `type` nor `event` is a non-empty string.",
            "Check that the sender puts the event type into the body."),
    /** The X-Webhook-Event header and the signed body name different events. */
    EVENT_MISMATCH(
            "event_mismatch",
            400,
            "The X-Webhook-Event header and the signed body name different events.",
            "Trust the body; find out who changed the header."),
    /** Strict mode: the event type is not one of those this version knows. */
    UNKNOWN_EVENT(
            "unknown_event",
            422,
            "Strict mode: the event type is not one of those this version knows.",
            "Update autosend-webhooks, or leave strict mode to receive it as unknown."),
    /** Strict mode: the event's data does not fit its type. */
    INVALID_EVENT_DATA(
            "invalid_event_data",
            422,
            "Strict mode: the event's data does not fit its type.",
            "Update autosend-webhooks, or leave strict mode to receive the raw data.");

    private final String code;
    private final int status;
    private final String meaning;
    private final String hint;

    ErrorCode(String code, int status, String meaning, String hint) {
        this.code = code;
        this.status = status;
        this.meaning = meaning;
        this.hint = hint;
    }

    /**
     * The code as every language spells it.
     *
     * @return snake case
     */
    public String code() {
        return code;
    }

    /**
     * The HTTP status of the response.
     *
     * @return three digits
     */
    public int status() {
        return status;
    }

    /**
     * What happened.
     *
     * @return one sentence
     */
    public String meaning() {
        return meaning;
    }

    /**
     * What to do about it.
     *
     * @return one line
     */
    public String hint() {
        return hint;
    }

    /** The code. */
    @Override
    public String toString() {
        return code;
    }
}
