<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

/**
 * What a recipient complained of.
 *
 * It is open: fields are strings, and values that AutoSend adds arrive as they are.
 */
final class ComplaintType
{
    public const ABUSE = 'abuse';
    public const FRAUD = 'fraud';
    public const VIRUS = 'virus';
    public const OTHER = 'other';

    /** The values that this version knows. */
    public const VALUES = [self::ABUSE, self::FRAUD, self::VIRUS, self::OTHER];

    /** Whether this version knows a value. */
    public static function isKnown(string $value): bool
    {
        return in_array($value, self::VALUES, true);
    }
}
