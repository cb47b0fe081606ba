<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Data;

use Autosend\Webhooks\PlainModel;
use Autosend\Webhooks\Read;
use Autosend\Webhooks\Source;

/**
 * A file attached to an inbound message.
 */
final readonly class Attachment extends PlainModel
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
        public array $extra = [],
    ) {
    }

    public static function decode(array $in, int $generation, ?Source $source): static
    {
        return match ($generation) {
            2 => new self(
                $in['attachmentId'] ?? null,
                Read::integer($in, 'attachmentIndex'),
                $in['filename'] ?? null,
                $in['contentType'] ?? null,
                Read::integer($in, 'size'),
                Source::extra($source, $in, self::NAMES[2]),
            ),
            1 => new self(
                $in['attachmentId'] ?? null,
                Read::integer($in, 'attachmentIndex'),
                $in['filename'] ?? null,
                $in['contentType'] ?? null,
                Read::integer($in, 'size'),
                Source::extra($source, $in, self::NAMES[1]),
            ),
        };
    }
}
