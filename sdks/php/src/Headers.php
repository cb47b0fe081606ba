<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * The values of the webhook headers of a request; empty ones count as absent.
 *
 * @internal
 */
final readonly class Headers
{
    private const NAMES = [
        Provider::SIGNATURE_HEADER,
        Provider::TIMESTAMP_HEADER,
        Provider::DELIVERY_ID_HEADER,
        Provider::EVENT_HEADER,
    ];

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
        static $positions;
        // A header that the provider does not have has no name.
        $positions ??= array_flip(array_map(strtolower(...), array_filter(self::NAMES)));
        $found = $conflicts = [];
        foreach ($headers as $name => $values) {
            $at = $positions[strtolower((string) $name)] ?? null;
            if ($at === null) {
                continue;
            }
            foreach (is_iterable($values) ? $values : [$values] as $value) {
                $value = trim((string) $value, " \t");
                $found[$at] ??= $value;
                if ($found[$at] !== $value) {
                    $conflicts[] = $at;
                }
            }
        }
        if ($conflicts !== []) {
            throw new WebhookException(ErrorCode::DuplicateHeader, self::NAMES[min($conflicts)]);
        }

        return new self($found[0] ?? '', $found[1] ?? '', $found[2] ?? '', $found[3] ?? '');
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
