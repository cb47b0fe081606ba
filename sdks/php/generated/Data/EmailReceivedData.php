<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\PlainModel;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;
use Autosend\Webhooks\Timestamp;

/**
 * A message came in for one of your inbound addresses.
 */
final readonly class EmailReceivedData extends PlainModel
{
    protected const NAMES = [
        2 => [
            'inboundEmailId' => 'inboundEmailId',
            'from' => 'from',
            'to' => 'to',
            'cc' => 'cc',
            'subject' => 'subject',
            'attachments' => 'attachments',
            'spamVerdict' => 'spamVerdict',
            'virusVerdict' => 'virusVerdict',
            'receivedAt' => 'receivedAt',
            'threadId' => 'threadId',
            'inReplyToEmailActivityId' => 'inReplyToEmailActivityId',
            'inReplyToInboundEmailId' => 'inReplyToInboundEmailId',
        ],
        1 => [
            'inboundEmailId' => 'inboundEmailId',
            'from' => 'from',
            'to' => 'to',
            'cc' => 'cc',
            'subject' => 'subject',
            'attachments' => 'attachments',
            'spamVerdict' => 'spamVerdict',
            'virusVerdict' => 'virusVerdict',
            'receivedAt' => 'receivedAt',
            'threadId' => 'threadId',
            'inReplyToEmailActivityId' => 'inReplyToEmailActivityId',
            'inReplyToInboundEmailId' => 'inReplyToInboundEmailId',
        ],
    ];

    /**
     * @param array<array-key, string> $extra members that no property names, as raw JSON by name
     */
    public function __construct(
        /** Id of the inbound message. */
        public string $inboundEmailId,
        /** Who sent it: an object here, while outbound events carry a plain address. */
        public Address $from,
        /** @var list<Address> The recipients. */
        public array $to,
        /** @var list<Address> The recipients in copy. */
        public array $cc,
        /** The subject line. */
        public string $subject,
        /** @var list<Attachment> The attached files. */
        public array $attachments,
        /** What the spam scan found. See {@see Verdict}. */
        public string $spamVerdict,
        /** What the virus scan found. See {@see Verdict}. */
        public string $virusVerdict,
        /** When it came in. */
        public Timestamp $receivedAt,
        /** Id of the conversation it belongs to. */
        public ?string $threadId = null,
        /** Id of the outbound message that it answers. */
        public ?string $inReplyToEmailActivityId = null,
        /** Id of the inbound message that it answers. */
        public ?string $inReplyToInboundEmailId = null,
        public array $extra = [],
    ) {
    }

    public static function decode(array $in, int $generation, ?Source $source): static
    {
        return match ($generation) {
            2 => new self(
                $in['inboundEmailId'] ?? null,
                Read::object($in, 'from', Address::class, 2, $source),
                Read::items($in, 'to', static fn (array $items, int $at, ?Source $source) => Read::object($items, $at, Address::class, 2, $source), $source),
                Read::items($in, 'cc', static fn (array $items, int $at, ?Source $source) => Read::object($items, $at, Address::class, 2, $source), $source),
                $in['subject'] ?? null,
                Read::items($in, 'attachments', static fn (array $items, int $at, ?Source $source) => Read::object($items, $at, Attachment::class, 2, $source), $source),
                $in['spamVerdict'] ?? null,
                $in['virusVerdict'] ?? null,
                Read::time($in, 'receivedAt'),
                $in['threadId'] ?? null,
                $in['inReplyToEmailActivityId'] ?? null,
                $in['inReplyToInboundEmailId'] ?? null,
                $source === null && !\in_array(null, $in, true) && !\array_diff_key($in, self::NAMES[2])
                    ? [] : Source::extra($source, $in, self::NAMES[2]),
            ),
            1 => new self(
                $in['inboundEmailId'] ?? null,
                Read::object($in, 'from', Address::class, 1, $source),
                Read::items($in, 'to', static fn (array $items, int $at, ?Source $source) => Read::object($items, $at, Address::class, 1, $source), $source),
                Read::items($in, 'cc', static fn (array $items, int $at, ?Source $source) => Read::object($items, $at, Address::class, 1, $source), $source),
                $in['subject'] ?? null,
                Read::items($in, 'attachments', static fn (array $items, int $at, ?Source $source) => Read::object($items, $at, Attachment::class, 1, $source), $source),
                $in['spamVerdict'] ?? null,
                $in['virusVerdict'] ?? null,
                Read::time($in, 'receivedAt'),
                $in['threadId'] ?? null,
                $in['inReplyToEmailActivityId'] ?? null,
                $in['inReplyToInboundEmailId'] ?? null,
                $source === null && !\in_array(null, $in, true) && !\array_diff_key($in, self::NAMES[1])
                    ? [] : Source::extra($source, $in, self::NAMES[1]),
            ),
        };
    }
}
