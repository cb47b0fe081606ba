<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * An authentic, timely request with its event read.
 */
final readonly class Delivery
{
    private string $digest;

    /**
     * @param string      $id           the same over all retries: visible ASCII characters, not too many
     * @param Event       $event        what happened
     * @param int|null    $sentAtMillis when the request says it was sent, Unix milliseconds; null only where the tolerance is
     *                                  off, or the provider does not say it
     * @param int         $secretIndex  which of the verifier's secrets matched, from 0
     * @param string      $body         the raw body, exactly as received
     * @param list<Event> $others       the events after the first, where a provider sends several in one body
     */
    public function __construct(
        public string $id,
        public Event $event,
        public ?int $sentAtMillis,
        public int $secretIndex,
        public string $body,
        private array $others = [],
    ) {
    }

    /**
     * All events of the body, of which `$event` is the first.
     *
     * @return non-empty-list<Event>
     */
    public function events(): array
    {
        return [$this->event, ...$this->others];
    }

    /** The event's type as the request names it. */
    public function type(): string
    {
        return $this->event->sentType();
    }

    /** When the event was created; null if the body holds no such time. */
    public function createdAt(): ?Timestamp
    {
        return $this->event->createdAt();
    }

    /** When the request says it was sent; null only where the tolerance is off. */
    public function sentAt(): ?\DateTimeImmutable
    {
        if ($this->sentAtMillis === null) {
            return null;
        }
        $seconds = sprintf('@%d.%03d', intdiv($this->sentAtMillis, 1000), $this->sentAtMillis % 1000);

        return new \DateTimeImmutable($seconds);
    }

    /**
     * SHA-256 of the body in hex: what tells a replay that comes with a new delivery id.
     *
     * It is a second pass over the body, so it is computed when first asked for.
     */
    public function digest(): string
    {
        return $this->digest ??= hash('sha256', $this->body);
    }
}
