<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Event;

use Autosend\Webhooks\Data\EmailSpamReportedData;
use Autosend\Webhooks\Timestamp;

/**
 * `email.spam_reported`: a recipient reported a message as spam.
 */
final readonly class EmailSpamReported extends PlainEvent
{
    public const TYPE = 'email.spam_reported';
    protected const DATA = EmailSpamReportedData::class;

    /**
     * @param Timestamp                $createdAt  when the event was created
     * @param int                      $generation the number of the form of the body
     * @param array<array-key, string> $extra      members of the body that no property names, as raw JSON by name
     */
    public function __construct(
        public Timestamp $createdAt,
        /** What the event says. */
        public EmailSpamReportedData $data,
        public int $generation = 2,
        public array $extra = [],
    ) {
    }
}
