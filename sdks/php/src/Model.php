<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * An object with named members, and any others. Immutable.
 *
 * @phpstan-consistent-constructor
 */
abstract readonly class Model
{
    /**
     * What there is besides the named members.
     *
     * @param array<array-key, string> $extra members that no property names, as raw JSON by name; and originals that a
     *                                        property can't print back: an explicit `null`, or `1.0` for an integer
     */
    public function __construct(public array $extra = [])
    {
    }

    /** @return list<Field> */
    abstract protected static function fields(): array;

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
        foreach (static::fields() as $field) {
            if ($field->property === $property) {
                return array_filter($field->names, fn ($name) => ($this->extra[$name] ?? '') === 'null') !== [];
            }
        }

        return false;
    }

    /**
     * Reads an object from JSON that is valid.
     *
     * @internal
     *
     * @throws Misfit
     */
    public static function read(string $raw, int $generation): static
    {
        if ($raw[0] !== '{') {
            throw new Misfit('expected an object');
        }
        $extra = (new Scanner($raw))->members();
        $values = [];
        foreach (static::fields() as $field) {
            $name = $field->names[$generation] ?? null;
            if ($name === null) {
                continue;
            }
            $raw = $extra[$name] ?? null;
            if ($raw === null && !$field->isOptional) {
                throw new Misfit("there is no `$name`");
            }
            if ($raw === null || $raw === 'null' && ($field->isOptional || $field->isNullable)) {
                $values[$field->property] = null;
                continue;
            }
            try {
                $values[$field->property] = $field->type->read($raw, $generation, $exact);
            } catch (Misfit $error) {
                throw new Misfit("`$name`: {$error->getMessage()}");
            }
            if ($exact) {
                unset($extra[$name]);
            }
        }

        return new static(...$values, extra: $extra);
    }

    /** The object as JSON, in a form of the body: equivalent to what it was read from. */
    public function toJson(int $generation = 2): string
    {
        $members = [];
        foreach (static::fields() as $field) {
            $name = $field->names[$generation] ?? null;
            $value = $this->{$field->property};
            if ($name !== null && $value !== null && !isset($this->extra[$name])) {
                $members[$name] = $field->type->write($value, $generation);
            }
        }

        return Json::object($members + $this->extra);
    }
}
