<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * The values of the webhook headers of a request; empty ones count as absent.
 *
 * @internal
 */
final readonly class Headers
{
    /** Carries the signature. */
    public const SIGNATURE = 'X-Webhook-Signature';
    /** Carries when the request was sent. */
    public const TIMESTAMP = 'X-Webhook-Timestamp';
    /** Carries the delivery's id, the same over all retries. */
    public const DELIVERY_ID = 'X-Webhook-Delivery-Id';
    /** Carries the event type. The body decides. */
    public const EVENT = 'X-Webhook-Event';

    public function __construct(
        public string $signature,
        public string $timestamp,
        public string $deliveryId,
        public string $event,
    ) {
    }

    /**
     * Fails where a header is there twice with different values: which of them another component reads is anybody's guess.
     *
     * @param iterable<array-key, string|iterable<string>> $headers by name, in any case
     *
     * @throws WebhookException with `duplicate_header`
     */
    public static function read(iterable $headers): self
    {
        $names = [self::SIGNATURE, self::TIMESTAMP, self::DELIVERY_ID, self::EVENT];
        $found = [];
        foreach ($headers as $name => $values) {
            $name = strtolower((string) $name);
            foreach (is_iterable($values) ? $values : [$values] as $value) {
                $found[$name][trim((string) $value, " \t")] = true;
            }
        }
        $only = [];
        foreach ($names as $name) {
            $values = array_keys($found[strtolower($name)] ?? []);
            if (count($values) > 1) {
                throw new WebhookException(ErrorCode::DuplicateHeader, $name);
            }
            $only[] = (string) ($values[0] ?? '');
        }

        return new self(...$only);
    }

    /**
     * The headers of the request that PHP is serving, from `$_SERVER` or an array like it.
     *
     * @param array<array-key, mixed> $server
     *
     * @return array<string, string>
     */
    public static function fromServer(array $server): array
    {
        $headers = [];
        foreach ($server as $name => $value) {
            if (str_starts_with((string) $name, 'HTTP_') && is_string($value)) {
                $headers[str_replace('_', '-', substr((string) $name, 5))] = $value;
            }
        }

        return $headers;
    }
}
