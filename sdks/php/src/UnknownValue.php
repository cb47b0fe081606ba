<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * A value that is none of a union's variants.
 */
final readonly class UnknownValue
{
    /** @param mixed $value as it was sent, decoded; its raw JSON is in `$extra` of the object that holds it */
    public function __construct(public mixed $value)
    {
    }
}
