<?php

declare(strict_types=1);

namespace Autosend\Webhooks\Event;

use Autosend\Webhooks\DecodeError;
use Autosend\Webhooks\Json;
use Autosend\Webhooks\Misfit;
use Autosend\Webhooks\Problem;
use Autosend\Webhooks\Provider;
use Autosend\Webhooks\Source;
use Autosend\Webhooks\Tables;
use Autosend\Webhooks\Timestamp;

/**
 * An event of a provider whose requests say their type, time and data in ways of their own.
 *
 * @property-read list<Problem>            $problems what in the data does not fit the event's type
 * @property-read array<array-key, string> $members  all members of the body, as raw JSON by name
 * @property-read string                   $sentType the type as the request says it
 */
abstract readonly class EnvelopedEvent extends TypedEvent
{
    /**
     * Reads the event's data.
     *
     * @internal
     *
     * @param array<array-key, string> $members
     * @param array<array-key, string> $extra
     *
     * @throws DecodeError where the data is no object
     * @throws Misfit      where something does not fit that has to
     */
    public static function of(
        mixed $data,
        Source $source,
        ?Timestamp $createdAt,
        string $sentType,
        array $members,
        array $extra,
    ): static {
        $tables = new Tables();
        $data = $tables->object(static::DATA, $data, '', $source);

        return new static($createdAt, $data, $extra, $tables->problems, $members, $sentType);
    }

    public function createdAt(): ?Timestamp
    {
        return $this->createdAt;
    }

    public function generation(): int
    {
        return Provider::GENERATION;
    }

    public function sentType(): string
    {
        return $this->sentType;
    }

    public function problems(): array
    {
        return $this->problems;
    }

    public function toJson(): string
    {
        return Json::object($this->members);
    }
}
