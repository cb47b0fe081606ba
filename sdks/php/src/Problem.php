<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * Something in an event's data that does not fit its type.
 */
final readonly class Problem
{
    /**
     * @param string $path    where it is: a JSON pointer within the data
     * @param string $message why, for people to read
     */
    public function __construct(public string $path, public string $message)
    {
    }
}
