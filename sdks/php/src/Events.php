<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * The events that this version knows.
 */
final class Events
{
    /** Every type with its class, in the order of AutoSend's documentation. */
    public const CLASSES = [
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

    /**
     * The forms of the body, today's first.
     *
     * @internal
     */
    public const GENERATIONS = [
        2 => ['type' => 'type', 'time' => 'createdAt', 'data' => 'data'],
        1 => ['type' => 'event', 'time' => 'timestamp', 'data' => 'data'],
    ];

    /**
     * Reads a body that is trusted already, e.g. one that was verified and stored. It checks no signature: to receive a
     * request use `Verifier`.
     *
     * @throws WebhookException
     */
    public static function parse(string $body): Event
    {
        $members = Json::body($body);
        $generation = self::generationOf($members);
        $names = self::GENERATIONS[$generation];
        $type = self::textOf($members, $names['type']);
        if ($type === '') {
            throw new WebhookException(ErrorCode::MissingEventType);
        }
        $createdAt = Timestamp::parse(self::textOf($members, $names['time']));
        $class = self::CLASSES[$type] ?? null;
        if ($class === null) {
            return new Event\Unknown($type, $createdAt, $generation, $members);
        }
        try {
            return $class::read($createdAt, $generation, $members);
        } catch (Misfit $error) {
            return new Event\Invalid($type, $createdAt, $generation, $members, $error->getMessage());
        }
    }

    /**
     * A body is of the first generation whose member for the type it has.
     *
     * @param array<array-key, string> $members
     */
    private static function generationOf(array $members): int
    {
        foreach (self::GENERATIONS as $number => $names) {
            if (isset($members[$names['type']])) {
                return $number;
            }
        }

        return 2;
    }

    /** @param array<array-key, string> $members */
    private static function textOf(array $members, string $name): string
    {
        $raw = $members[$name] ?? '';

        return str_starts_with($raw, '"') ? Json::text($raw) : '';
    }
}
