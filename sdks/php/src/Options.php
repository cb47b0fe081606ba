<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * Checks what classes are configured with.
 *
 * @internal
 */
final class Options
{
    /** Whole milliseconds of a number of seconds. */
    public static function millis(string $name, int|float $seconds): int
    {
        if (!is_finite($seconds) || $seconds < 0) {
            throw new \InvalidArgumentException("$name must be a finite, non-negative number of seconds, got $seconds");
        }

        // What no integer holds is as good as for ever.
        return (int) min(round(1000 * $seconds), 1e17);
    }

    /** A number of bytes or of entries. */
    public static function count(string $name, int $count, int $least = 0): int
    {
        return $count >= $least
            ? $count
            : throw new \InvalidArgumentException("$name must be an integer of at least $least, got $count");
    }
}
