<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\Field;
use Autosend\Webhooks\Model;
use Autosend\Webhooks\Type;

/**
 * A recipient subscribed to a group of messages again.
 */
final readonly class EmailGroupResubscribedData extends Model
{
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

    protected static function fields(): array
    {
        static $fields;

        return $fields ??= [
            new Field('test', [2 => 'test'], Type::boolean()),
            new Field('emailId', [2 => 'emailId', 1 => 'emailId'], Type::text(), isOptional: true),
            new Field('unsubscribeGroupId', [2 => 'unsubscribeGroupId', 1 => 'unsubscribeGroupId'], Type::text(), isOptional: true),
            new Field('campaignId', [2 => 'campaignId', 1 => 'campaignId'], Type::text(), isOptional: true),
        ];
    }
}
