<?php

declare(strict_types=1);

namespace Autosend\Webhooks\Event;

use Autosend\Webhooks\Timestamp;

/**
 * An event of a known type whose time or data does not fit it.
 */
final readonly class Invalid extends RawEvent
{
    /**
     * @param array<array-key, string> $members all members of the body, as raw JSON by name
     * @param string                   $reason  what does not fit, for people to read
     */
    public function __construct(
        string $type,
        ?Timestamp $createdAt,
        int $generation,
        array $members,
        public string $reason,
    ) {
        parent::__construct($type, $createdAt, $generation, $members);
    }
}
