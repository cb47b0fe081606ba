<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_map;
use function count;
use function implode;
use function is_array;
use function is_string;
use function json_decode;
use function json_encode;
use function json_last_error;
use function json_last_error_msg;
use function min;
use function preg_match;
use function preg_replace_callback;
use function str_contains;
use function strcspn;
use function strlen;
use function strspn;
use function substr;
use function substr_count;

/**
 * What PHP's own JSON functions lack: lone surrogates, the raw text of values, and the depth of what is not valid.
 *
 * @internal
 */
final class Json
{
    private const WHITE_SPACE = " \t\r\n";

    /** Why PHP's parser, which was called last, made no object of a text. */
    public static function problem(string $text): WebhookException
    {
        $error = json_last_error() === JSON_ERROR_NONE ? null : json_last_error_msg();
        if (preg_match('//u', $text) !== 1) {
            return new WebhookException(ErrorCode::BodyNotJson, 'it is not UTF-8');
        }
        if (self::isTooDeep($text)) {
            return new WebhookException(ErrorCode::BodyTooDeep);
        }

        return new WebhookException($error === null ? ErrorCode::BodyNotObject : ErrorCode::BodyNotJson, (string) $error);
    }

    /** Looks at any bytes, valid JSON or not: how many brackets are open at once, outside of strings. */
    private static function isTooDeep(string $text): bool
    {
        if (substr_count($text, '{') + substr_count($text, '[') <= Provider::MAX_DEPTH) {
            return false;
        }
        $depth = $at = 0;
        $end = strlen($text);
        while ($depth <= Provider::MAX_DEPTH && ($at += strcspn($text, '"{}[]', $at)) < $end) {
            $letter = $text[$at++];
            if ($letter === '[' || $letter === '{') {
                ++$depth;
            } elseif ($letter === '"') {
                $at = self::endOfString($text, $at);
            } elseif ($depth > 0) {
                --$depth;
            }
        }

        return $depth > Provider::MAX_DEPTH;
    }

    /** Where a string ends, from a position within it. */
    private static function endOfString(string $text, int $at): int
    {
        $end = strlen($text);
        for ($at += strcspn($text, '"\\', $at); $at < $end && $text[$at] === '\\';) {
            $at = min($end, $at + 2);
            $at += strcspn($text, '"\\', $at);
        }

        return min($end, $at + 1);
    }

    /**
     * Cuts valid JSON: an object into raw members by name, of duplicate names the last one, or an array into raw items.
     *
     * @return array<array-key, string>
     */
    public static function parts(string $text): array
    {
        $at = strspn($text, self::WHITE_SPACE);
        $isObject = $text[$at++] === '{';
        $parts = [];
        while (true) {
            $at += strspn($text, self::WHITE_SPACE . ',', $at);
            if ($text[$at] === '}' || $text[$at] === ']') {
                return $parts;
            }
            $name = count($parts);
            if ($isObject) {
                $end = self::endOfString($text, $at + 1);
                $name = self::text(substr($text, $at, $end - $at));
                $at = $end + strspn($text, self::WHITE_SPACE . ':', $end);
            }
            $end = self::endOfValue($text, $at);
            $parts[$name] = substr($text, $at, $end - $at);
            $at = $end;
        }
    }

    private static function endOfValue(string $text, int $at): int
    {
        $letter = $text[$at];
        if ($letter !== '"' && $letter !== '{' && $letter !== '[') {
            return $at + strcspn($text, self::WHITE_SPACE . ',]}', $at);
        }
        if ($letter === '"') {
            return self::endOfString($text, $at + 1);
        }
        for ($depth = 1, ++$at; $depth > 0;) {
            $at += strcspn($text, '"{}[]', $at);
            $letter = $text[$at++];
            if ($letter === '"') {
                $at = self::endOfString($text, $at);
            } elseif ($letter === '{' || $letter === '[') {
                ++$depth;
            } else {
                --$depth;
            }
        }

        return $at;
    }

    /** The text that a raw string stands for, with U+FFFD for each lone surrogate. */
    private static function text(string $raw): string
    {
        if (!str_contains($raw, '\\')) {
            return substr($raw, 1, -1);
        }

        return json_decode($raw) ?? json_decode(self::decodable($raw));
    }

    /** Valid JSON without what PHP refuses: lone surrogates, and NUL as the first character of a name. */
    public static function decodable(string $json): string
    {
        $escape = '/\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}'
            . '|(\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}|(?<=")\\\\u0000(?=(?:[^"\\\\]++|\\\\.)*+"[ \t\r\n]*+:))|\\\\./s';
        $replace = static fn (array $found): string => isset($found[1]) ? '\\ufffd' : $found[0];

        return preg_replace_callback($escape, $replace, $json) ?? $json;
    }

    /** A value of a property as JSON. */
    public static function value(mixed $value, int $generation): string
    {
        return match (true) {
            $value instanceof Model => $value->toJson($generation),
            is_array($value) => '[' . implode(',', array_map(fn ($item) => self::value($item, $generation), $value)) . ']',
            is_string($value), $value instanceof Timestamp => self::quote((string) $value),
            default => json_encode($value, JSON_THROW_ON_ERROR),
        };
    }

    public static function quote(string $text): string
    {
        $flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR;

        return json_encode($text, $flags);
    }

    /** @param iterable<array-key, string> $members raw text by name */
    public static function object(iterable $members): string
    {
        $written = [];
        foreach ($members as $name => $raw) {
            $written[] = self::quote((string) $name) . ':' . $raw;
        }

        return '{' . implode(',', $written) . '}';
    }
}
