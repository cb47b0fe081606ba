<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * What is known of AutoSend: names, limits, how requests are signed, which events there are.
 */
final class Provider
{
    /** The names of the headers; empty where there is no such header. */
    public const SIGNATURE_HEADER = 'X-Webhook-Signature';
    public const TIMESTAMP_HEADER = 'X-Webhook-Timestamp';
    public const DELIVERY_ID_HEADER = 'X-Webhook-Delivery-Id';
    public const EVENT_HEADER = 'X-Webhook-Event';

    /** The same in lower case, which names are compared in. */
    public const LOWER_SIGNATURE_HEADER = 'x-webhook-signature';
    public const LOWER_TIMESTAMP_HEADER = 'x-webhook-timestamp';
    public const LOWER_DELIVERY_ID_HEADER = 'x-webhook-delivery-id';
    public const LOWER_EVENT_HEADER = 'x-webhook-event';

    /** The names of the headers that say when a request was sent, and identify a delivery: of several the first that is there. */
    public const TIMESTAMP_HEADERS = ['X-Webhook-Timestamp'];
    public const DELIVERY_ID_HEADERS = ['X-Webhook-Delivery-Id'];

    /** How requests are signed: any of these is enough. */
    public const SIGNATURES = [
        [
            'scheme' => 'hmac',
            'hash' => 'sha256',
            'headers' => ['X-Webhook-Signature'],
            'form' => 'plain',
            'separator' => '',
            'prefix' => '',
            'versions' => [],
            'pairs' => null,
            'encoding' => 'hex',
            'key' => 'utf8',
            'secretPrefix' => 'whsec_',
            'parts' => [['body', '']],
        ],
    ];
    /** Where a request says when it was sent: in a `header`, in a `pair` beside the signature, or nowhere (`none`). */
    public const TIMESTAMP_FROM = 'header';

    /** Where a request says what it is, for events that are read by tables. */
    public const ENVELOPE = [
        'type' => [['header' => null, 'path' => ['type'], 'optional' => false]],
        'join' => '',
        'isPrefixKnown' => false,
        'id' => null,
        'time' => ['createdAt'],
        'timeFormat' => 'rfc3339',
        'data' => ['data'],
        'batch' => null,
        'formField' => null,
    ];
    /** Whether events are read by tables. */
    public const IS_TABLED = false;
    /** Whether an event of a known type stays typed when something in its data does not fit. */
    public const IS_ADVICE = false;
    /** Whether requests are signed and described in the plainest way: by one HMAC, with a header for each value. */
    public const IS_PLAIN = true;

    /** How a secret becomes the key: `utf8`, the text itself, or `base64`, what follows the prefix, decoded. */
    public const KEY = 'utf8';
    public const SECRET_PREFIX = 'whsec_';

    /** What is signed: texts, and in between what `body`, `timestamp` and `delivery_id` stand for. */
    public const SIGNED_CONTENT = [
        ['body', ''],
    ];
    public const IS_BODY_ALONE_SIGNED = true;
    public const IS_TIMESTAMP_SIGNED = false;

    /** How a signature is written: `hex` or `base64`, after the prefix. */
    public const ENCODING = 'hex';
    public const SIGNATURE_PREFIX = '';

    /** The timestamp header: its unit, and what tells seconds from milliseconds if anything does. */
    public const TIMESTAMP_UNIT = 'milliseconds';
    public const SECONDS_BELOW = 100000000000;
    public const MAX_TIMESTAMP_DIGITS = 15;

    /** How old, and how far ahead, a request may be by default, in seconds; null where it does not say when it was sent. */
    public const TOLERANCE = 300;
    public const FUTURE_TOLERANCE = 60;

    /** The largest body by default, in bytes. */
    public const MAX_BODY = 1048576;
    /** How many objects and arrays may be open at once. */
    public const MAX_DEPTH = 64;
    /** The longest delivery id, in bytes. */
    public const MAX_DELIVERY_ID = 255;
    public const MAX_INTEGER = 9007199254740991;

    /** What delivery ids begin with. */
    public const DELIVERY_ID_PREFIX = 'deliver-webhook-';
    /** How long AutoSend waits for the response, in seconds. */
    public const RESPONSE_TIMEOUT = 10;

    /** How long, in seconds, and how many deliveries are remembered by default. */
    public const WINDOW = 86400;
    public const CAPACITY = 100000;

    /** A time as events carry it. PHP's `$` also matches before a line feed at the end, so `D`. */
    public const TIME_PATTERN = '/^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/D';

    /** The number of today's form of the body. */
    public const GENERATION = 2;
    /** The forms of the body, today's first: the members that all events have. */
    public const GENERATIONS = [
        2 => ['type' => 'type', 'time' => 'createdAt', 'data' => 'data'],
        1 => ['type' => 'event', 'time' => 'timestamp', 'data' => 'data'],
    ];

    /** Every type with its class, in the order of AutoSend's documentation. */
    public const EVENTS = [
        'email.sent' => Event\EmailSent::class,
        'email.delivered' => Event\EmailDelivered::class,
        'email.deferred' => Event\EmailDeferred::class,
        'email.bounced' => Event\EmailBounced::class,
        'email.opened' => Event\EmailOpened::class,
        'email.clicked' => Event\EmailClicked::class,
        'email.spam_reported' => Event\EmailSpamReported::class,
        'email.unsubscribed' => Event\EmailUnsubscribed::class,
        'email.group_unsubscribed' => Event\EmailGroupUnsubscribed::class,
        'email.group_resubscribed' => Event\EmailGroupResubscribed::class,
        'contact.created' => Event\ContactCreated::class,
        'contact.updated' => Event\ContactUpdated::class,
        'contact.deleted' => Event\ContactDeleted::class,
        'email.received' => Event\EmailReceived::class,
    ];
}
