<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\Field;
use Autosend\Webhooks\Model;
use Autosend\Webhooks\Timestamp;
use Autosend\Webhooks\Type;

/**
 * A message came in for one of your inbound addresses.
 */
final readonly class EmailReceivedData extends Model
{
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
        array $extra = [],
    ) {
        parent::__construct($extra);
    }

    protected static function fields(): array
    {
        static $fields;

        return $fields ??= [
            new Field('inboundEmailId', [2 => 'inboundEmailId', 1 => 'inboundEmailId'], Type::text()),
            new Field('from', [2 => 'from', 1 => 'from'], Type::object(Address::class)),
            new Field('to', [2 => 'to', 1 => 'to'], Type::listOf(Type::object(Address::class))),
            new Field('cc', [2 => 'cc', 1 => 'cc'], Type::listOf(Type::object(Address::class))),
            new Field('subject', [2 => 'subject', 1 => 'subject'], Type::text()),
            new Field('attachments', [2 => 'attachments', 1 => 'attachments'], Type::listOf(Type::object(Attachment::class))),
            new Field('spamVerdict', [2 => 'spamVerdict', 1 => 'spamVerdict'], Type::text()),
            new Field('virusVerdict', [2 => 'virusVerdict', 1 => 'virusVerdict'], Type::text()),
            new Field('receivedAt', [2 => 'receivedAt', 1 => 'receivedAt'], Type::time()),
            new Field('threadId', [2 => 'threadId', 1 => 'threadId'], Type::text(), isOptional: true),
            new Field('inReplyToEmailActivityId', [2 => 'inReplyToEmailActivityId', 1 => 'inReplyToEmailActivityId'], Type::text(), isOptional: true, isNullable: true),
            new Field('inReplyToInboundEmailId', [2 => 'inReplyToInboundEmailId', 1 => 'inReplyToInboundEmailId'], Type::text(), isOptional: true, isNullable: true),
        ];
    }
}
