<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * A named member of an object.
 *
 * @internal
 */
final readonly class Field
{
    /**
     * @param string             $property the property that holds it
     * @param array<int, string> $names    the member's name by generation; one that lacks it has no entry
     */
    public function __construct(
        public string $property,
        public array $names,
        public Type $type,
        public bool $isOptional = false,
        public bool $isNullable = false,
    ) {
    }
}
