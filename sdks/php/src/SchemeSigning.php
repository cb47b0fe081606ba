<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_filter;
use function array_reverse;
use function http_build_query;
use function is_string;
use function json_decode;
use function json_encode;
use function str_ends_with;
use function strlen;
use function substr;

/**
 * Requests that are signed by a provider's schemes, for tests.
 *
 * @internal
 */
final class SchemeSigning
{
    private const FORM = Provider::ENVELOPE;

    /**
     * The headers beside the signature.
     *
     * @return array<string, string>
     */
    public static function headers(string $body, string $deliveryId, ?string $event, int $millis): array
    {
        $type = self::FORM['formField'] === null ? 'application/json' : 'application/x-www-form-urlencoded';
        $headers = ['Content-Type' => $type];
        if (Provider::DELIVERY_ID_HEADERS !== []) {
            $headers[Provider::DELIVERY_ID_HEADERS[0]] = $deliveryId;
        }
        if (Provider::TIMESTAMP_FROM === 'header') {
            $headers[Provider::TIMESTAMP_HEADERS[0]] = Timestamp::header($millis);
        }

        return $headers + self::eventHeaders($body, $event);
    }

    /**
     * The same with the signature of the first scheme that the secret fits.
     *
     * @param array<string, string> $headers
     *
     * @return array<string, string>
     */
    public static function signed(
        #[\SensitiveParameter] string $secret,
        string $body,
        array $headers,
        int $millis,
        ?string $url,
    ): array {
        [$scheme, $key] = (new Keys($secret))->first();
        $timestamp = Timestamp::header($millis);
        $content = (new Authenticity($body, NamedValues::read($headers), $url))->content($scheme, $timestamp);

        return [$scheme->headers[0] => Claim::write($scheme, $key->written($content), $timestamp)] + $headers;
    }

    /** A sample as a body that is created at another time, where it says when. */
    public static function renewed(string $json, \DateTimeInterface $createdAt): string
    {
        if (self::FORM['time'] !== null) {
            $body = json_decode($json);
            $items = self::FORM['batch'] === null ? [$body] : Reading::at($body, self::FORM['batch']);
            foreach ($items as $item) {
                self::create($item, $createdAt);
            }
            $json = json_encode($body, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
        }
        $field = self::FORM['formField'];

        return $field === null ? $json : http_build_query([$field => $json]);
    }

    private static function create(\stdClass $item, \DateTimeInterface $createdAt): void
    {
        $path = self::FORM['time'];
        $last = array_pop($path);
        $holder = Reading::at($item, $path);
        if ($holder instanceof \stdClass) {
            $holder->$last = match (self::FORM['timeFormat']) {
                'rfc3339' => (string) Timestamp::of($createdAt),
                'unix' => $createdAt->getTimestamp(),
                'unix_ms' => Timestamp::millisOf($createdAt),
            };
        }
    }

    /**
     * The header of a type of which the body may say the end: what it says is left out.
     *
     * @return array<string, string>
     */
    private static function eventHeaders(string $body, ?string $event): array
    {
        $sources = self::FORM['type'];
        $names = array_values(array_filter(array_column($sources, 'header'), is_string(...)));
        if ($event === null || $names === []) {
            return [];
        }
        $root = json_decode($body);
        foreach (array_reverse(array_filter(array_column($sources, 'path'))) as $path) {
            $said = Reading::at($root, $path);
            $end = self::FORM['join'] . (is_string($said) ? $said : '');
            if (is_string($said) && str_ends_with($event, $end)) {
                $event = substr($event, 0, -strlen($end));
            }
        }

        return [$names[0] => $event];
    }
}
