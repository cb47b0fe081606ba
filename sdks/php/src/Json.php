<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * Reading and writing JSON without losing anything: values are handed around as their raw text.
 *
 * @internal
 */
final class Json
{
    private const MAX_DEPTH = 64;
    private const MAX_INTEGER = 9007199254740991;

    /**
     * The members of a body. The depth comes before the syntax: no parser ever sees a nesting bomb.
     *
     * @return array<array-key, string> raw text by name
     *
     * @throws WebhookException
     */
    public static function body(string $body): array
    {
        if (preg_match('//u', $body) !== 1) {
            throw new WebhookException(ErrorCode::BodyNotJson, 'it is not UTF-8');
        }
        if (self::isTooDeep($body)) {
            throw new WebhookException(ErrorCode::BodyTooDeep);
        }
        try {
            $members = (new Scanner($body))->document();
        } catch (Misfit $error) {
            throw new WebhookException(ErrorCode::BodyNotJson, $error->getMessage());
        }

        return $members ?? throw new WebhookException(ErrorCode::BodyNotObject);
    }

    /** Looks at any bytes, valid JSON or not: how many brackets are open at once, outside of strings. */
    private static function isTooDeep(string $text): bool
    {
        if (substr_count($text, '{') + substr_count($text, '[') <= self::MAX_DEPTH) {
            return false;
        }
        $depth = 0;
        $end = strlen($text);
        for ($at = strcspn($text, '"{}[]'); $at < $end; $at += strcspn($text, '"{}[]', $at)) {
            $letter = $text[$at++];
            if ($letter === '"') {
                $at = self::endOfString($text, $at);
            } else {
                $depth = max(0, $depth + ($letter === '{' || $letter === '[' ? 1 : -1));
            }
            if ($depth > self::MAX_DEPTH) {
                return true;
            }
        }

        return false;
    }

    private static function endOfString(string $text, int $at): int
    {
        $end = strlen($text);
        for ($at += strcspn($text, '"\\', $at); $at < $end && $text[$at] === '\\';) {
            $at = min($end, $at + 2);
            $at += strcspn($text, '"\\', $at);
        }

        return min($end, $at + 1);
    }

    /** A string, with U+FFFD for each lone surrogate; `$exact` tells whether there was none. */
    public static function text(string $raw, ?bool &$exact = null): string
    {
        $exact = true;
        if ($raw[0] !== '"') {
            throw new Misfit('expected a string');
        }
        if (!str_contains($raw, '\\')) {
            return substr($raw, 1, -1);
        }
        $text = json_decode($raw);
        if (!is_string($text)) {
            $exact = false;
            $text = json_decode(self::withoutLoneSurrogates($raw));
        }

        return is_string($text) ? $text : throw new Misfit('expected a string');
    }

    private static function withoutLoneSurrogates(string $raw): string
    {
        $escape = '/\\\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)/s';
        $replace = static fn (array $found): string => isset($found[1]) ? '\\ufffd' : $found[0];

        return preg_replace_callback($escape, $replace, $raw) ?? $raw;
    }

    /** Takes 3.0 and 3e0 for 3, as JSON Schema and JavaScript do; those are not exact. */
    public static function integer(string $raw, ?bool &$exact = null): int
    {
        $exact = strlen($raw) <= 18 && strspn($raw, '0123456789') === strlen($raw);
        if (!$exact && !is_numeric($raw)) {
            throw new Misfit('expected an integer');
        }
        $number = $exact ? (int) $raw : (float) $raw;
        if ($number < 0 || $number > self::MAX_INTEGER || floor($number) != $number) {
            throw new Misfit('expected an integer from 0 to ' . self::MAX_INTEGER);
        }

        return (int) $number;
    }

    public static function quote(string $text): string
    {
        return json_encode($text, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR);
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
