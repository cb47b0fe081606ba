<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\PlainModel;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;
use Autosend\Webhooks\Timestamp;

/**
 * A contact was deleted.
 */
final readonly class ContactDeletedData extends PlainModel
{
    protected const NAMES = [
        2 => [
            'contactId' => 'contactId',
            'email' => 'email',
        ],
        1 => [
            'contactId' => 'contactId',
            'email' => 'email',
            'deletedAt' => 'deletedAt',
            'userId' => 'userId',
            'firstName' => 'firstName',
            'lastName' => 'lastName',
            'createdAt' => 'createdAt',
        ],
    ];

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
        public array $extra = [],
    ) {
    }

    public static function decode(array $in, int $generation, ?Source $source): static
    {
        return match ($generation) {
            2 => new self(
                $in['contactId'] ?? null,
                $in['email'] ?? null,
                null,
                null,
                null,
                null,
                null,
                $source === null && !\in_array(null, $in, true) && !\array_diff_key($in, self::NAMES[2])
                    ? [] : Source::extra($source, $in, self::NAMES[2]),
            ),
            1 => new self(
                $in['contactId'] ?? null,
                $in['email'] ?? null,
                isset($in['deletedAt']) ? Read::time($in, 'deletedAt') : null,
                $in['userId'] ?? null,
                $in['firstName'] ?? null,
                $in['lastName'] ?? null,
                isset($in['createdAt']) ? Read::time($in, 'createdAt') : null,
                $source === null && !\in_array(null, $in, true) && !\array_diff_key($in, self::NAMES[1])
                    ? [] : Source::extra($source, $in, self::NAMES[1]),
            ),
        };
    }
}
