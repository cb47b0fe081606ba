<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * What happened: one class for each type, `Event\Unknown`, or `Event\Invalid`.
 *
 *     match (true) {
 *         $event instanceof Event\TypedEvent => queue($event->type(), $event->data),
 *         $event instanceof Event\Unknown => log("new to us: {$event->type()}"),
 *         default => null,
 *     };
 */
interface Event
{
    /** The event's type, known or not, as the body names it. */
    public function type(): string;

    /** When the event was created; null if the body holds no such time. */
    public function createdAt(): ?Timestamp;

    /** The number of the form of the body; `Provider::GENERATION` is today's. */
    public function generation(): int;

    /** The event as a body, equivalent to the one that it came in. */
    public function toJson(): string;
}
