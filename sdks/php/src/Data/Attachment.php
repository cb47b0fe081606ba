<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\Field;
use Autosend\Webhooks\Model;
use Autosend\Webhooks\Type;

/**
 * A file attached to an inbound message.
 */
final readonly class Attachment extends Model
{
    /**
     * @param array<array-key, string> $extra members that no property names, as raw JSON by name
     */
    public function __construct(
        /** Id of the attachment. */
        public string $attachmentId,
        /** Position among the message's attachments, from 0. */
        public int $attachmentIndex,
        /** File name as the sender gave it: untrusted, never a path to write to. */
        public string $filename,
        /** Media type as the sender gave it. */
        public string $contentType,
        /** Size in bytes. */
        public int $size,
        array $extra = [],
    ) {
        parent::__construct($extra);
    }

    protected static function fields(): array
    {
        static $fields;

        return $fields ??= [
            new Field('attachmentId', [2 => 'attachmentId', 1 => 'attachmentId'], Type::text()),
            new Field('attachmentIndex', [2 => 'attachmentIndex', 1 => 'attachmentIndex'], Type::integer()),
            new Field('filename', [2 => 'filename', 1 => 'filename'], Type::text()),
            new Field('contentType', [2 => 'contentType', 1 => 'contentType'], Type::text()),
            new Field('size', [2 => 'size', 1 => 'size'], Type::integer()),
        ];
    }
}
