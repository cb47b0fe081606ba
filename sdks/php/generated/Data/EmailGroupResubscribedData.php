<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\Model;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;

/**
 * A recipient subscribed to a group of messages again.
 */
final readonly class EmailGroupResubscribedData extends Model
{
    protected const NAMES = [
        2 => [
            'test' => 'test',
            'emailId' => 'emailId',
            'unsubscribeGroupId' => 'unsubscribeGroupId',
            'campaignId' => 'campaignId',
        ],
        1 => [
            'emailId' => 'emailId',
            'unsubscribeGroupId' => 'unsubscribeGroupId',
            'campaignId' => 'campaignId',
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
        /** Id of the group. */
        public ?string $unsubscribeGroupId = null,
        /** Id of the campaign it came from. */
        public ?string $campaignId = null,
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
                unsubscribeGroupId: \is_string($in['unsubscribeGroupId'] ?? '') ? $in['unsubscribeGroupId'] ?? null : Read::text($in, 'unsubscribeGroupId'),
                campaignId: \is_string($in['campaignId'] ?? '') ? $in['campaignId'] ?? null : Read::text($in, 'campaignId'),
                extra: Source::extra($source, $in, self::NAMES[2], false),
            ),
            1 => new self(
                emailId: \is_string($in['emailId'] ?? '') ? $in['emailId'] ?? null : Read::text($in, 'emailId'),
                unsubscribeGroupId: \is_string($in['unsubscribeGroupId'] ?? '') ? $in['unsubscribeGroupId'] ?? null : Read::text($in, 'unsubscribeGroupId'),
                campaignId: \is_string($in['campaignId'] ?? '') ? $in['campaignId'] ?? null : Read::text($in, 'campaignId'),
                extra: Source::extra($source, $in, self::NAMES[1], false),
            ),
        };
    }
}
