<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\Model;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;
use Autosend\Webhooks\Timestamp;

/**
 * A contact was deleted.
 */
final readonly class ContactDeletedData extends Model
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
        array $extra = [],
    ) {
        parent::__construct($extra);
    }

    public static function decode(array $in, int $generation, ?Source $source): static
    {
        return match ($generation) {
            2 => new self(
                contactId: \is_string($in['contactId'] ?? '') ? $in['contactId'] ?? null : Read::text($in, 'contactId'),
                email: \is_string($in['email'] ?? '') ? $in['email'] ?? null : Read::text($in, 'email'),
                extra: Source::extra($source, $in, self::NAMES[2], false),
            ),
            1 => new self(
                contactId: \is_string($in['contactId'] ?? '') ? $in['contactId'] ?? null : Read::text($in, 'contactId'),
                email: \is_string($in['email'] ?? '') ? $in['email'] ?? null : Read::text($in, 'email'),
                deletedAt: isset($in['deletedAt']) ? Read::time($in, 'deletedAt') : null,
                userId: \is_string($in['userId'] ?? '') ? $in['userId'] ?? null : Read::text($in, 'userId'),
                firstName: \is_string($in['firstName'] ?? '') ? $in['firstName'] ?? null : Read::text($in, 'firstName'),
                lastName: \is_string($in['lastName'] ?? '') ? $in['lastName'] ?? null : Read::text($in, 'lastName'),
                createdAt: isset($in['createdAt']) ? Read::time($in, 'createdAt') : null,
                extra: Source::extra($source, $in, self::NAMES[1], false),
            ),
        };
    }
}
