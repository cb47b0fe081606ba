<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_filter;
use function is_array;
use function is_bool;
use function is_float;
use function is_int;
use function is_string;
use function json_decode;
use function json_encode;
use function preg_match;
use function str_contains;

/**
 * Where decoded values came from: the text of an object or a list, cut when somebody needs it. PHP's own parser keeps no
 * text, and turns large integers into floats.
 *
 * @internal
 */
final class Source
{
    private const NEGATIVE_ZERO = '/(?<![\w.+-])-0(?![\d.eE])/';

    /** @var array<array-key, string>|null */
    private ?array $parts = null;

    /**
     * @param string|self $of      the text, or the source that it is a part of
     * @param bool        $isLossy whether some text is not what its value would be written as: one that holds a lone
     *                             surrogate, or a negative zero
     */
    public function __construct(
        private readonly string|self $of,
        private readonly bool $isLossy,
        private readonly string|int $name = '',
    ) {
    }

    /**
     * Decodes what PHP's parser refuses though it is valid: lone surrogates, and a few names.
     *
     * @throws WebhookException where the body is no object
     */
    public static function decode(string $body): \stdClass
    {
        $decodable = Json::decodable($body);
        $value = json_decode($decodable, false, Provider::MAX_DEPTH + 1);

        return $value instanceof \stdClass ? $value : throw Json::problem($body);
    }

    /** Whether a text has a zero whose sign its value lacks. */
    public static function hasNegativeZero(string $text): bool
    {
        return str_contains($text, '-0') && preg_match(self::NEGATIVE_ZERO, $text) === 1;
    }

    /** The source of a member or an item that is an object or a list itself. */
    public function at(string|int $name): self
    {
        return new self($this, $this->isLossy, $name);
    }

    /**
     * Raw JSON of the members by name, of duplicate names the last one; or of the items.
     *
     * @return array<array-key, string>
     */
    public function parts(): array
    {
        return $this->parts ??= Json::parts(is_string($this->of) ? $this->of : $this->of->parts()[$this->name]);
    }

    /**
     * Raw JSON of those members that no property names, or that a property can't print back.
     *
     * @param self|null               $source where they are from, if that is known
     * @param array<array-key, mixed> $in     the members as they were decoded
     * @param array<array-key, mixed> $names  the names of those that properties have
     *
     * @return array<array-key, string>
     *
     * @throws DecodeError where the source is needed
     */
    public static function extra(?self $source, array $in, array $names): array
    {
        if ($source !== null && $source->isLossy) {
            return $source->extraOfLossy($in, $names);
        }
        $extra = [];
        foreach ($in as $name => $value) {
            if (isset($names[$name]) && $value !== null && self::isText($value)) {
                continue;
            }
            $raw = self::onlySpelling($value)
                ?? ($source ?? throw new DecodeError("the text of `$name` is needed"))->parts()[$name];
            if (!isset($names[$name]) || $value === null || !self::isExact($value, $raw)) {
                $extra[$name] = $raw;
            }
        }

        return $extra;
    }

    /**
     * @param array<array-key, mixed> $in
     * @param array<array-key, mixed> $names
     *
     * @return array<array-key, string>
     */
    private function extraOfLossy(array $in, array $names): array
    {
        $isKept = static fn (string $raw, string|int $name): bool
            => !isset($names[$name]) || !isset($in[$name]) || !self::isExact($in[$name], $raw);

        return array_filter($this->parts(), $isKept, ARRAY_FILTER_USE_BOTH);
    }

    /** Whether a value holds no number that may be written in several ways. */
    private static function isText(mixed $value): bool
    {
        return !is_float($value) && (!is_array($value) || array_filter($value, self::isText(...)) === $value);
    }

    /** The text of a value that can't be written in any other way. */
    private static function onlySpelling(mixed $value): ?string
    {
        return $value === null || is_bool($value) || is_int($value) ? json_encode($value) : null;
    }

    /** Whether a value that a property holds is written as it came. Objects keep themselves what they can't print. */
    private static function isExact(mixed $value, string $raw): bool
    {
        return match (true) {
            is_float($value) => json_encode($value) === $raw,
            is_int($value) => (string) $value === $raw,
            is_string($value) => Json::decodable($raw) === $raw,
            is_array($value) && !($value[0] ?? null) instanceof \stdClass
                => self::isText($value) && Json::decodable($raw) === $raw && !self::hasNegativeZero($raw),
            default => true,
        };
    }
}
