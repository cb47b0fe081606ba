<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Event;

use Autosend\Webhooks\Data\EmailSentData;
use Autosend\Webhooks\Timestamp;

/**
 * `email.sent`: a message was handed over for sending.
 */
final readonly class EmailSent extends PlainEvent
{
    public const TYPE = 'email.sent';
    protected const DATA = EmailSentData::class;

    /**
     * @param Timestamp                $createdAt  when the event was created
     * @param int                      $generation the number of the form of the body
     * @param array<array-key, string> $extra      members of the body that no property names, as raw JSON by name
     */
    public function __construct(
        public Timestamp $createdAt,
        /** What the event says. */
        public EmailSentData $data,
        public int $generation = 2,
        public array $extra = [],
    ) {
    }
}
