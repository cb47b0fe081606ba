<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_column;
use function array_fill_keys;
use function array_filter;
use function array_key_exists;
use function array_map;
use function floor;
use function in_array;
use function is_array;
use function is_bool;
use function is_float;
use function is_int;
use function is_scalar;
use function is_string;
use function strtr;

/**
 * Reads an event's data by the tables that generated classes hold. A type is a word, or a pair such as `['list', 'text']`.
 *
 * @internal
 */
final class Tables
{
    private const EXPECTED = [
        'text' => 'a string',
        'boolean' => 'true or false',
        'number' => 'a number',
        'time' => 'an ISO 8601 time',
        'integer' => 'an integer from 0 to ' . Provider::MAX_INTEGER,
        'long' => 'an integer of 64 bits',
    ];

    /** @var list<Problem> what does not fit */
    public array $problems = [];
    /** Whether a problem ends the reading. */
    private bool $isStrict = !Provider::IS_ADVICE;
    /** @var array<string, mixed> what unions read values as, so that each is tried once */
    private array $tried = [];

    /**
     * An object of a class. What does not fit is a problem, and stays in `$extra`.
     *
     * @template T of TabledModel
     *
     * @param class-string<T> $class
     * @param mixed           $value  as it was decoded
     * @param string          $path   where it is in the data
     *
     * @return T
     *
     * @throws DecodeError if it is no object
     * @throws Misfit
     */
    public function object(string $class, mixed $value, string $path, Source $source): TabledModel
    {
        if (!$value instanceof \stdClass) {
            throw new DecodeError('expected an object');
        }
        $in = (array) $value;
        $values = [];
        $exact = self::exact($class);
        foreach ($class::FIELDS as $property => [$name, $of, $isRequired, $isNullable]) {
            if (!isset($in[$name])) {
                if ($isRequired && !($isNullable && array_key_exists($name, $in))) {
                    $message = array_key_exists($name, $in) ? 'is null' : 'is missing';
                    $this->report($path . self::step($name), $message);
                }
                continue;
            }
            try {
                $values[$property] = $this->read($of, $in[$name], $path, $name, $source);
            } catch (DecodeError $error) {
                unset($exact[$name]);
                $this->report($path . self::step($name), $error->getMessage());
            }
        }

        return new $class(...$values, extra: Source::extra($source, $in, $exact));
    }

    /**
     * The names of the members that properties print back, where they fit.
     *
     * @param class-string<TabledModel> $class
     *
     * @return array<array-key, true>
     */
    private static function exact(string $class): array
    {
        static $all = [];
        if (!isset($all[$class])) {
            $isExact = static fn (array $field): bool => !TabledModel::isRaw($field[1]);
            $all[$class] = array_fill_keys(array_column(array_filter($class::FIELDS, $isExact), 0), true);
        }

        return $all[$class];
    }

    /** A decoded value as arrays: objects by their members' names. */
    public static function plain(mixed $value): mixed
    {
        return $value instanceof \stdClass || is_array($value) ? array_map(self::plain(...), (array) $value) : $value;
    }

    private static function step(string|int $name): string
    {
        return '/' . strtr((string) $name, ['~' => '~0', '/' => '~1']);
    }

    private function report(string $path, string $message): void
    {
        if ($this->isStrict) {
            throw new Misfit("`$path` $message");
        }
        $this->problems[] = new Problem($path, $message);
    }

    /**
     * @param string|array{string, mixed} $of
     * @param Source                      $source where the object or list that holds the value is from
     */
    private function read(string|array $of, mixed $value, string $path, string|int $name, Source $source): mixed
    {
        if (is_string($of)) {
            return self::scalar($of, $value);
        }
        [$kind, $inner] = $of;
        if ($kind === 'nullable') {
            return $value === null ? null : $this->read($inner, $value, $path, $name, $source);
        }
        if ($kind === 'union') {
            return $this->union($inner, $value, $path, $name, $source);
        }
        $path .= self::step($name);

        return match ($kind) {
            'object' => $this->object($inner, $value, $path, $source->at($name)),
            'list' => $this->items($inner, is_array($value) ? $value : null, 'an array', $path, $source->at($name)),
            'map' => $this->items($inner, $value instanceof \stdClass ? (array) $value : null, 'an object', $path, $source->at($name)),
        };
    }

    /**
     * @param string|array{string, mixed}   $of
     * @param array<array-key, mixed>|null  $items null where the value is no such
     *
     * @return array<array-key, mixed>
     */
    private function items(string|array $of, ?array $items, string $expected, string $path, Source $source): array
    {
        $values = [];
        foreach ($items ?? throw new DecodeError("expected $expected") as $name => $item) {
            $values[$name] = $this->read($of, $item, $path, $name, $source);
        }

        return $values;
    }

    private static function scalar(string $of, mixed $value): mixed
    {
        if ($of === 'any') {
            return self::plain($value);
        }
        $fits = match ($of) {
            'text' => is_string($value),
            'boolean' => is_bool($value),
            'number' => is_int($value) || is_float($value),
            'time' => is_string($value) && ($value = Timestamp::parse($value)) !== null,
            'integer' => ($value = self::whole($value)) !== null && $value >= 0 && $value <= Provider::MAX_INTEGER,
            'long' => ($value = self::whole($value)) !== null,
        };

        return $fits ? $value : throw new DecodeError('expected ' . self::EXPECTED[$of]);
    }

    /** Takes 3.0 and 3e0 for 3, as JSON Schema and JavaScript do. */
    private static function whole(mixed $value): ?int
    {
        if (is_float($value) && floor($value) === $value && $value >= -(2 ** 63) && $value < 2 ** 63) {
            return (int) $value;
        }

        return is_int($value) ? $value : null;
    }

    /** The variant that the discriminator names, or else the first that fits without a problem; or the value as it is. */
    private function union(string $union, mixed $value, string $path, string|int $name, Source $source): mixed
    {
        [$discriminator, $variants] = Unions::ALL[$union];
        if ($discriminator === null) {
            $key = $union . ' ' . $path . self::step($name);

            return array_key_exists($key, $this->tried)
                ? $this->tried[$key]
                : $this->tried[$key] = $this->firstFit($variants, $value, $path, $name, $source);
        }
        $tag = $value instanceof \stdClass ? ((array) $value)[$discriminator] ?? null : null;
        $tag = is_bool($tag) ? ($tag ? 'true' : 'false') : $tag;
        foreach (is_scalar($tag) ? $variants : [] as [$of, $tags]) {
            if (in_array((string) $tag, $tags, true)) {
                return $this->read($of, $value, $path, $name, $source);
            }
        }

        return new UnknownValue(self::plain($value));
    }

    /** @param list<array{string|array{string, mixed}, list<string>}> $variants */
    private function firstFit(array $variants, mixed $value, string $path, string|int $name, Source $source): mixed
    {
        $isStrict = $this->isStrict;
        $this->isStrict = true;
        try {
            foreach ($variants as [$of, ]) {
                try {
                    return $this->read($of, $value, $path, $name, $source);
                } catch (DecodeError | Misfit) {
                    // The next one.
                }
            }
        } finally {
            $this->isStrict = $isStrict;
        }

        return new UnknownValue(self::plain($value));
    }
}
