<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_column;
use function array_diff_key;
use function array_filter;
use function array_flip;
use function array_map;
use function count;
use function explode;
use function implode;
use function is_array;
use function is_float;
use function is_int;
use function is_string;
use function json_decode;
use function json_last_error;
use function preg_match;
use function str_ends_with;
use function str_starts_with;
use function strlen;
use function strrpos;
use function substr;
use function urldecode;

/**
 * Reads events whose type, id, time and data stand where `Provider::ENVELOPE` says.
 *
 * @internal
 */
final class Reading
{
    private const FORM = Provider::ENVELOPE;
    /** No type that is longer is taken for a known one. */
    private const LONGEST_PREFIXED = 256;

    /**
     * All events of a body, and the id that it has.
     *
     * @return array{non-empty-list<Event>, ?string}
     *
     * @throws WebhookException
     */
    public static function events(string $body, NamedValues $values): array
    {
        $json = self::FORM['formField'] === null ? $body : self::formValue($body);
        [$root, $source] = self::decoded($json);
        $items = self::FORM['batch'] === null ? [$root] : self::at($root, self::FORM['batch']);
        if (!is_array($items) || array_filter($items, self::isObject(...)) !== $items) {
            throw new WebhookException(ErrorCode::BodyNotObject);
        }
        foreach (self::FORM['batch'] ?? [] as $name) {
            $source = $source->at($name);
        }
        $events = [];
        foreach ($items as $place => $item) {
            $itemSource = self::FORM['batch'] === null ? $source : $source->at($place);
            $events[] = self::event($item, self::type($item, $values), $itemSource);
        }

        return $events !== []
            ? [$events, self::id($root, $values)]
            : throw new WebhookException(ErrorCode::MissingEventType);
    }

    /** Whether a header that names the type can contradict the body. */
    public static function isTypeInBody(): bool
    {
        return array_filter(array_column(self::FORM['type'], 'header'), is_string(...)) === [];
    }

    /**
     * The raw JSON of the data of an event with such members; null if there is none.
     *
     * @param array<array-key, string> $members raw JSON by name
     */
    public static function data(array $members): ?string
    {
        $named = static fn (string $name): mixed => isset($members[$name]) ? json_decode($members[$name]) : null;
        $path = self::dataPath($named);
        foreach ($path as $name) {
            $raw = is_string($name) ? $members[$name] ?? null : null;
            if ($raw === null) {
                return null;
            }
            $members = str_starts_with($raw, '{') ? Json::parts($raw) : [];
        }

        return $path === [] ? Json::object($members) : $raw;
    }

    /** What members lead to; null if they lead nowhere. */
    public static function at(mixed $value, array $path): mixed
    {
        foreach ($path as $name) {
            $value = $value instanceof \stdClass && is_string($name) ? ((array) $value)[$name] ?? null : null;
        }

        return $value;
    }

    /**
     * A body as it is decoded, and where that is from.
     *
     * @return array{\stdClass|list<mixed>, Source}
     */
    private static function decoded(string $json): array
    {
        $value = json_decode($json, false, Provider::MAX_DEPTH + 1);
        $isFaithful = json_last_error() === JSON_ERROR_NONE && !Source::hasNegativeZero($json);
        if (json_last_error() !== JSON_ERROR_NONE) {
            $value = json_decode(Json::decodable($json), false, Provider::MAX_DEPTH + 1);
        }

        return self::isObject($value) || is_array($value) && self::FORM['batch'] === []
            ? [$value, new Source($json, !$isFaithful)]
            : throw Json::problem($json);
    }

    private static function isObject(mixed $value): bool
    {
        return $value instanceof \stdClass;
    }

    private static function formValue(string $body): string
    {
        foreach (explode('&', $body) as $pair) {
            [$name, $value] = explode('=', $pair, 2) + [1 => ''];
            if (urldecode($name) === self::FORM['formField']) {
                return urldecode($value);
            }
        }

        throw new WebhookException(ErrorCode::BodyNotJson, 'the form has no field ' . self::FORM['formField']);
    }

    private static function type(\stdClass $item, NamedValues $values): string
    {
        $parts = [];
        foreach (self::FORM['type'] as $source) {
            $text = self::text($source, $item, $values);
            if ($text !== null) {
                $parts[] = $text;
            } elseif (!$source['optional']) {
                throw new WebhookException(ErrorCode::MissingEventType);
            }
        }

        return $parts !== []
            ? implode(self::FORM['join'], $parts)
            : throw new WebhookException(ErrorCode::MissingEventType);
    }

