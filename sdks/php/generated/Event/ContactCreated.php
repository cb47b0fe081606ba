<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Event;

use Autosend\Webhooks\Data\ContactCreatedData;
use Autosend\Webhooks\Timestamp;

/**
 * `contact.created`: a contact was created.
 */
final readonly class ContactCreated extends PlainEvent
{
    public const TYPE = 'contact.created';
    protected const DATA = ContactCreatedData::class;

    /**
     * @param Timestamp                $createdAt  when the event was created
     * @param int                      $generation the number of the form of the body
     * @param array<array-key, string> $extra      members of the body that no property names, as raw JSON by name
     */
    public function __construct(
        public Timestamp $createdAt,
        /** What the event says. */
        public ContactCreatedData $data,
        public int $generation = 2,
        public array $extra = [],
    ) {
    }
}
