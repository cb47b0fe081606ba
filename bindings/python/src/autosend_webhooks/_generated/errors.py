# Generated from schema/ by `cargo xtask generate`; do not edit.
"""The table of errors, the same in every language: status, meaning, hint and family of each code."""

from __future__ import annotations

ROWS: dict[str, tuple[int, str, str, str]] = {
    "invalid_secret": (500, "The webhook secret is missing or can't be one.", "Copy the secret as AutoSend shows it, whsec_ included, without quotes, spaces, line ends or hidden characters.", "configuration"),
    "body_already_parsed": (500, "The body was handed over parsed or decoded, not as the bytes that were received.", "Pass the raw request body: only its exact bytes match the signature.", "configuration"),
    "body_too_large": (413, "The body is larger than the limit.", "Raise the verifier's body limit if AutoSend really sends you bodies this large.", "body"),
    "duplicate_header": (400, "A webhook header appears more than once, with different values.", "Find the proxy or client that adds a second header; AutoSend sends each once.", "header"),
    "missing_signature": (401, "The X-Webhook-Signature header is missing.", "Check that the request comes from AutoSend and that no proxy drops X-Webhook-* headers.", "signature"),
    "missing_timestamp": (400, "The X-Webhook-Timestamp header is missing.", "Check that no proxy drops X-Webhook-* headers, or switch the tolerance off to do without.", "timestamp"),
    "missing_delivery_id": (400, "The X-Webhook-Delivery-Id header is missing.", "Check that no proxy drops X-Webhook-* headers.", "header"),
    "malformed_signature": (401, "The signature is not 64 lower-case hexadecimal digits.", "AutoSend sends plain lower-case hex, without a prefix; `explain` tells what this one looks like.", "signature"),
    "signature_mismatch": (401, "The signature matches none of the secrets for this body.", "Verify the raw body with the secret of this very webhook; `explain` tries the usual causes.", "signature"),
    "malformed_timestamp": (400, "The timestamp is not a decimal number of 1 to 15 digits.", "AutoSend sends Unix milliseconds (or seconds), digits only.", "timestamp"),
    "timestamp_too_old": (400, "The request was sent longer ago than the tolerance allows.", "Synchronise this machine's clock (NTP); if it is right, this may be a replay.", "timestamp"),
    "timestamp_in_future": (400, "The request claims to be sent further in the future than the tolerance allows.", "Synchronise this machine's clock (NTP).", "timestamp"),
    "malformed_delivery_id": (400, "The delivery id is not 1 to 255 visible ASCII characters.", "Check what rewrites X-Webhook-Delivery-Id on the way.", "header"),
    "body_not_json": (400, "The body is authentic but not valid JSON in UTF-8.", "Check that the sender signs and sends one JSON object.", "body"),
    "body_too_deep": (400, "The body nests objects and arrays more than 64 levels deep.", "AutoSend's events nest a few levels; look at what produced this one.", "body"),
    "body_not_object": (400, "The body is JSON but not an object.", "Check that the sender signs and sends one JSON object.", "body"),
    "missing_event_type": (400, "The body has no event type: neither `type` nor `event` is a non-empty string.", "Check that the sender puts the event type into the body.", "body"),
    "event_mismatch": (400, "The X-Webhook-Event header and the signed body name different events.", "Trust the body; find out who changed the header.", "header"),
    "unknown_event": (422, "Strict mode: the event type is not one of those this version knows.", "Update autosend-webhooks, or leave strict mode to receive it as unknown.", "event"),
    "invalid_event_data": (422, "Strict mode: the event's data does not fit its type.", "Update autosend-webhooks, or leave strict mode to receive the raw data.", "event"),
}
