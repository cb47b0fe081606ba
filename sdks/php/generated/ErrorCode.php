<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * Why a request was refused: one code a cause, the same strings in every language. In the order in which verification can
 * run into them.
 */
enum ErrorCode: string
{
    /** The webhook secret is missing or can't be one. */
    case InvalidSecret = 'invalid_secret';
    /** The body was handed over parsed or decoded, not as the bytes that were received. */
    case BodyAlreadyParsed = 'body_already_parsed';
    /** The body is larger than the limit. */
    case BodyTooLarge = 'body_too_large';
    /** A webhook header appears more than once, with different values. */
    case DuplicateHeader = 'duplicate_header';
    /** The X-Webhook-Signature header is missing. */
    case MissingSignature = 'missing_signature';
    /** The X-Webhook-Timestamp header is missing. */
    case MissingTimestamp = 'missing_timestamp';
    /** The X-Webhook-Delivery-Id header is missing. */
    case MissingDeliveryId = 'missing_delivery_id';
    /** The signature is not 64 lower-case hexadecimal digits. */
    case MalformedSignature = 'malformed_signature';
    /** The signature matches none of the secrets for this body. */
    case SignatureMismatch = 'signature_mismatch';
    /** The timestamp is not a decimal number of 1 to 15 digits. */
    case MalformedTimestamp = 'malformed_timestamp';
    /** The request was sent longer ago than the tolerance allows. */
    case TimestampTooOld = 'timestamp_too_old';
    /** The request claims to be sent further in the future than the tolerance allows. */
    case TimestampInFuture = 'timestamp_in_future';
    /** The delivery id is not 1 to 255 visible ASCII characters. */
    case MalformedDeliveryId = 'malformed_delivery_id';
    /** The body is authentic but not valid JSON in UTF-8. */
    case BodyNotJson = 'body_not_json';
    /** The body nests objects and arrays more than 64 levels deep. */
    case BodyTooDeep = 'body_too_deep';
    /** The body is JSON but not an object. */
    case BodyNotObject = 'body_not_object';
    /** The body has no event type: neither `type` nor `event` is a non-empty string. */
    case MissingEventType = 'missing_event_type';
    /** The X-Webhook-Event header and the signed body name different events. */
    case EventMismatch = 'event_mismatch';
    /** Strict mode: the event type is not one of those this version knows. */
    case UnknownEvent = 'unknown_event';
    /** Strict mode: the event's data does not fit its type. */
    case InvalidEventData = 'invalid_event_data';

    /** The HTTP status to respond with. */
    public function status(): int
    {
        return match ($this) {
            self::InvalidSecret => 500,
            self::BodyAlreadyParsed => 500,
            self::BodyTooLarge => 413,
            self::DuplicateHeader => 400,
            self::MissingSignature => 401,
            self::MissingTimestamp => 400,
            self::MissingDeliveryId => 400,
            self::MalformedSignature => 401,
            self::SignatureMismatch => 401,
            self::MalformedTimestamp => 400,
            self::TimestampTooOld => 400,
            self::TimestampInFuture => 400,
            self::MalformedDeliveryId => 400,
            self::BodyNotJson => 400,
            self::BodyTooDeep => 400,
            self::BodyNotObject => 400,
            self::MissingEventType => 400,
            self::EventMismatch => 400,
            self::UnknownEvent => 422,
            self::InvalidEventData => 422,
        };
    }

    /** What happened, in one sentence. */
    public function meaning(): string
    {
        return match ($this) {
            self::InvalidSecret => 'The webhook secret is missing or can\'t be one.',
            self::BodyAlreadyParsed => 'The body was handed over parsed or decoded, not as the bytes that were received.',
            self::BodyTooLarge => 'The body is larger than the limit.',
            self::DuplicateHeader => 'A webhook header appears more than once, with different values.',
            self::MissingSignature => 'The X-Webhook-Signature header is missing.',
            self::MissingTimestamp => 'The X-Webhook-Timestamp header is missing.',
            self::MissingDeliveryId => 'The X-Webhook-Delivery-Id header is missing.',
            self::MalformedSignature => 'The signature is not 64 lower-case hexadecimal digits.',
            self::SignatureMismatch => 'The signature matches none of the secrets for this body.',
            self::MalformedTimestamp => 'The timestamp is not a decimal number of 1 to 15 digits.',
            self::TimestampTooOld => 'The request was sent longer ago than the tolerance allows.',
            self::TimestampInFuture => 'The request claims to be sent further in the future than the tolerance allows.',
            self::MalformedDeliveryId => 'The delivery id is not 1 to 255 visible ASCII characters.',
            self::BodyNotJson => 'The body is authentic but not valid JSON in UTF-8.',
            self::BodyTooDeep => 'The body nests objects and arrays more than 64 levels deep.',
            self::BodyNotObject => 'The body is JSON but not an object.',
            self::MissingEventType => 'The body has no event type: neither `type` nor `event` is a non-empty string.',
            self::EventMismatch => 'The X-Webhook-Event header and the signed body name different events.',
            self::UnknownEvent => 'Strict mode: the event type is not one of those this version knows.',
            self::InvalidEventData => 'Strict mode: the event\'s data does not fit its type.',
        };
    }

    /** What to do about it, in one line. */
    public function hint(): string
    {
        return match ($this) {
            self::InvalidSecret => 'Copy the secret as AutoSend shows it, whsec_ included, without quotes, spaces, line ends or hidden characters.',
            self::BodyAlreadyParsed => 'Pass the raw request body: only its exact bytes match the signature.',
            self::BodyTooLarge => 'Raise the verifier\'s body limit if AutoSend really sends you bodies this large.',
            self::DuplicateHeader => 'Find the proxy or client that adds a second header; AutoSend sends each once.',
            self::MissingSignature => 'Check that the request comes from AutoSend and that no proxy drops X-Webhook-* headers.',
            self::MissingTimestamp => 'Check that no proxy drops X-Webhook-* headers, or switch the tolerance off to do without.',
            self::MissingDeliveryId => 'Check that no proxy drops X-Webhook-* headers.',
            self::MalformedSignature => 'AutoSend sends plain lower-case hex, without a prefix; `explain` tells what this one looks like.',
            self::SignatureMismatch => 'Verify the raw body with the secret of this very webhook; `explain` tries the usual causes.',
            self::MalformedTimestamp => 'AutoSend sends Unix milliseconds (or seconds), digits only.',
            self::TimestampTooOld => 'Synchronise this machine\'s clock (NTP); if it is right, this may be a replay.',
            self::TimestampInFuture => 'Synchronise this machine\'s clock (NTP).',
            self::MalformedDeliveryId => 'Check what rewrites X-Webhook-Delivery-Id on the way.',
            self::BodyNotJson => 'Check that the sender signs and sends one JSON object.',
            self::BodyTooDeep => 'AutoSend\'s events nest a few levels; look at what produced this one.',
            self::BodyNotObject => 'Check that the sender signs and sends one JSON object.',
            self::MissingEventType => 'Check that the sender puts the event type into the body.',
            self::EventMismatch => 'Trust the body; find out who changed the header.',
            self::UnknownEvent => 'Update autosend-webhooks, or leave strict mode to receive it as unknown.',
            self::InvalidEventData => 'Update autosend-webhooks, or leave strict mode to receive the raw data.',
        };
    }
}
