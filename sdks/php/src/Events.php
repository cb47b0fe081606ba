<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_key_exists;
use function is_string;
use function json_decode;
use function str_contains;

/**
 * The events that this version knows.
 */
final class Events
{
    /** Every type with its class, in the order of AutoSend's documentation. */
    public const CLASSES = Provider::EVENTS;
    /** The member for the type in today's form, which most bodies have. */
    private const TYPE = Provider::GENERATIONS[Provider::GENERATION]['type'];

    /**
     * Reads a body that is trusted already, e.g. one that was verified and stored. It checks no signature: to receive a
     * request use `Verifier`. Of several events in one body it is the first; `all` gives all.
     *
     * @param iterable<array-key, string|iterable<string>> $headers of the request, where those say the type
     *
     * @throws WebhookException
     */
    public static function parse(string $body, iterable $headers = []): Event
    {
        if (Provider::IS_TABLED) {
            return self::all($body, $headers)[0];
        }
        $value = json_decode($body, false, Provider::MAX_DEPTH + 1);
        // Whether the values hold all that the text does, but for how numbers are written.
        $isFaithful = $value instanceof \stdClass && (!str_contains($body, '-0') || !Source::hasNegativeZero($body));
        $in = (array) ($value instanceof \stdClass ? $value : Source::decode($body));
        $generation = isset($in[self::TYPE]) ? Provider::GENERATION : self::generationOf($in);
        $names = Provider::GENERATIONS[$generation];
        $type = $in[$names['type']] ?? null;
        if (!is_string($type) || $type === '') {
            throw new WebhookException(ErrorCode::MissingEventType);
        }
        $time = $in[$names['time']] ?? null;
        $createdAt = is_string($time) ? Timestamp::parse($time) : null;
        $class = self::CLASSES[$type] ?? null;
        if ($isFaithful && $class !== null) {
            try {
                return $class::decode($createdAt, $generation, $in, null);
            } catch (DecodeError) {
                // Once more, with the text at hand.
            }
        }
        $source = new Source($body, !$isFaithful);
        if ($class === null) {
            return new Event\Unknown($type, $createdAt, $generation, $source->parts());
        }
        try {
            return $class::decode($createdAt, $generation, $in, $source);
        } catch (DecodeError $error) {
            return new Event\Invalid($type, $createdAt, $generation, $source->parts(), $error->getMessage());
        }
    }

    /**
     * `parse` for all events of a body.
     *
     * @param iterable<array-key, string|iterable<string>> $headers
     *
     * @return non-empty-list<Event>
     *
     * @throws WebhookException
     */
    public static function all(string $body, iterable $headers = []): array
    {
        return Provider::IS_TABLED ? Reading::events($body, NamedValues::read($headers))[0] : [self::parse($body)];
    }

    /**
     * A body is of the first generation whose member for the type it has.
     *
     * @param array<array-key, mixed> $in
     */
    private static function generationOf(array $in): int
    {
        foreach (Provider::GENERATIONS as $number => $names) {
            if (array_key_exists($names['type'], $in)) {
                return $number;
            }
        }

        return Provider::GENERATION;
    }
}