    /** @param array{header: ?string, path: list<string>, optional: bool} $source */
    private static function text(array $source, mixed $in, NamedValues $values): ?string
    {
        if ($source['header'] !== null) {
            $text = $values->first([$source['header']]);

            return $text === null ? null : json_decode(Json::quote($text));
        }
        $text = self::at($in, $source['path']);

        return is_string($text) && $text !== '' ? $text : null;
    }

    private static function id(mixed $root, NamedValues $values): ?string
    {
        $source = self::FORM['id'];
        if ($source === null) {
            return null;
        }
        $number = $source['header'] === null ? self::at($root, $source['path']) : null;
        $id = is_int($number) ? (string) $number : self::text($source, $root, $values);

        return $id !== null && Headers::isId($id) ? $id : null;
    }

    private static function event(\stdClass $item, string $type, Source $source): Event
    {
        $members = $source->parts();
        $createdAt = self::time($item);
        $known = self::knownType($type);
        if ($known === null) {
            return new Event\Unknown($type, $createdAt, Provider::GENERATION, $members);
        }
        if ($createdAt === null && self::FORM['time'] !== null && !Provider::IS_ADVICE) {
            $reason = '`' . implode('.', self::FORM['time']) . '` is not a time';

            return new Event\Invalid($type, $createdAt, Provider::GENERATION, $members, $reason);
        }
        $path = self::dataPath(static fn (string $name): mixed => self::at($item, [$name]));
        $data = self::at($item, $path);
        foreach ($path as $name) {
            $source = $source->at((string) $name);
        }
        try {
            return (Provider::EVENTS[$known])::of($data, $source, $createdAt, $type, $members, self::extra($members, $path));
        } catch (DecodeError | Misfit $error) {
            $reason = ($error instanceof Misfit ? '' : 'the data: ') . $error->getMessage();

            return new Event\Invalid($type, $createdAt, Provider::GENERATION, $members, $reason);
        }
    }

    /**
     * The members that neither the envelope nor the data is.
     *
     * @param array<array-key, string> $members
     * @param list<mixed>              $data    the data's path
     *
     * @return array<array-key, string>
     */
    private static function extra(array $members, array $data): array
    {
        if ($data === []) {
            return [];
        }
        $paths = [...array_column(self::FORM['type'], 'path'), self::FORM['time'] ?? [], $data];
        $alone = array_filter($paths, static fn (array $path): bool => count($path) === 1);

        return array_diff_key($members, array_flip(array_column($alone, 0)));
    }

    /**
     * The data's path, in which `{name}` is what that member of the event says.
     *
     * @param \Closure(string): mixed $named
     *
     * @return list<mixed>
     */
    private static function dataPath(\Closure $named): array
    {
        $isNamed = static fn (string $name): bool => str_starts_with($name, '{') && str_ends_with($name, '}');

        return array_map(
            static fn (string $name): mixed => $isNamed($name) ? $named(substr($name, 1, -1)) : $name,
            self::FORM['data'],
        );
    }

    /** The known type that a type is, or is taken for. */
    private static function knownType(string $type): ?string
    {
        $join = self::FORM['join'];
        $isPrefixed = self::FORM['isPrefixKnown'] && $join !== '' && strlen($type) <= self::LONGEST_PREFIXED;
        while (!isset(Provider::EVENTS[$type])) {
            $end = $isPrefixed ? strrpos($type, $join) : false;
            if ($end === false) {
                return null;
            }
            $type = substr($type, 0, $end);
        }

        return $type;
    }

    private static function time(\stdClass $item): ?Timestamp
    {
        $value = self::FORM['time'] === null ? null : self::at($item, self::FORM['time']);
        if (self::FORM['timeFormat'] === 'rfc3339') {
            return is_string($value) ? Timestamp::parse($value) : null;
        }
        $isNumber = is_int($value) || is_float($value)
            || is_string($value) && preg_match('/^-?[0-9]{1,18}(\.[0-9]{1,9})?$/D', $value) === 1;

        return $isNumber ? Timestamp::ofUnix(self::FORM['timeFormat'] === 'unix' ? 1000 * $value : +$value) : null;
    }
}
