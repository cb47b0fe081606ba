<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * Correctly signed requests for your own tests.
 */
final class Testing
{
    /**
     * The headers that AutoSend would send with a body.
     *
     * To the deduplicator a body that comes again is the same event, whatever its headers are.
     *
     * @param string|null             $deliveryId made from the time if none is given
     * @param string|null             $event      the event header; what the body says if none is given
     * @param \DateTimeInterface|null $sentAt     now if none is given
     * @param string|null             $url        the URL that is called, where that is signed
     * @param array<string, string>   $headers    others that are signed
     *
     * @return array<string, string>
     */
    public static function sign(
        #[\SensitiveParameter] string $secret,
        string $body,
        ?string $deliveryId = null,
        ?string $event = null,
        ?\DateTimeInterface $sentAt = null,
        ?string $url = null,
        array $headers = [],
    ): array {
        $millis = Timestamp::millisOf($sentAt ?? new \DateTimeImmutable());
        $deliveryId ??= Provider::DELIVERY_ID_PREFIX . hrtime(true);
        if (!Provider::IS_PLAIN) {
            $headers += SchemeSigning::headers($body, $deliveryId, $event, $millis);

            return SchemeSigning::signed($secret, $body, $headers, $millis, $url);
        }
        $values = new Headers(
            signature: '',
            timestamp: Timestamp::header($millis),
            deliveryId: $deliveryId,
            event: $event ?? self::eventHeader($body),
        );

        $headers += array_filter([
            'Content-Type' => 'application/json',
            Provider::SIGNATURE_HEADER => (new Signature($secret))->of($body, $values),
            Provider::TIMESTAMP_HEADER => $values->timestamp,
            Provider::DELIVERY_ID_HEADER => $values->deliveryId,
            Provider::EVENT_HEADER => $values->event,
        ], static fn (string $value): bool => $value !== '');
        // A header that the provider does not have has no name.
        unset($headers['']);

        return $headers;
    }

    /**
     * A realistic body of an event type, in today's form; null if the type is not known.
     *
     * Each one is an event of its own: created now, and at least a millisecond after the one before.
     *
     * @param \DateTimeInterface|null $createdAt another time of creation; then calls with the same time make the same event
     */
    public static function sample(string $type, ?\DateTimeInterface $createdAt = null): ?string
    {
        $text = Samples::BODIES[$type] ?? null;
        if ($text === null) {
            return null;
        }
        $createdAt ??= self::nextMoment();
        if (Provider::IS_TABLED) {
            return SchemeSigning::renewed($text, $createdAt);
        }
        $time = Json::quote((string) Timestamp::of($createdAt));

        return Json::object(array_replace(Json::parts($text), [Provider::GENERATIONS[Provider::GENERATION]['time'] => $time]));
    }

    private static function nextMoment(): \DateTimeImmutable
    {
        static $last = 0;
        $last = max($last + 1, Timestamp::millisOf(new \DateTimeImmutable()));

        return new \DateTimeImmutable(sprintf('@%d.%03d', intdiv($last, 1000), $last % 1000));
    }

    /** The type that the body names, if it is one that a header can carry. */
    private static function eventHeader(string $body): string
    {
        try {
            $type = Events::parse($body)->type();
        } catch (WebhookException) {
            return '';
        }

        return preg_match('/^[\x21-\x7E]+$/D', $type) === 1 ? $type : '';
    }
}
