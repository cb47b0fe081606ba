<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\Field;
use Autosend\Webhooks\Model;
use Autosend\Webhooks\Type;

/**
 * An address with the name that goes with it.
 */
final readonly class Address extends Model
{
    /**
     * @param array<array-key, string> $extra members that no property names, as raw JSON by name
     */
    public function __construct(
        /** The e-mail address. */
        public string $email,
        /** The display name, if there is one. */
        public ?string $name = null,
        array $extra = [],
    ) {
        parent::__construct($extra);
    }

    protected static function fields(): array
    {
        static $fields;

        return $fields ??= [
            new Field('email', [2 => 'email', 1 => 'email'], Type::text()),
            new Field('name', [2 => 'name', 1 => 'name'], Type::text(), isOptional: true, isNullable: true),
        ];
    }
}
