<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * An object with named members, and any others. Immutable.
 *
 * @property-read array<array-key, string> $extra members that no property names, as raw JSON by name; and originals that a
 *                                                property can't print back: an explicit `null`, or `1.0` for an integer
 */
abstract readonly class Model
{
    /**
     * A member that no property names, decoded; null if there is none. Integers that PHP does not have become strings.
     */
    public function extra(string $name): mixed
    {
        return isset($this->extra[$name])
            ? json_decode($this->extra[$name], true, 512, JSON_BIGINT_AS_STRING | JSON_THROW_ON_ERROR)
            : null;
    }

    /** Whether the member of a property is there and null; a property that is null may also be absent. */
    abstract public function isNull(string $property): bool;

    /** The object as JSON, in a form of the body: equivalent to what it was read from. */
    abstract public function toJson(int $generation = Provider::GENERATION): string;
}
