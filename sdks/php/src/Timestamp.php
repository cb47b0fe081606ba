<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * A point in time as an event carries it: ISO 8601. It prints back exactly what came in.
 */
final readonly class Timestamp implements \Stringable
{
    // PHP's `$` also matches before a line feed at the end, so `D`.
    private const PATTERN = '/^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/D';

    private function __construct(private string $text, private \DateTimeImmutable $instant)
    {
    }

    /** Reads a time such as `2025-11-12T10:30:00.000Z`; null if the text is not one. */
    public static function parse(string $text): ?self
    {
        if (preg_match(self::PATTERN, $text) !== 1) {
            return null;
        }
        [$year, $month, $day] = array_map('intval', explode('-', substr($text, 0, 10)));
        if (!checkdate($month, $day, $year)) {
            return null;
        }
        // PHP knows microseconds; further digits are in the text.
        $known = preg_replace('/(\.[0-9]{6})[0-9]+/', '$1', $text) ?? $text;

        return new self($text, new \DateTimeImmutable($known));
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
        return $this->instant;
    }

    /** Milliseconds since 1970-01-01T00:00:00Z, rounded down. */
    public function unixMillis(): int
    {
        return self::millisOf($this->instant);
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
     * Reads the timestamp header: decimal digits alone. Returns Unix milliseconds.
     *
     * @internal
     */
    public static function ofHeader(string $value): ?int
    {
        $length = strlen($value);
        if ($length < 1 || $length > 15 || strspn($value, '0123456789') !== $length) {
            return null;
        }
        // The units are told apart by magnitude.
        return (int) $value < 100000000000 ? 1000 * (int) $value : (int) $value;
    }
}
