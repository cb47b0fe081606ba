<?php

declare(strict_types=1);

namespace Autosend\Webhooks\Event;

/**
 * An event of a type that this version does not know.
 */
final readonly class Unknown extends RawEvent
{
}
