<?php

declare(strict_types=1);

namespace Autosend\Webhooks\Event;

use Autosend\Webhooks\DecodeError;
use Autosend\Webhooks\Event;
use Autosend\Webhooks\Json;
use Autosend\Webhooks\Model;
use Autosend\Webhooks\Provider;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;
use Autosend\Webhooks\Timestamp;

use function array_flip;
use function count;

/**
 * An event of a known type, with data that fits it.
 *
 * @property-read Timestamp                $createdAt  when the event was created
 * @property-read Model                    $data       what the event says
 * @property-read int                      $generation the number of the form of the body
 * @property-read array<array-key, string> $extra      members of the body that no property names, as raw JSON by name
 */
abstract readonly class TypedEvent implements Event
{
    /** The type as AutoSend writes it. */
    public const TYPE = '';
    /** The class of its data. */
    protected const DATA = Model::class;

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

    public function type(): string
    {
        return static::TYPE;
    }

    public function createdAt(): Timestamp
    {
        return $this->createdAt;
    }

    public function generation(): int
    {
        return $this->generation;
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
