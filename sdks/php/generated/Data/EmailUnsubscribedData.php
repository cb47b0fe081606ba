<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\Model;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;
use Autosend\Webhooks\Timestamp;

/**
 * A recipient unsubscribed from everything.
 */
final readonly class EmailUnsubscribedData extends Model
{
    protected const NAMES = [
        2 => [
            'test' => 'test',
            'emailId' => 'emailId',
            'campaignId' => 'campaignId',
            'templateId' => 'templateId',
            'workflowAutomationId' => 'workflowAutomationId',
            'batchId' => 'batchId',
        ],
        1 => [
            'emailId' => 'emailId',
            'campaignId' => 'campaignId',
            'templateId' => 'templateId',
            'email' => 'email',
            'unsubscribeGroupId' => 'unsubscribeGroupId',
            'createdAt' => 'createdAt',
            'suppressedAt' => 'suppressedAt',
        ],
    ];

    /**
     * @param array<array-key, string> $extra members that no property names, as raw JSON by name
     */
    public function __construct(
        /** Whether it came from a test message. First-generation bodies don't say: false. */
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
        /** The address that unsubscribed (first generation). */
        public ?string $email = null,
        /** Id of the unsubscribe group (first generation). */
        public ?string $unsubscribeGroupId = null,
        /** When the record was created (first generation). */
        public ?Timestamp $createdAt = null,
        /** When the address was suppressed (first generation). */
        public ?Timestamp $suppressedAt = null,
        array $extra = [],
    ) {
        parent::__construct($extra);
    }

    public static function decode(array $in, int $generation, Source $source): static
    {
        return match ($generation) {
            2 => new self(
                test: Read::boolean($in, 'test'),
                emailId: isset($in['emailId']) ? Read::text($in, 'emailId') : null,
                campaignId: isset($in['campaignId']) ? Read::text($in, 'campaignId') : null,
                templateId: isset($in['templateId']) ? Read::text($in, 'templateId') : null,
                workflowAutomationId: isset($in['workflowAutomationId']) ? Read::text($in, 'workflowAutomationId') : null,
                batchId: isset($in['batchId']) ? Read::text($in, 'batchId') : null,
                extra: $source->extra($in, self::NAMES[2]),
            ),
            1 => new self(
                emailId: isset($in['emailId']) ? Read::text($in, 'emailId') : null,
                campaignId: isset($in['campaignId']) ? Read::text($in, 'campaignId') : null,
                templateId: isset($in['templateId']) ? Read::text($in, 'templateId') : null,
                email: isset($in['email']) ? Read::text($in, 'email') : null,
                unsubscribeGroupId: isset($in['unsubscribeGroupId']) ? Read::text($in, 'unsubscribeGroupId') : null,
                createdAt: isset($in['createdAt']) ? Read::time($in, 'createdAt') : null,
                suppressedAt: isset($in['suppressedAt']) ? Read::time($in, 'suppressedAt') : null,
                extra: $source->extra($in, self::NAMES[1]),
            ),
        };
    }
}
