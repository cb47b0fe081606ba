<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * What to do with a verified delivery.
 */
enum Admission: string
{
    /** Not seen before: process it. */
    case First = 'first';
    /** Seen before, by its id or by its body: answer 200 and do nothing. */
    case Duplicate = 'duplicate';
    /**
     * Created longer ago than the memory reaches, so nobody can tell whether it was seen: answer 200 and do nothing, or look
     * it up in your own records.
     */
    case Expired = 'expired';
}
