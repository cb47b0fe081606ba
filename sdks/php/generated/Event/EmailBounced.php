<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Event;

use Autosend\Webhooks\Data\EmailBouncedData;
use Autosend\Webhooks\Timestamp;

/**
 * `email.bounced`: the recipient's mail server refused a message.
 */
final readonly class EmailBounced extends PlainEvent
{
    public const TYPE = 'email.bounced';
    protected const DATA = EmailBouncedData::class;

    /**
     * @param Timestamp                $createdAt  when the event was created
     * @param int                      $generation the number of the form of the body
     * @param array<array-key, string> $extra      members of the body that no property names, as raw JSON by name
     */
    public function __construct(
        public Timestamp $createdAt,
        /** What the event says. */
        public EmailBouncedData $data,
        public int $generation = 2,
        public array $extra = [],
    ) {
    }
}
