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
    /** @var array<int, array<array-key, string>> the properties by their members' names, by generation */
    protected const NAMES = [];

    /**
     * Reads an object from its decoded members.
     *
     * @internal
     *
     * @param array<array-key, mixed> $in
     * @param Source|null             $source where they are from; without it nothing can be read whose text has to be kept
     *
     * @throws DecodeError
     * @throws \TypeError where a text or a truth value is none: `misfit` says which
     */
    abstract public static function decode(array $in, int $generation, ?Source $source): static;

    /**
     * The first member that is no text or truth value though its property is; null if there is none.
     *
     * @internal
     *
     * @param array<array-key, mixed> $in
     */
    public static function misfit(array $in, int $generation): ?DecodeError
    {
        foreach (static::NAMES[$generation] as $name => $property) {
            $type = (new \ReflectionProperty(static::class, $property))->getType();
            if ($type?->allowsNull() && !isset($in[$name])) {
                continue;
            }
            try {
                match ($type instanceof \ReflectionNamedType ? $type->getName() : '') {
                    'string' => Read::text($in, $name),
                    'bool' => Read::boolean($in, $name),
                    default => null,
                };
            } catch (DecodeError $error) {
                return $error;
            }
        }

        return null;
    }

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
    public function isNull(string $property): bool
    {
        $names = array_map(static fn (array $names) => array_search($property, $names, true), static::NAMES);

        return array_filter($names, fn ($name) => $name !== false && ($this->extra[$name] ?? '') === 'null') !== [];
    }

    /** The object as JSON, in a form of the body: equivalent to what it was read from. */
    public function toJson(int $generation = Provider::GENERATION): string
    {
        $members = [];
        foreach (static::NAMES[$generation] as $name => $property) {
            if ($this->$property !== null && !isset($this->extra[$name])) {
                $members[$name] = Json::value($this->$property, $generation);
            }
        }

        return Json::object($members + $this->extra);
    }
}
