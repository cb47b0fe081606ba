<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

/**
 * Whether a bounce is for good.
 *
 * It is open: fields are strings, and values that AutoSend adds arrive as they are.
 */
final class BounceType
{
    public const PERMANENT = 'Permanent';
    public const TRANSIENT = 'Transient';

    /** The values that this version knows. */
    public const VALUES = [self::PERMANENT, self::TRANSIENT];

    /** Whether this version knows a value. */
    public static function isKnown(string $value): bool
    {
        return in_array($value, self::VALUES, true);
    }
}
