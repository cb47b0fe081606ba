<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\Field;
use Autosend\Webhooks\Model;
use Autosend\Webhooks\Timestamp;
use Autosend\Webhooks\Type;

/**
 * A contact was deleted.
 */
final readonly class ContactDeletedData extends Model
{
    /**
     * @param array<array-key, string> $extra members that no property names, as raw JSON by name
     */
    public function __construct(
        /** Id of the contact. */
        public ?string $contactId = null,
        /** The contact's e-mail address. */
        public ?string $email = null,
        /** When the contact was deleted (first generation). */
        public ?Timestamp $deletedAt = null,
        /** The id that your own system gave the contact (first generation). */
        public ?string $userId = null,
        /** The first name (first generation). */
        public ?string $firstName = null,
        /** The last name (first generation). */
        public ?string $lastName = null,
        /** When the contact was created (first generation). */
        public ?Timestamp $createdAt = null,
        array $extra = [],
    ) {
        parent::__construct($extra);
    }

    protected static function fields(): array
    {
        static $fields;

        return $fields ??= [
            new Field('contactId', [2 => 'contactId', 1 => 'contactId'], Type::text(), isOptional: true),
            new Field('email', [2 => 'email', 1 => 'email'], Type::text(), isOptional: true),
            new Field('deletedAt', [1 => 'deletedAt'], Type::time(), isOptional: true),
            new Field('userId', [1 => 'userId'], Type::text(), isOptional: true),
            new Field('firstName', [1 => 'firstName'], Type::text(), isOptional: true),
            new Field('lastName', [1 => 'lastName'], Type::text(), isOptional: true),
            new Field('createdAt', [1 => 'createdAt'], Type::time(), isOptional: true),
        ];
    }
}
