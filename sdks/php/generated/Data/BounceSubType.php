<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

/**
 * What kind of bounce it is.
 *
 * It is open: fields are strings, and values that AutoSend adds arrive as they are.
 */
final class BounceSubType
{
    public const GENERAL = 'General';
    public const NO_EMAIL = 'NoEmail';
    public const SUPPRESSED = 'Suppressed';

    /** The values that this version knows. */
    public const VALUES = [self::GENERAL, self::NO_EMAIL, self::SUPPRESSED];

    /** Whether this version knows a value. */
    public static function isKnown(string $value): bool
    {
        return in_array($value, self::VALUES, true);
    }
}
