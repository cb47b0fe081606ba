<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\PlainModel;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;
use Autosend\Webhooks\Timestamp;

/**
 * A recipient unsubscribed from everything.
 */
final readonly class EmailUnsubscribedData extends PlainModel
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
        public array $extra = [],
    ) {
    }

    public static function decode(array $in, int $generation, ?Source $source): static
    {
        return match ($generation) {
            2 => new self(
                $in['test'] ?? null,
                $in['emailId'] ?? null,
                $in['campaignId'] ?? null,
                $in['templateId'] ?? null,
                $in['workflowAutomationId'] ?? null,
                $in['batchId'] ?? null,
                null,
                null,
                null,
                null,
                $source === null && !\in_array(null, $in, true) && !\array_diff_key($in, self::NAMES[2])
                    ? [] : Source::extra($source, $in, self::NAMES[2]),
            ),
            1 => new self(
                false,
                $in['emailId'] ?? null,
                $in['campaignId'] ?? null,
                $in['templateId'] ?? null,
                null,
                null,
                $in['email'] ?? null,
                $in['unsubscribeGroupId'] ?? null,
                isset($in['createdAt']) ? Read::time($in, 'createdAt') : null,
                isset($in['suppressedAt']) ? Read::time($in, 'suppressedAt') : null,
                $source === null && !\in_array(null, $in, true) && !\array_diff_key($in, self::NAMES[1])
                    ? [] : Source::extra($source, $in, self::NAMES[1]),
            ),
        };
    }
}
