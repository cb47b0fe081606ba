<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_change_key_case;
use function array_filter;
use function base64_encode;
use function count;
use function is_array;
use function is_iterable;
use function is_string;
use function preg_match;
use function str_replace;
use function str_starts_with;
use function strlen;
use function strtolower;
use function substr;
use function trim;

/**
 * The values of the webhook headers of a request; empty ones count as absent.
 *
 * @internal
 */
final readonly class Headers
{
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
        $lower = is_array($headers) ? array_change_key_case($headers) : [];
        // Fewer where a name is there in several spellings.
        $headers = is_array($headers) && count($lower) === count($headers) ? $lower : self::byLowerCase($headers);
        $signature = $headers[Provider::LOWER_SIGNATURE_HEADER] ?? '';
        $timestamp = $headers[Provider::LOWER_TIMESTAMP_HEADER] ?? '';
        $deliveryId = $headers[Provider::LOWER_DELIVERY_ID_HEADER] ?? '';
        $event = $headers[Provider::LOWER_EVENT_HEADER] ?? '';

        return new self(
            is_string($signature) && trim($signature) === $signature ? $signature : self::only($signature, Provider::SIGNATURE_HEADER),
            is_string($timestamp) && trim($timestamp) === $timestamp ? $timestamp : self::only($timestamp, Provider::TIMESTAMP_HEADER),
            is_string($deliveryId) && trim($deliveryId) === $deliveryId ? $deliveryId : self::only($deliveryId, Provider::DELIVERY_ID_HEADER),
            is_string($event) && trim($event) === $event ? $event : self::only($event, Provider::EVENT_HEADER),
        );
    }

    /**
     * Headers by name in lower case, each as a list.
     *
     * @param iterable<array-key, string|iterable<string>> $headers
     *
     * @return array<string, list<mixed>>
     */
    public static function byLowerCase(iterable $headers): array
    {
        $all = [];
        foreach ($headers as $name => $values) {
            foreach (is_iterable($values) ? $values : [$values] as $value) {
                $all[strtolower((string) $name)][] = $value;
            }
        }

        return $all;
    }

    /** What all values of a header are. */
    public static function only(mixed $values, string $name): string
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

    /** Whether a text can identify a delivery: visible ASCII characters, not too many. */
    public static function isId(string $text): bool
    {
        return strlen($text) <= Provider::MAX_DELIVERY_ID && preg_match('/^[\x21-\x7E]++$/D', $text) === 1;
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

        return $headers + array_filter([
            'CONTENT-TYPE' => $server['CONTENT_TYPE'] ?? null,
            'AUTHORIZATION' => self::authorization($server),
        ], is_string(...));
    }

    /**
     * What Apache hides from PHP under its usual name.
     *
     * @param array<array-key, mixed> $server
     */
    private static function authorization(array $server): mixed
    {
        $isBasic = is_string($server['PHP_AUTH_USER'] ?? null) && is_string($server['PHP_AUTH_PW'] ?? null);
        $basic = $isBasic ? 'Basic ' . base64_encode("{$server['PHP_AUTH_USER']}:{$server['PHP_AUTH_PW']}") : null;

        return $server['REDIRECT_HTTP_AUTHORIZATION'] ?? $basic;
    }
}
