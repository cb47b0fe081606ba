<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_is_list;
use function array_map;
use function implode;
use function is_array;

/**
 * An object that is read by a table of its members. One that does not fit is absent in its property, and in `$extra`.
 */
abstract readonly class TabledModel extends Model
{
    /**
     * By property: the member's name, its type, whether it has to be there, whether it may be null.
     *
     * @internal
     *
     * @var array<string, array{string, string|array{string, mixed}, bool, bool}>
     */
    public const FIELDS = [];

    /**
     * Whether the raw JSON of a type's values is kept in `$extra`: PHP's arrays do not tell `{}` from `[]`.
     *
     * @internal
     *
     * @param string|array{string, mixed} $of
     */
    public static function isRaw(string|array $of): bool
    {
        return match (is_array($of) ? $of[0] : $of) {
            'any', 'union', 'map', 'nullable' => true,
            'list' => self::isRaw($of[1]),
            default => false,
        };
    }

    public function isNull(string $property): bool
    {
        return isset(static::FIELDS[$property]) && ($this->extra[static::FIELDS[$property][0]] ?? '') === 'null';
    }

    public function toJson(int $generation = Provider::GENERATION): string
    {
        $members = [];
        foreach (static::FIELDS as $property => [$name, $of]) {
            if ($this->$property !== null && !isset($this->extra[$name])) {
                $members[$name] = self::written($of, $this->$property, $generation);
            }
        }

        return Json::object($members + $this->extra);
    }

    /** @param string|array{string, mixed} $of */
    private static function written(string|array $of, mixed $value, int $generation): string
    {
        if ($value instanceof UnknownValue) {
            return self::written('any', $value->value, $generation);
        }
        if (!is_array($value)) {
            return Json::value($value, $generation);
        }
        [$kind, $inner] = is_array($of) ? $of : ['any', 'any'];
        if ($kind === 'nullable') {
            return self::written($inner, $value, $generation);
        }
        // Which variant a value is, is not known.
        $item = $kind === 'union' ? 'any' : $inner;
        $items = array_map(static fn (mixed $it): string => self::written($item, $it, $generation), $value);
        $isList = $kind === 'list' || $kind !== 'map' && array_is_list($value);

        return $isList ? '[' . implode(',', $items) . ']' : Json::object($items);
    }
}
