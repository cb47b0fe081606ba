// Generated from schema/ by `cargo xtask generate`; do not edit.

/** Why a request was refused: the same codes in every language. */
export type ErrorCode =
  /** The webhook secret is missing or can't be one. */
  | "invalid_secret"
  /** The body was handed over parsed or decoded, not as the bytes that were received. */
  | "body_already_parsed"
  /** The body is larger than the limit. */
  | "body_too_large"
  /** A webhook header appears more than once, with different values. */
  | "duplicate_header"
  /** The X-Webhook-Signature header is missing. */
  | "missing_signature"
  /** The X-Webhook-Timestamp header is missing. */
  | "missing_timestamp"
  /** The X-Webhook-Delivery-Id header is missing. */
  | "missing_delivery_id"
  /** The signature is not 64 lower-case hexadecimal digits. */
  | "malformed_signature"
  /** The signature matches none of the secrets for this body. */
  | "signature_mismatch"
  /** The timestamp is not a decimal number of 1 to 15 digits. */
  | "malformed_timestamp"
  /** The request was sent longer ago than the tolerance allows. */
  | "timestamp_too_old"
  /** The request claims to be sent further in the future than the tolerance allows. */
  | "timestamp_in_future"
  /** The delivery id is not 1 to 255 visible ASCII characters. */
  | "malformed_delivery_id"
  /** The body is authentic but not valid JSON in UTF-8. */
  | "body_not_json"
  /** The body nests objects and arrays more than 64 levels deep. */
  | "body_too_deep"
  /** The body is JSON but not an object. */
  | "body_not_object"
  /** The body has no event type: neither `type` nor `event` is a non-empty string. */
  | "missing_event_type"
  /** The X-Webhook-Event header and the signed body name different events. */
  | "event_mismatch"
  /** Strict mode: the event type is not one of those this version knows. */
  | "unknown_event"
  /** Strict mode: the event's data does not fit its type. */
  | "invalid_event_data";

/** A row of the table of errors. */
export interface ErrorRow {
  /** The HTTP status to answer with. */
  readonly status: number;
  /** What happened. */
  readonly meaning: string;
  /** What to do about it. */
  readonly hint: string;
}

/** The table of errors, in the order in which verification can run into them. */
export const ERRORS: Readonly<Record<ErrorCode, ErrorRow>> = {
  invalid_secret: {
    status: 500,
    meaning: "The webhook secret is missing or can't be one.",
    hint: "Copy the secret as AutoSend shows it, whsec_ included, without quotes, spaces, line ends or hidden characters.",
  },
  body_already_parsed: {
    status: 500,
    meaning: "The body was handed over parsed or decoded, not as the bytes that were received.",
    hint: "Pass the raw request body: only its exact bytes match the signature.",
  },
  body_too_large: {
    status: 413,
    meaning: "The body is larger than the limit.",
    hint: "Raise the verifier's body limit if AutoSend really sends you bodies this large.",
  },
  duplicate_header: {
    status: 400,
    meaning: "A webhook header appears more than once, with different values.",
    hint: "Find the proxy or client that adds a second header; AutoSend sends each once.",
  },
  missing_signature: {
    status: 401,
    meaning: "The X-Webhook-Signature header is missing.",
    hint: "Check that the request comes from AutoSend and that no proxy drops X-Webhook-* headers.",
  },
  missing_timestamp: {
    status: 400,
    meaning: "The X-Webhook-Timestamp header is missing.",
    hint: "Check that no proxy drops X-Webhook-* headers, or switch the tolerance off to do without.",
  },
  missing_delivery_id: {
    status: 400,
    meaning: "The X-Webhook-Delivery-Id header is missing.",
    hint: "Check that no proxy drops X-Webhook-* headers.",
  },
  malformed_signature: {
    status: 401,
    meaning: "The signature is not 64 lower-case hexadecimal digits.",
    hint: "AutoSend sends plain lower-case hex, without a prefix; `explain` tells what this one looks like.",
  },
  signature_mismatch: {
    status: 401,
    meaning: "The signature matches none of the secrets for this body.",
    hint: "Verify the raw body with the secret of this very webhook; `explain` tries the usual causes.",
  },
  malformed_timestamp: {
    status: 400,
    meaning: "The timestamp is not a decimal number of 1 to 15 digits.",
    hint: "AutoSend sends Unix milliseconds (or seconds), digits only.",
  },
  timestamp_too_old: {
    status: 400,
    meaning: "The request was sent longer ago than the tolerance allows.",
    hint: "Synchronise this machine's clock (NTP); if it is right, this may be a replay.",
  },
  timestamp_in_future: {
    status: 400,
    meaning: "The request claims to be sent further in the future than the tolerance allows.",
    hint: "Synchronise this machine's clock (NTP).",
  },
  malformed_delivery_id: {
    status: 400,
    meaning: "The delivery id is not 1 to 255 visible ASCII characters.",
    hint: "Check what rewrites X-Webhook-Delivery-Id on the way.",
  },
  body_not_json: {
    status: 400,
    meaning: "The body is authentic but not valid JSON in UTF-8.",
    hint: "Check that the sender signs and sends one JSON object.",
  },
  body_too_deep: {
    status: 400,
    meaning: "The body nests objects and arrays more than 64 levels deep.",
    hint: "AutoSend's events nest a few levels; look at what produced this one.",
  },
  body_not_object: {
    status: 400,
    meaning: "The body is JSON but not an object.",
    hint: "Check that the sender signs and sends one JSON object.",
  },
  missing_event_type: {
    status: 400,
    meaning: "The body has no event type: neither `type` nor `event` is a non-empty string.",
    hint: "Check that the sender puts the event type into the body.",
  },
  event_mismatch: {
    status: 400,
    meaning: "The X-Webhook-Event header and the signed body name different events.",
    hint: "Trust the body; find out who changed the header.",
  },
  unknown_event: {
    status: 422,
    meaning: "Strict mode: the event type is not one of those this version knows.",
    hint: "Update autosend-webhooks, or leave strict mode to receive it as unknown.",
  },
  invalid_event_data: {
    status: 422,
    meaning: "Strict mode: the event's data does not fit its type.",
    hint: "Update autosend-webhooks, or leave strict mode to receive the raw data.",
  },
};
