<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\PlainModel;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;
use Autosend\Webhooks\Timestamp;

/**
 * A recipient reported a message as spam.
 */
final readonly class EmailSpamReportedData extends PlainModel
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
            'complaintType' => 'complaintType',
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
            'complaintType' => 'complaintType',
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
        /** What the recipient complained of. See {@see ComplaintType}. */
        public ?string $complaintType = null,
        public array $extra = [],
    ) {
    }

    public static function decode(array $in, int $generation, ?Source $source): static
    {
        return match ($generation) {
            2 => new self(
                $in['emailId'] ?? null,
                $in['from'] ?? null,
                Read::object($in, 'to', Address::class, 2, $source),
                $in['subject'] ?? null,
                $in['test'] ?? null,
                $in['campaignId'] ?? null,
                $in['templateId'] ?? null,
                $in['workflowAutomationId'] ?? null,
                $in['batchId'] ?? null,
                null,
                null,
                $in['complaintType'] ?? null,
                $source === null && !\in_array(null, $in, true) && !\array_diff_key($in, self::NAMES[2])
                    ? [] : Source::extra($source, $in, self::NAMES[2]),
            ),
            1 => new self(
                $in['emailId'] ?? null,
                $in['from'] ?? null,
                Read::object($in, 'to', Address::class, 1, $source),
                $in['subject'] ?? null,
                false,
                $in['campaignId'] ?? null,
                $in['templateId'] ?? null,
                null,
                null,
                isset($in['createdAt']) ? Read::time($in, 'createdAt') : null,
                isset($in['timestamp']) ? Read::time($in, 'timestamp') : null,
                $in['complaintType'] ?? null,
                $source === null && !\in_array(null, $in, true) && !\array_diff_key($in, self::NAMES[1])
                    ? [] : Source::extra($source, $in, self::NAMES[1]),
            ),
        };
    }
}
