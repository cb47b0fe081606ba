<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function checkdate;
use function floor;
use function intdiv;
use function is_float;
use function preg_match;
use function preg_replace;
use function round;
use function sprintf;
use function strlen;
use function strspn;
use function substr;

/**
 * A point in time as an event carries it: ISO 8601. It prints back exactly what came in.
 */
final readonly class Timestamp implements \Stringable
{
    /** Unix milliseconds of the first and the last instant that have a text. */
    private const FIRST = -62135596800000;
    private const LAST = 253402300799999;

    private function __construct(private string $text)
    {
    }

    /** Reads a time such as `2025-11-12T10:30:00.000Z`; null if the text is not one. */
    public static function parse(string $text): ?self
    {
        $fits = preg_match(Provider::TIME_PATTERN, $text) === 1
            && ((int) substr($text, 8, 2) <= 28 || self::isDay($text));

        return $fits ? new self($text) : null;
    }

    /** Whether the month has that many days. */
    private static function isDay(string $text): bool
    {
        return checkdate((int) substr($text, 5, 2), (int) substr($text, 8, 2), (int) substr($text, 0, 4));
    }

    /** A time in UTC with milliseconds. */
    public static function of(\DateTimeInterface $time): self
    {
        $utc = \DateTimeImmutable::createFromInterface($time)->setTimezone(new \DateTimeZone('UTC'));

        return self::parse($utc->format('Y-m-d\TH:i:s.v\Z'))
            ?? throw new \InvalidArgumentException('The year has more than four digits.');
    }

    /** The instant, to the microsecond. */
    public function toDateTime(): \DateTimeImmutable
    {
        // PHP knows microseconds; further digits are in the text.
        return new \DateTimeImmutable(preg_replace('/(\.[0-9]{6})[0-9]+/', '$1', $this->text) ?? $this->text);
    }

    /** Milliseconds since 1970-01-01T00:00:00Z, rounded down. */
    public function unixMillis(): int
    {
        return self::millisOf($this->toDateTime());
    }

    /** The text as it came in. */
    public function __toString(): string
    {
        return $this->text;
    }

    /** @internal */
    public static function millisOf(\DateTimeInterface $time): int
    {
        return $time->getTimestamp() * 1000 + intdiv((int) $time->format('u'), 1000);
    }

    /**
     * Reads Unix milliseconds; null for what no time is.
     *
     * @internal
     */
    public static function ofUnix(int|float $millis): ?self
    {
        $whole = is_float($millis) ? round($millis) : $millis;
        if (!($whole >= self::FIRST && $whole <= self::LAST)) {
            return null;
        }
        $seconds = (int) floor($whole / 1000);
        $time = sprintf('%d.%03d', $seconds, (int) $whole - 1000 * $seconds);

        return self::of(\DateTimeImmutable::createFromFormat('U.v', $time));
    }

    /**
     * Unix milliseconds as the timestamp header has them.
     *
     * @internal
     */
    public static function header(int $millis): string
    {
        return (string) (Provider::TIMESTAMP_UNIT === 'seconds' ? intdiv($millis, 1000) : $millis);
    }

    /**
     * Reads the timestamp header: decimal digits alone. Returns Unix milliseconds.
     *
     * @internal
     */
    public static function ofHeader(string $value): ?int
    {
        $length = strlen($value);
        if ($length < 1 || $length > Provider::MAX_TIMESTAMP_DIGITS || strspn($value, '0123456789') !== $length) {
            return null;
        }
        $number = (int) $value;
        // Where the provider has sent both units, magnitude tells them apart.
        $isSeconds = Provider::SECONDS_BELOW === null
            ? Provider::TIMESTAMP_UNIT === 'seconds'
            : $number < Provider::SECONDS_BELOW;

        return $isSeconds ? 1000 * $number : $number;
    }
}
