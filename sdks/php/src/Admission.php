<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * What a deduplicator says of a delivery.
 */
final readonly class Admission
{
    /**
     * @param Outcome $outcome  what to do with the delivery
     * @param bool    $idReused whether another body came under the same delivery id: worth a line in a log, since one of the two
     *                          was sent again by somebody else. Only on `First`
     */
    public function __construct(public Outcome $outcome, public bool $idReused = false)
    {
    }

    /** Whether the delivery is to be processed. */
    public function isFirst(): bool
    {
        return $this->outcome === Outcome::First;
    }
}
