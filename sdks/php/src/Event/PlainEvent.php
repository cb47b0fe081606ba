<?php

declare(strict_types=1);

namespace Autosend\Webhooks\Event;

use Autosend\Webhooks\DecodeError;
use Autosend\Webhooks\Json;
use Autosend\Webhooks\Provider;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;
use Autosend\Webhooks\Timestamp;

use function array_flip;
use function count;

/**
 * An event in a form of the body that `Provider::GENERATIONS` says, with data that fits it.
 *
 * @property-read Timestamp $createdAt when the event was created
 */
abstract readonly class PlainEvent extends TypedEvent
{
    /**
     * Reads the event from the decoded members of a body.
     *
     * @internal
     *
     * @param array<array-key, mixed> $in
     *
     * @throws DecodeError
     */
    public static function decode(?Timestamp $createdAt, int $generation, array $in, ?Source $source): static
    {
        $names = Provider::GENERATIONS[$generation];
        if ($createdAt === null) {
            throw new DecodeError("`{$names['time']}` is not an ISO 8601 time");
        }
        $data = Read::object($in, $names['data'], static::DATA, $generation, $source);
        $extra = count($in) === count($names) ? [] : Source::extra($source, $in, array_flip($names));

        return new static($createdAt, $data, $generation, $extra);
    }

    public function createdAt(): Timestamp
    {
        return $this->createdAt;
    }

    public function generation(): int
    {
        return $this->generation;
    }

    public function sentType(): string
    {
        return static::TYPE;
    }

    public function problems(): array
    {
        return [];
    }

    public function toJson(): string
    {
        $names = Provider::GENERATIONS[$this->generation];

        return Json::object([
            $names['type'] => Json::quote(static::TYPE),
            $names['time'] => Json::quote((string) $this->createdAt),
            $names['data'] => $this->data->toJson($this->generation),
        ] + $this->extra);
    }
}
