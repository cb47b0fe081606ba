<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * The type of a field: how its raw JSON becomes a value, and back.
 *
 * @internal
 */
final readonly class Type
{
    /** @param class-string<Model>|null $class */
    private function __construct(private string $kind, private ?string $class = null, private ?self $items = null)
    {
    }

    public static function text(): self
    {
        return new self('text');
    }

    public static function boolean(): self
    {
        return new self('boolean');
    }

    public static function integer(): self
    {
        return new self('integer');
    }

    public static function time(): self
    {
        return new self('time');
    }

    /** @param class-string<Model> $class */
    public static function object(string $class): self
    {
        return new self('object', class: $class);
    }

    public static function listOf(self $items): self
    {
        return new self('list', items: $items);
    }

    /**
     * Reads a value; `$exact` tells whether `write` gives back the same.
     *
     * @throws Misfit
     */
    public function read(string $raw, int $generation, ?bool &$exact = null): mixed
    {
        $exact = true;

        return match ($this->kind) {
            'text' => Json::text($raw, $exact),
            'boolean' => $raw === 'true' || ($raw === 'false' ? false : throw new Misfit('expected true or false')),
            'integer' => Json::integer($raw, $exact),
            'time' => Timestamp::parse(Json::text($raw, $exact)) ?? throw new Misfit('expected an ISO 8601 time'),
            'object' => $this->class::read($raw, $generation),
            'list' => $this->readList($raw, $generation, $exact),
        };
    }

    public function write(mixed $value, int $generation): string
    {
        return match ($this->kind) {
            'text', 'time' => Json::quote((string) $value),
            'object' => $value->toJson($generation),
            'list' => '[' . implode(',', array_map(fn ($item) => $this->items->write($item, $generation), $value)) . ']',
            default => json_encode($value, JSON_THROW_ON_ERROR),
        };
    }

    /** @return list<mixed> */
    private function readList(string $raw, int $generation, ?bool &$exact): array
    {
        if ($raw[0] !== '[') {
            throw new Misfit('expected an array');
        }
        $values = [];
        foreach ((new Scanner($raw))->items() as $item) {
            $values[] = $this->items->read($item, $generation, $same);
            $exact = $exact && $same;
        }

        return $values;
    }
}
