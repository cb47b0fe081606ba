<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Event;

use Autosend\Webhooks\Data\EmailDeliveredData;
use Autosend\Webhooks\Timestamp;

/**
 * `email.delivered`: the recipient's mail server accepted a message.
 */
final readonly class EmailDelivered extends TypedEvent
{
    public const TYPE = 'email.delivered';
    protected const DATA = EmailDeliveredData::class;

    /**
     * @param Timestamp                $createdAt when the event was created
     * @param array<array-key, string> $extra     members of the body that no property names, as raw JSON by name
     */
    public function __construct(
        Timestamp $createdAt,
        /** What the event says. */
        public EmailDeliveredData $data,
        int $generation = 2,
        array $extra = [],
    ) {
        parent::__construct($createdAt, $generation, $extra);
    }
}
