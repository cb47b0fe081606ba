<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\Model;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;

/**
 * A recipient unsubscribed from one group of messages.
 */
final readonly class EmailGroupUnsubscribedData extends Model
{
    protected const NAMES = [
        2 => [
            'test' => 'test',
            'emailId' => 'emailId',
            'campaignId' => 'campaignId',
            'templateId' => 'templateId',
            'workflowAutomationId' => 'workflowAutomationId',
            'batchId' => 'batchId',
            'unsubscribeGroupId' => 'unsubscribeGroupId',
        ],
        1 => [
            'emailId' => 'emailId',
            'campaignId' => 'campaignId',
            'templateId' => 'templateId',
            'workflowAutomationId' => 'workflowAutomationId',
            'batchId' => 'batchId',
            'unsubscribeGroupId' => 'unsubscribeGroupId',
        ],
    ];

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

    public static function decode(array $in, int $generation, ?Source $source): static
    {
        return match ($generation) {
            2 => new self(
                test: \is_bool($in['test'] ?? null) ? $in['test'] : Read::boolean($in, 'test'),
                emailId: \is_string($in['emailId'] ?? '') ? $in['emailId'] ?? null : Read::text($in, 'emailId'),
                campaignId: \is_string($in['campaignId'] ?? '') ? $in['campaignId'] ?? null : Read::text($in, 'campaignId'),
                templateId: \is_string($in['templateId'] ?? '') ? $in['templateId'] ?? null : Read::text($in, 'templateId'),
                workflowAutomationId: \is_string($in['workflowAutomationId'] ?? '') ? $in['workflowAutomationId'] ?? null : Read::text($in, 'workflowAutomationId'),
                batchId: \is_string($in['batchId'] ?? '') ? $in['batchId'] ?? null : Read::text($in, 'batchId'),
                unsubscribeGroupId: \is_string($in['unsubscribeGroupId'] ?? '') ? $in['unsubscribeGroupId'] ?? null : Read::text($in, 'unsubscribeGroupId'),
                extra: Source::extra($source, $in, self::NAMES[2], false),
            ),
            1 => new self(
                emailId: \is_string($in['emailId'] ?? '') ? $in['emailId'] ?? null : Read::text($in, 'emailId'),
                campaignId: \is_string($in['campaignId'] ?? '') ? $in['campaignId'] ?? null : Read::text($in, 'campaignId'),
                templateId: \is_string($in['templateId'] ?? '') ? $in['templateId'] ?? null : Read::text($in, 'templateId'),
                workflowAutomationId: \is_string($in['workflowAutomationId'] ?? '') ? $in['workflowAutomationId'] ?? null : Read::text($in, 'workflowAutomationId'),
                batchId: \is_string($in['batchId'] ?? '') ? $in['batchId'] ?? null : Read::text($in, 'batchId'),
                unsubscribeGroupId: \is_string($in['unsubscribeGroupId'] ?? '') ? $in['unsubscribeGroupId'] ?? null : Read::text($in, 'unsubscribeGroupId'),
                extra: Source::extra($source, $in, self::NAMES[1], false),
            ),
        };
    }
}
