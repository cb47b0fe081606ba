<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\PlainModel;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;

/**
 * A recipient subscribed to a group of messages again.
 */
final readonly class EmailGroupResubscribedData extends PlainModel
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
        public array $extra = [],
    ) {
    }

    public static function decode(array $in, int $generation, ?Source $source): static
    {
        return match ($generation) {
            2 => new self(
                $in['test'] ?? null,
                $in['emailId'] ?? null,
                $in['unsubscribeGroupId'] ?? null,
                $in['campaignId'] ?? null,
                $source === null && !\in_array(null, $in, true) && !\array_diff_key($in, self::NAMES[2])
                    ? [] : Source::extra($source, $in, self::NAMES[2]),
            ),
            1 => new self(
                false,
                $in['emailId'] ?? null,
                $in['unsubscribeGroupId'] ?? null,
                $in['campaignId'] ?? null,
                $source === null && !\in_array(null, $in, true) && !\array_diff_key($in, self::NAMES[1])
                    ? [] : Source::extra($source, $in, self::NAMES[1]),
            ),
        };
    }
}
