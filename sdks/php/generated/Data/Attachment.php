<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\Model;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;

/**
 * A file attached to an inbound message.
 */
final readonly class Attachment extends Model
{
    protected const NAMES = [
        2 => [
            'attachmentId' => 'attachmentId',
            'attachmentIndex' => 'attachmentIndex',
            'filename' => 'filename',
            'contentType' => 'contentType',
            'size' => 'size',
        ],
        1 => [
            'attachmentId' => 'attachmentId',
            'attachmentIndex' => 'attachmentIndex',
            'filename' => 'filename',
            'contentType' => 'contentType',
            'size' => 'size',
        ],
    ];

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

    public static function decode(array $in, int $generation, ?Source $source): static
    {
        return match ($generation) {
            2 => new self(
                attachmentId: \is_string($in['attachmentId'] ?? null) ? $in['attachmentId'] : Read::text($in, 'attachmentId'),
                attachmentIndex: Read::integer($in, 'attachmentIndex'),
                filename: \is_string($in['filename'] ?? null) ? $in['filename'] : Read::text($in, 'filename'),
                contentType: \is_string($in['contentType'] ?? null) ? $in['contentType'] : Read::text($in, 'contentType'),
                size: Read::integer($in, 'size'),
                extra: Source::extra($source, $in, self::NAMES[2], true),
            ),
            1 => new self(
                attachmentId: \is_string($in['attachmentId'] ?? null) ? $in['attachmentId'] : Read::text($in, 'attachmentId'),
                attachmentIndex: Read::integer($in, 'attachmentIndex'),
                filename: \is_string($in['filename'] ?? null) ? $in['filename'] : Read::text($in, 'filename'),
                contentType: \is_string($in['contentType'] ?? null) ? $in['contentType'] : Read::text($in, 'contentType'),
                size: Read::integer($in, 'size'),
                extra: Source::extra($source, $in, self::NAMES[1], true),
            ),
        };
    }
}
