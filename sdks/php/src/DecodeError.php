<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * A value is not what was expected.
 *
 * @internal
 */
final class DecodeError extends \UnexpectedValueException
{
    /** The same of the object or list that holds the value under that name. */
    public function within(string|int $name): self
    {
        return new self("`$name`: {$this->getMessage()}");
    }
}
