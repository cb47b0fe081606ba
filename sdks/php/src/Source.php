<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

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
     * @param string|self $of        the text, or the source that it is a part of
     * @param bool        $isUnusual whether some text is not what its value would be written as: one that holds a lone
     *                               surrogate, or a negative zero
     */
    private function __construct(
        private readonly string|self $of,
        private readonly string|int $name,
        private readonly bool $isUnusual,
        private readonly bool $hasEscapes,
    ) {
    }

    /**
     * Decodes a body. PHP's parser decides nothing else than `Json::check` would, but for lone surrogates, which it refuses,
     * and a few names: what it refuses is looked at again.
     *
     * @return array{array<array-key, mixed>, self} the members, and where they are from
     *
     * @throws WebhookException
     */
    public static function decode(string $body): array
    {
        $value = json_decode($body, false, Provider::MAX_DEPTH + 1);
        $isUnusual = !$value instanceof \stdClass;
        if ($isUnusual) {
            Json::check($body);
            $value = json_decode(Json::decodable($body), false, Provider::MAX_DEPTH + 1);
            if (!$value instanceof \stdClass) {
                throw new WebhookException(ErrorCode::BodyNotJson, json_last_error_msg());
            }
        } elseif (str_contains($body, '-0')) {
            $isUnusual = preg_match(self::NEGATIVE_ZERO, $body) !== 0;
        }

        return [(array) $value, new self($body, '', $isUnusual, str_contains($body, '\\'))];
    }

    /** The source of a member or an item that is an object or a list itself. */
    public function at(string|int $name): self
    {
        return new self($this, $name, $this->isUnusual, $this->hasEscapes);
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
     * @param array<array-key, mixed> $in         the members as they were decoded
     * @param array<array-key, mixed> $names      the names of those that properties have
     * @param bool                    $hasNumbers whether properties hold numbers, alone or in lists
     *
     * @return array<array-key, string>
     */
    public function extra(array $in, array $names, bool $hasNumbers): array
    {
        if (!$this->isUnusual && !$hasNumbers && !in_array(null, $in, true) && array_diff_key($in, $names) === []) {
            return [];
        }
        $extra = [];
        foreach ($this->isUnusual ? $this->parts() : $in as $name => $_) {
            $value = $in[$name] ?? null;
            $isKnown = isset($names[$name]);
            if ($isKnown && !$this->isUnusual && $value !== null && !is_float($value) && !is_array($value)) {
                continue;
            }
            if (!$isKnown || !$this->isExact($value, $name)) {
                $extra[$name] = $this->isUnusual ? $this->parts()[$name] : $this->raw($value, $name);
            }
        }

        return $extra;
    }

    /** The text that a value was decoded from. It is not cut where there is but one way to write the value. */
    private function raw(mixed $value, string|int $name): string
    {
        return match (true) {
            $value === null => 'null',
            is_bool($value) => $value ? 'true' : 'false',
            is_int($value) => (string) $value,
            is_string($value) && !$this->hasEscapes => "\"$value\"",
            default => $this->parts()[$name],
        };
    }

    /** Whether a value that a property holds is written as it came. */
    private function isExact(mixed $value, string|int $name): bool
    {
        if ($value === null) {
            return false;
        }
        if (is_float($value)) {
            return floor($value) !== $value && json_encode($value) === $this->parts()[$name];
        }
        if (is_array($value) && !self::isPlain($value)) {
            return false;
        }
        if (!$this->isUnusual || $value instanceof \stdClass || ($value[0] ?? null) instanceof \stdClass) {
            return true;
        }
        $raw = $this->parts()[$name];

        return is_int($value) ? $raw === (string) $value : Json::decodable($raw) === $raw
            && (is_string($value) || preg_match(self::NEGATIVE_ZERO, $raw) === 0);
    }

    /** @param array<mixed> $items */
    private static function isPlain(array $items): bool
    {
        foreach ($items as $item) {
            if (is_float($item) || is_array($item) && !self::isPlain($item)) {
                return false;
            }
        }

        return true;
    }
}
