<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * Remembers deliveries, to process each event once.
 *
 * A delivery is a duplicate when its id or the digest of its body was seen. A replayed body does not enter its id: an
 * attacker can't use it to make a genuine delivery to come look like a duplicate. And because the memory ends somewhere,
 * events whose creation time lies before it are told apart.
 */
interface Deduplicator
{
    /** How long a delivery is remembered by default, in seconds. */
    public const WINDOW = 86400;

    /**
     * Whether a delivery is to be processed; one that is counts as seen from now on.
     *
     * @param \DateTimeInterface|null $now the clock; this machine's if none is given
     */
    public function admit(Delivery $delivery, ?\DateTimeInterface $now = null): Admission;

    /** Forgets a delivery whose processing failed, so that its retry is processed. */
    public function forget(Delivery $delivery): void;
}
