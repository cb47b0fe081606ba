<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * What to do with a verified delivery.
 */
enum Outcome: string
{
    /** Not handled before: process it, then say `done` or `forget`. */
    case First = 'first';
    /** Handled before: respond with 200 and do nothing. */
    case Duplicate = 'duplicate';
    /** At work at this moment, and it may fail yet: respond with 503, so that it comes again. */
    case InProgress = 'in_progress';
    /**
     * Not known, and created longer ago than the memory reaches, so nobody can tell whether it was handled: respond with 200, and
     * look it up in your own records if you can.
     */
    case Expired = 'expired';
}
