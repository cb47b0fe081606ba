<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\Field;
use Autosend\Webhooks\Model;
use Autosend\Webhooks\Type;

/**
 * A recipient unsubscribed from one group of messages.
 */
final readonly class EmailGroupUnsubscribedData extends Model
{
    /**
     * @param array<array-key, string> $extra members that no property names, as raw JSON by name
     */
    public function __construct(
        /** Whether it came from a test message. */
        public bool $test = false,
        /** Id of the message it came from. */
        public ?string $emailId = null,
        /** Id of the campaign it came from. */
        public ?string $campaignId = null,
        /** Id of the template of the message. */
        public ?string $templateId = null,
        /** Id of the workflow automation that sent the message. */
        public ?string $workflowAutomationId = null,
        /** Id of the batch of the message. */
        public ?string $batchId = null,
        /** Id of the group. */
        public ?string $unsubscribeGroupId = null,
        array $extra = [],
    ) {
        parent::__construct($extra);
    }

    protected static function fields(): array
    {
        static $fields;

        return $fields ??= [
            new Field('test', [2 => 'test'], Type::boolean()),
            new Field('emailId', [2 => 'emailId', 1 => 'emailId'], Type::text(), isOptional: true),
            new Field('campaignId', [2 => 'campaignId', 1 => 'campaignId'], Type::text(), isOptional: true),
            new Field('templateId', [2 => 'templateId', 1 => 'templateId'], Type::text(), isOptional: true),
            new Field('workflowAutomationId', [2 => 'workflowAutomationId', 1 => 'workflowAutomationId'], Type::text(), isOptional: true),
            new Field('batchId', [2 => 'batchId', 1 => 'batchId'], Type::text(), isOptional: true),
            new Field('unsubscribeGroupId', [2 => 'unsubscribeGroupId', 1 => 'unsubscribeGroupId'], Type::text(), isOptional: true),
        ];
    }
}
