<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\Field;
use Autosend\Webhooks\Model;
use Autosend\Webhooks\Timestamp;
use Autosend\Webhooks\Type;

/**
 * A message was handed over for sending.
 */
final readonly class EmailSentData extends Model
{
    /**
     * @param array<array-key, string> $extra members that no property names, as raw JSON by name
     */
    public function __construct(
        /** Id of the message. */
        public string $emailId,
        /** The sender's address. */
        public string $from,
        /** The recipient. */
        public Address $to,
        /** The subject line. */
        public string $subject,
        /** Whether it was a test message. First-generation bodies don't say: false. */
        public bool $test = false,
        /** Id of the campaign it belongs to. */
        public ?string $campaignId = null,
        /** Id of the template it was made from. */
        public ?string $templateId = null,
        /** Id of the workflow automation that sent it. */
        public ?string $workflowAutomationId = null,
        /** Id of the batch it was sent in. */
        public ?string $batchId = null,
        /** When the message was created (first generation). */
        public ?Timestamp $createdAt = null,
        /** When the event happened (first generation). */
        public ?Timestamp $timestamp = null,
        array $extra = [],
    ) {
        parent::__construct($extra);
    }

    protected static function fields(): array
    {
        static $fields;

        return $fields ??= [
            new Field('emailId', [2 => 'emailId', 1 => 'emailId'], Type::text()),
            new Field('from', [2 => 'from', 1 => 'from'], Type::text()),
            new Field('to', [2 => 'to', 1 => 'to'], Type::object(Address::class)),
            new Field('subject', [2 => 'subject', 1 => 'subject'], Type::text()),
            new Field('test', [2 => 'test'], Type::boolean()),
            new Field('campaignId', [2 => 'campaignId', 1 => 'campaignId'], Type::text(), isOptional: true),
            new Field('templateId', [2 => 'templateId', 1 => 'templateId'], Type::text(), isOptional: true),
            new Field('workflowAutomationId', [2 => 'workflowAutomationId'], Type::text(), isOptional: true),
            new Field('batchId', [2 => 'batchId'], Type::text(), isOptional: true),
            new Field('createdAt', [1 => 'createdAt'], Type::time(), isOptional: true),
            new Field('timestamp', [1 => 'timestamp'], Type::time(), isOptional: true),
        ];
    }
}
