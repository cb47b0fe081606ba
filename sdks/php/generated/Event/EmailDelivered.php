<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Event;

use Autosend\Webhooks\Data\EmailDeliveredData;
use Autosend\Webhooks\Timestamp;

/**
 * `email.delivered`: the recipient's mail server accepted a message.
 */
final readonly class EmailDelivered extends PlainEvent
{
    public const TYPE = 'email.delivered';
    protected const DATA = EmailDeliveredData::class;

    /**
     * @param Timestamp                $createdAt  when the event was created
     * @param int                      $generation the number of the form of the body
     * @param array<array-key, string> $extra      members of the body that no property names, as raw JSON by name
     */
    public function __construct(
        public Timestamp $createdAt,
        /** What the event says. */
        public EmailDeliveredData $data,
        public int $generation = 2,
        public array $extra = [],
    ) {
    }
}
