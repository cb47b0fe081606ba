<?php

declare(strict_types=1);

namespace Autosend\Webhooks\Event;

use Autosend\Webhooks\Event;
use Autosend\Webhooks\Model;
use Autosend\Webhooks\Timestamp;

/**
 * An event of a known type.
 *
 * @property-read Timestamp|null           $createdAt when the event was created
 * @property-read Model                    $data      what the event says
 * @property-read array<array-key, string> $extra     members of the body that no property names, as raw JSON by name
 */
abstract readonly class TypedEvent implements Event
{
    /** The type as AutoSend writes it. */
    public const TYPE = '';
    /** The class of its data. */
    protected const DATA = Model::class;

    public function type(): string
    {
        return static::TYPE;
    }
}
