<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

/**
 * Why a delivery is delayed.
 *
 * It is open: fields are strings, and values that AutoSend adds arrive as they are.
 */
final class DelayType
{
    public const INTERNAL_FAILURE = 'InternalFailure';
    public const MAILBOX_FULL = 'MailboxFull';

    /** The values that this version knows. */
    public const VALUES = [self::INTERNAL_FAILURE, self::MAILBOX_FULL];

    /** Whether this version knows a value. */
    public static function isKnown(string $value): bool
    {
        return in_array($value, self::VALUES, true);
    }
}
