<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\PlainModel;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;
use Autosend\Webhooks\Timestamp;

/**
 * A contact was changed. Custom properties are in `$extra`.
 */
final readonly class ContactUpdatedData extends PlainModel
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
        public array $extra = [],
    ) {
    }

    public static function decode(array $in, int $generation, ?Source $source): static
    {
        return match ($generation) {
            2 => new self(
                $in['contactId'] ?? null,
                $in['email'] ?? null,
                $in['name'] ?? null,
                isset($in['changedFields']) ? Read::items($in, 'changedFields', static fn (array $items, int $at, ?Source $source) => Read::text($items, $at), $source) : null,
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
                null,
                null,
                isset($in['updatedAt']) ? Read::time($in, 'updatedAt') : null,
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
