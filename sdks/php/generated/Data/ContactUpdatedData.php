<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\Model;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;
use Autosend\Webhooks\Timestamp;

/**
 * A contact was changed. Custom properties are in `$extra`.
 */
final readonly class ContactUpdatedData extends Model
{
    protected const NAMES = [
        2 => [
            'contactId' => 'contactId',
            'email' => 'email',
            'name' => 'name',
            'changedFields' => 'changedFields',
        ],
        1 => [
            'contactId' => 'contactId',
            'email' => 'email',
            'updatedAt' => 'updatedAt',
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
        /** The contact's name. */
        public ?string $name = null,
        /** @var list<string>|null The names of the fields that changed. */
        public ?array $changedFields = null,
        /** When the contact was changed (first generation). */
        public ?Timestamp $updatedAt = null,
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
                name: \is_string($in['name'] ?? '') ? $in['name'] ?? null : Read::text($in, 'name'),
                changedFields: isset($in['changedFields']) ? Read::items($in, 'changedFields', static fn (array $items, int $at, ?Source $source) => Read::text($items, $at), $source) : null,
                extra: Source::extra($source, $in, self::NAMES[2], false),
            ),
            1 => new self(
                contactId: \is_string($in['contactId'] ?? '') ? $in['contactId'] ?? null : Read::text($in, 'contactId'),
                email: \is_string($in['email'] ?? '') ? $in['email'] ?? null : Read::text($in, 'email'),
                updatedAt: isset($in['updatedAt']) ? Read::time($in, 'updatedAt') : null,
                userId: \is_string($in['userId'] ?? '') ? $in['userId'] ?? null : Read::text($in, 'userId'),
                firstName: \is_string($in['firstName'] ?? '') ? $in['firstName'] ?? null : Read::text($in, 'firstName'),
                lastName: \is_string($in['lastName'] ?? '') ? $in['lastName'] ?? null : Read::text($in, 'lastName'),
                createdAt: isset($in['createdAt']) ? Read::time($in, 'createdAt') : null,
                extra: Source::extra($source, $in, self::NAMES[1], false),
            ),
        };
    }
}
