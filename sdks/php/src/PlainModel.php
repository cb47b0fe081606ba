<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * An object that fits its class or is refused, which has code of its own to read it.
 */
abstract readonly class PlainModel extends Model
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

    public function isNull(string $property): bool
    {
        $names = array_map(static fn (array $names) => array_search($property, $names, true), static::NAMES);

        return array_filter($names, fn ($name) => $name !== false && ($this->extra[$name] ?? '') === 'null') !== [];
    }

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
