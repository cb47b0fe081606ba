<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_key_exists;
use function floor;
use function is_array;
use function is_bool;
use function is_float;
use function is_int;
use function is_string;

/**
 * Reads typed values from what PHP has decoded: members of an object by name, or items of a list by position.
 *
 * @internal
 */
final class Read
{
    /** @param array<array-key, mixed> $in */
    public static function text(array $in, string|int $name): string
    {
        $value = $in[$name] ?? null;

        return is_string($value) ? $value : self::fail($in, $name, 'a string');
    }

    /** @param array<array-key, mixed> $in */
    public static function boolean(array $in, string|int $name): bool
    {
        $value = $in[$name] ?? null;

        return is_bool($value) ? $value : self::fail($in, $name, 'true or false');
    }

    /**
     * Takes 3.0 and 3e0 for 3, as JSON Schema and JavaScript do.
     *
     * @param array<array-key, mixed> $in
     */
    public static function integer(array $in, string|int $name): int
    {
        $value = $in[$name] ?? null;
        if (!is_int($value) && !is_float($value)) {
            self::fail($in, $name, 'an integer');
        }
        if ($value < 0 || $value > Provider::MAX_INTEGER || floor($value) != $value) {
            self::fail($in, $name, 'an integer from 0 to ' . Provider::MAX_INTEGER);
        }

        return (int) $value;
    }

    /** @param array<array-key, mixed> $in */
    public static function number(array $in, string|int $name): int|float
    {
        $value = $in[$name] ?? null;

        return is_int($value) || is_float($value) ? $value : self::fail($in, $name, 'a number');
    }

    /** @param array<array-key, mixed> $in */
    public static function time(array $in, string|int $name): Timestamp
    {
        return Timestamp::parse(self::text($in, $name)) ?? self::fail($in, $name, 'an ISO 8601 time');
    }

    /**
     * @template T of PlainModel
     *
     * @param array<array-key, mixed> $in
     * @param class-string<T>         $class
     *
     * @return T
     */
    public static function object(array $in, string|int $name, string $class, int $generation, ?Source $source): PlainModel
    {
        $value = $in[$name] ?? null;
        if (!$value instanceof \stdClass) {
            self::fail($in, $name, 'an object');
        }
        try {
            return $class::decode((array) $value, $generation, $source?->at($name));
        } catch (DecodeError $error) {
            throw $error->within($name);
        } catch (\TypeError $error) {
            throw $class::misfit((array) $value, $generation)?->within($name) ?? $error;
        }
    }

    /**
     * @template T
     *
     * @param array<array-key, mixed>                $in
     * @param \Closure(list<mixed>, int, ?Source): T $read reads the item at a position
     *
     * @return list<T>
     */
    public static function items(array $in, string|int $name, \Closure $read, ?Source $source): array
    {
        $items = $in[$name] ?? null;
        if (!is_array($items)) {
            self::fail($in, $name, 'an array');
        }
        $source = $source?->at($name);
        $values = [];
        try {
            foreach ($items as $at => $_) {
                $values[] = $read($items, $at, $source);
            }
        } catch (DecodeError $error) {
            throw $error->within($name);
        }

        return $values;
    }

    /**
     * Whether a member is there and null.
     *
     * @param array<array-key, mixed> $in
     */
    public static function isNull(array $in, string $name): bool
    {
        return !isset($in[$name]) && array_key_exists($name, $in);
    }

    /** @param array<array-key, mixed> $in */
    private static function fail(array $in, string|int $name, string $expected): never
    {
        throw new DecodeError(
            array_key_exists($name, $in) ? "`$name`: expected $expected" : "there is no `$name`",
        );
    }
}
