<?php

declare(strict_types=1);

namespace Autosend\Webhooks\Event;

use Autosend\Webhooks\Event;
use Autosend\Webhooks\Json;
use Autosend\Webhooks\Provider;
use Autosend\Webhooks\Reading;
use Autosend\Webhooks\Timestamp;

/**
 * An event that has no typed data.
 */
abstract readonly class RawEvent implements Event
{
    /**
     * @param string                   $type       the type as the body names it
     * @param Timestamp|null           $createdAt  when the event was created, if the body holds such a time
     * @param int                      $generation the number of the form of the body
     * @param array<array-key, string> $members    all members of the body, as raw JSON by name
     */
    public function __construct(
        public string $type,
        public ?Timestamp $createdAt,
        public int $generation,
        public array $members,
    ) {
    }

    public function type(): string
    {
        return $this->type;
    }

    public function sentType(): string
    {
        return $this->type;
    }

    public function problems(): array
    {
        return [];
    }

    public function createdAt(): ?Timestamp
    {
        return $this->createdAt;
    }

    public function generation(): int
    {
        return $this->generation;
    }

    /** The raw JSON of the event's data; null if there is none. */
    public function data(): ?string
    {
        return Provider::IS_TABLED
            ? Reading::data($this->members)
            : $this->members[Provider::GENERATIONS[$this->generation]['data']] ?? null;
    }

    public function toJson(): string
    {
        return Json::object($this->members);
    }
}
