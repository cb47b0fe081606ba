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
    /** The event's type: of a known one that of its class, of another as the request says it. */
    public function type(): string;

    /** The type as the request says it, which may go on where a known type ends. */
    public function sentType(): string;

    /**
     * What in the data does not fit the event's type, where it stays typed nevertheless: such a member is null in its property,
     * and in `$extra` of its object as it was sent.
     *
     * @return list<Problem>
     */
    public function problems(): array;

    /** When the event was created; null if the body holds no such time. */
    public function createdAt(): ?Timestamp;

    /** The number of the form of the body; `Provider::GENERATION` is today's. */
    public function generation(): int;

    /** The event as a body, equivalent to the one that it came in. */
    public function toJson(): string;
}
