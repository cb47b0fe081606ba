<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\PlainModel;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;

/**
 * An address with the name that goes with it.
 */
final readonly class Address extends PlainModel
{
    protected const NAMES = [
        2 => [
            'email' => 'email',
            'name' => 'name',
        ],
        1 => [
            'email' => 'email',
            'name' => 'name',
        ],
    ];

    /**
     * @param array<array-key, string> $extra members that no property names, as raw JSON by name
     */
    public function __construct(
        /** The e-mail address. */
        public string $email,
        /** The display name, if there is one. */
        public ?string $name = null,
        public array $extra = [],
    ) {
    }

    public static function decode(array $in, int $generation, ?Source $source): static
    {
        return match ($generation) {
            2 => new self(
                $in['email'] ?? null,
                $in['name'] ?? null,
                $source === null && !\in_array(null, $in, true) && !\array_diff_key($in, self::NAMES[2])
                    ? [] : Source::extra($source, $in, self::NAMES[2]),
            ),
            1 => new self(
                $in['email'] ?? null,
                $in['name'] ?? null,
                $source === null && !\in_array(null, $in, true) && !\array_diff_key($in, self::NAMES[1])
                    ? [] : Source::extra($source, $in, self::NAMES[1]),
            ),
        };
    }
}
