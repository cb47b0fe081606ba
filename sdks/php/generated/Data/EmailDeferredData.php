<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\Model;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;
use Autosend\Webhooks\Timestamp;

/**
 * The recipient's mail server put a message off; it will be tried again.
 */
final readonly class EmailDeferredData extends Model
{
    protected const NAMES = [
        2 => [
            'emailId' => 'emailId',
            'from' => 'from',
            'to' => 'to',
            'subject' => 'subject',
            'test' => 'test',
            'campaignId' => 'campaignId',
            'templateId' => 'templateId',
            'workflowAutomationId' => 'workflowAutomationId',
            'batchId' => 'batchId',
            'delayType' => 'delayType',
            'delayReason' => 'delayReason',
            'expirationTime' => 'expirationTime',
        ],
        1 => [
            'emailId' => 'emailId',
            'from' => 'from',
            'to' => 'to',
            'subject' => 'subject',
            'campaignId' => 'campaignId',
            'templateId' => 'templateId',
            'createdAt' => 'createdAt',
            'timestamp' => 'timestamp',
            'delayType' => 'delayType',
            'delayReason' => 'delayReason',
            'expirationTime' => 'expirationTime',
        ],
    ];

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
        /** Why it is delayed. See {@see DelayType}. */
        public ?string $delayType = null,
        /** The mail server's words. */
        public ?string $delayReason = null,
        /** When trying ends. */
        public ?Timestamp $expirationTime = null,
        array $extra = [],
    ) {
        parent::__construct($extra);
    }

    public static function decode(array $in, int $generation, ?Source $source): static
    {
        return match ($generation) {
            2 => new self(
                emailId: \is_string($in['emailId'] ?? null) ? $in['emailId'] : Read::text($in, 'emailId'),
                from: \is_string($in['from'] ?? null) ? $in['from'] : Read::text($in, 'from'),
                to: Read::object($in, 'to', Address::class, 2, $source),
                subject: \is_string($in['subject'] ?? null) ? $in['subject'] : Read::text($in, 'subject'),
                test: \is_bool($in['test'] ?? null) ? $in['test'] : Read::boolean($in, 'test'),
                campaignId: \is_string($in['campaignId'] ?? '') ? $in['campaignId'] ?? null : Read::text($in, 'campaignId'),
                templateId: \is_string($in['templateId'] ?? '') ? $in['templateId'] ?? null : Read::text($in, 'templateId'),
                workflowAutomationId: \is_string($in['workflowAutomationId'] ?? '') ? $in['workflowAutomationId'] ?? null : Read::text($in, 'workflowAutomationId'),
                batchId: \is_string($in['batchId'] ?? '') ? $in['batchId'] ?? null : Read::text($in, 'batchId'),
                delayType: \is_string($in['delayType'] ?? '') ? $in['delayType'] ?? null : Read::text($in, 'delayType'),
                delayReason: \is_string($in['delayReason'] ?? '') ? $in['delayReason'] ?? null : Read::text($in, 'delayReason'),
                expirationTime: isset($in['expirationTime']) ? Read::time($in, 'expirationTime') : null,
                extra: Source::extra($source, $in, self::NAMES[2], false),
            ),
            1 => new self(
                emailId: \is_string($in['emailId'] ?? null) ? $in['emailId'] : Read::text($in, 'emailId'),
                from: \is_string($in['from'] ?? null) ? $in['from'] : Read::text($in, 'from'),
                to: Read::object($in, 'to', Address::class, 1, $source),
                subject: \is_string($in['subject'] ?? null) ? $in['subject'] : Read::text($in, 'subject'),
                campaignId: \is_string($in['campaignId'] ?? '') ? $in['campaignId'] ?? null : Read::text($in, 'campaignId'),
                templateId: \is_string($in['templateId'] ?? '') ? $in['templateId'] ?? null : Read::text($in, 'templateId'),
                createdAt: isset($in['createdAt']) ? Read::time($in, 'createdAt') : null,
                timestamp: isset($in['timestamp']) ? Read::time($in, 'timestamp') : null,
                delayType: \is_string($in['delayType'] ?? '') ? $in['delayType'] ?? null : Read::text($in, 'delayType'),
                delayReason: \is_string($in['delayReason'] ?? '') ? $in['delayReason'] ?? null : Read::text($in, 'delayReason'),
                expirationTime: isset($in['expirationTime']) ? Read::time($in, 'expirationTime') : null,
                extra: Source::extra($source, $in, self::NAMES[1], false),
            ),
        };
    }
}
