<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * Remembers deliveries, to process each event once.
 *
 * The body's SHA-256 alone decides, since it is what is signed; the delivery id is a label. A delivery is claimed by `admit`. What was
 * handled is `done`; what was not is freed by `forget`, and processed when it comes again. In between a repeat is
 * `in_progress`. And because the memory ends somewhere, events that are not known and were created before it begins are told
 * apart.
 *
 *     $admission = $seen->admit($delivery);
 *     if ($admission->isFirst()) {
 *         try {
 *             process($delivery);
 *             $seen->done($delivery);
 *         } catch (\Throwable $error) {
 *             $seen->forget($delivery);
 *             throw $error;
 *         }
 *     }
 *
 * `Http\Receiver` does that, and more: it frees what a fatal error or `exit` interrupts.
 */
interface Deduplicator
{
    /** How long a delivery is remembered by default, in seconds. */
    public const WINDOW = Provider::WINDOW;

    /**
     * Claims a delivery, if it is neither handled nor at work. Of any number of callers with the same body one is the first.
     *
     * @param \DateTimeInterface|null $now the clock; this machine's if none is given
     */
    public function admit(Delivery $delivery, ?\DateTimeInterface $now = null): Admission;

    /** Remembers that a claimed delivery was handled. Without a claim it does nothing. */
    public function done(Delivery $delivery): void;

    /** Frees a delivery that was not handled, so that its retry is processed; also one that was done. */
    public function forget(Delivery $delivery): void;
}
