<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Event;

use Autosend\Webhooks\Data\ContactDeletedData;
use Autosend\Webhooks\Timestamp;

/**
 * `contact.deleted`: a contact was deleted.
 */
final readonly class ContactDeleted extends PlainEvent
{
    public const TYPE = 'contact.deleted';
    protected const DATA = ContactDeletedData::class;

    /**
     * @param Timestamp                $createdAt  when the event was created
     * @param int                      $generation the number of the form of the body
     * @param array<array-key, string> $extra      members of the body that no property names, as raw JSON by name
     */
    public function __construct(
        public Timestamp $createdAt,
        /** What the event says. */
        public ContactDeletedData $data,
        public int $generation = 2,
        public array $extra = [],
    ) {
    }
}
