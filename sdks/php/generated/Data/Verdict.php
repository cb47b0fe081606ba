<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

/**
 * What a scan of an inbound message found.
 *
 * It is open: fields are strings, and values that AutoSend adds arrive as they are.
 */
final class Verdict
{
    public const PASS = 'PASS';
    public const FAIL = 'FAIL';

    /** The values that this version knows. */
    public const VALUES = [self::PASS, self::FAIL];

    /** Whether this version knows a value. */
    public static function isKnown(string $value): bool
    {
        return in_array($value, self::VALUES, true);
    }
}
