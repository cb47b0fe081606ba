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
        static $names;
        $names ??= array_map(strtolower(...), self::NAMES);
        $headers = self::byLowerCase($headers);
        $values = [];
        foreach ($names as $at => $name) {
            $value = $headers[$name] ?? '';
            $values[] = is_string($value) ? trim($value, " \t") : self::only($value, self::NAMES[$at]);
        }

        return new self(...$values);
    }

    /**
     * Headers by name in lower case; those whose name is there in several spellings as a list.
     *
     * @param iterable<array-key, string|iterable<string>> $headers
     *
     * @return array<array-key, mixed>
     */
    private static function byLowerCase(iterable $headers): array
    {
        $lower = is_array($headers) ? array_change_key_case($headers) : null;
        if ($lower !== null && count($lower) === count($headers)) {
            return $lower;
        }
        $all = [];
        foreach ($headers as $name => $values) {
            foreach (is_iterable($values) ? $values : [$values] as $value) {
                $all[strtolower((string) $name)][] = $value;
            }
        }

        return $all;
    }

    /** What all values of a header are. */
    private static function only(mixed $values, string $name): string
    {
        $only = null;
        foreach (is_iterable($values) ? $values : [$values] as $value) {
            $value = trim((string) $value, " \t");
            $only ??= $value;
            if ($value !== $only) {
                throw new WebhookException(ErrorCode::DuplicateHeader, $name);
            }
        }

        return $only ?? '';
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
