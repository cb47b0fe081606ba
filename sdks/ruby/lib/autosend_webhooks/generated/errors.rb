# frozen_string_literal: true

# Generated from schema/ by `cargo xtask generate`; do not edit.

module AutosendWebhooks
  # Every code with its HTTP status, meaning and hint, in the order in which verification can run into them.
  # @return [Hash{String => WebhookError::Row}]
  ERRORS = {
    'invalid_secret' => WebhookError::Row.new(
      500,
      'The webhook secret is missing or can\'t be one.',
      'Copy the secret as AutoSend shows it, whsec_ included, without quotes, spaces, line ends or hidden characters.'
    ).freeze,
    'body_already_parsed' => WebhookError::Row.new(
      500,
      'The body was handed over parsed or decoded, not as the bytes that were received.',
      'Pass the raw request body: only its exact bytes match the signature.'
    ).freeze,
    'body_too_large' => WebhookError::Row.new(
      413,
      'The body is larger than the limit.',
      'Raise the verifier\'s body limit if AutoSend really sends you bodies this large.'
    ).freeze,
    'duplicate_header' => WebhookError::Row.new(
      400,
      'A webhook header appears more than once, with different values.',
      'Find the proxy or client that adds a second header; AutoSend sends each once.'
    ).freeze,
    'missing_signature' => WebhookError::Row.new(
      401,
      'The X-Webhook-Signature header is missing.',
      'Check that the request comes from AutoSend and that no proxy drops X-Webhook-* headers.'
    ).freeze,
    'missing_timestamp' => WebhookError::Row.new(
      400,
      'The X-Webhook-Timestamp header is missing.',
      'Check that no proxy drops X-Webhook-* headers, or switch the tolerance off to do without.'
    ).freeze,
    'missing_delivery_id' => WebhookError::Row.new(
      400,
      'The X-Webhook-Delivery-Id header is missing.',
      'Check that no proxy drops X-Webhook-* headers.'
    ).freeze,
    'malformed_signature' => WebhookError::Row.new(
      401,
      'The signature is not 64 lower-case hexadecimal digits.',
      'AutoSend sends plain lower-case hex, without a prefix; `explain` tells what this one looks like.'
    ).freeze,
    'signature_mismatch' => WebhookError::Row.new(
      401,
      'The signature matches none of the secrets for this body.',
      'Verify the raw body with the secret of this very webhook; `explain` tries the usual causes.'
    ).freeze,
    'malformed_timestamp' => WebhookError::Row.new(
      400,
      'The timestamp is not a decimal number of 1 to 15 digits.',
      'AutoSend sends Unix milliseconds (or seconds), digits only.'
    ).freeze,
    'timestamp_too_old' => WebhookError::Row.new(
      400,
      'The request was sent longer ago than the tolerance allows.',
      'Synchronise this machine\'s clock (NTP); if it is right, this may be a replay.'
    ).freeze,
    'timestamp_in_future' => WebhookError::Row.new(
      400,
      'The request claims to be sent further in the future than the tolerance allows.',
      'Synchronise this machine\'s clock (NTP).'
    ).freeze,
    'malformed_delivery_id' => WebhookError::Row.new(
      400,
      'The delivery id is not 1 to 255 visible ASCII characters.',
      'Check what rewrites X-Webhook-Delivery-Id on the way.'
    ).freeze,
    'body_not_json' => WebhookError::Row.new(
      400,
      'The body is authentic but not valid JSON in UTF-8.',
      'Check that the sender signs and sends one JSON object.'
    ).freeze,
    'body_too_deep' => WebhookError::Row.new(
      400,
      'The body nests objects and arrays more than 64 levels deep.',
      'AutoSend\'s events nest a few levels; look at what produced this one.'
    ).freeze,
    'body_not_object' => WebhookError::Row.new(
      400,
      'The body is JSON but not an object.',
      'Check that the sender signs and sends one JSON object.'
    ).freeze,
    'missing_event_type' => WebhookError::Row.new(
      400,
      'The body has no event type: neither `type` nor `event` is a non-empty string.',
      'Check that the sender puts the event type into the body.'
    ).freeze,
    'event_mismatch' => WebhookError::Row.new(
      400,
      'The X-Webhook-Event header and the signed body name different events.',
      'Trust the body; find out who changed the header.'
    ).freeze,
    'unknown_event' => WebhookError::Row.new(
      422,
      'Strict mode: the event type is not one of those this version knows.',
      'Update autosend-webhooks, or leave strict mode to receive it as unknown.'
    ).freeze,
    'invalid_event_data' => WebhookError::Row.new(
      422,
      'Strict mode: the event\'s data does not fit its type.',
      'Update autosend-webhooks, or leave strict mode to receive the raw data.'
    ).freeze
  }.freeze
end
