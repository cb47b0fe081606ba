<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_filter;
use function array_map;
use function array_slice;
use function array_values;
use function base64_decode;
use function base64_encode;
use function bin2hex;
use function explode;
use function hash;
use function hex2bin;
use function in_array;
use function rtrim;
use function str_starts_with;
use function strlen;
use function strspn;
use function strtr;
use function substr;
use function trim;

/**
 * What the header of a signature scheme says.
 *
 * @internal
 */
final readonly class Claim
{
    /** Entries beyond these are not looked at: whoever signs several times, while a secret is replaced, sends few. */
    private const MAX_ENTRIES = 64;
    private const SIZES = ['sha1' => 20, 'sha256' => 32, 'sha512' => 64];

    /**
     * @param list<string> $signatures those that are well-formed, as bytes; of tokens their SHA-256
     * @param string|null  $timestamp  where pairs hold it
     */
    private function __construct(public array $signatures, public ?string $timestamp = null)
    {
    }

    /** Takes linear time, and fails at nothing. */
    public static function read(Scheme $scheme, string $header): self
    {
        if ($scheme->form === 'pairs') {
            return self::ofPairs($scheme, $header);
        }
        if ($scheme->form === 'list') {
            return new self(self::decoded($scheme, self::entries($scheme, $header)));
        }
        $isOne = str_starts_with($header, $scheme->prefix);

        return new self(self::decoded($scheme, $isOne ? [substr($header, strlen($scheme->prefix))] : []));
    }

    /** A header that carries a signature. */
    public static function write(Scheme $scheme, string $signature, string $timestamp): string
    {
        if ($scheme->form === 'list') {
            return $scheme->versions === [] ? $signature : "{$scheme->versions[0]},$signature";
        }
        if ($scheme->pairs === null) {
            return $scheme->prefix . $signature;
        }
        [$name, $time] = $scheme->pairs;

        return $time === null ? "$name=$signature" : "$time=$timestamp$scheme->separator$name=$signature";
    }

    /** A signature's bytes as the scheme writes them. */
    public static function encode(Scheme $scheme, string $bytes): string
    {
        return match ($scheme->encoding) {
            'hex' => bin2hex($bytes),
            'base64' => base64_encode($bytes),
            'base64url' => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '='),
        };
    }

    /** What is compared of a token: then the time tells nothing, nor its length. */
    public static function token(#[\SensitiveParameter] string $text): string
    {
        return hash('sha256', $text, true);
    }

    /** @return list<string> */
    private static function entries(Scheme $scheme, string $header): array
    {
        $pieces = self::pieces($scheme, $header);
        if ($scheme->versions === []) {
            return array_map(trim(...), $pieces);
        }
        $texts = [];
        foreach ($pieces as $piece) {
            [$version, $text] = self::parted($piece, ',');
            if (in_array($version, $scheme->versions, true)) {
                $texts[] = $text;
            }
        }

        return $texts;
    }

    private static function ofPairs(Scheme $scheme, string $header): self
    {
        [$name, $time] = $scheme->pairs;
        $timestamp = null;
        $signatures = [];
        foreach (self::pieces($scheme, $header) as $piece) {
            [$key, $value] = self::parted($piece, '=');
            if ($key === $name) {
                $signatures[] = $value;
            } elseif ($key === $time) {
                $timestamp ??= $value;
            }
        }

        return new self(self::decoded($scheme, $signatures), $timestamp === '' ? null : $timestamp);
    }

    /** @return list<string> */
    private static function pieces(Scheme $scheme, string $header): array
    {
        $pieces = explode($scheme->separator, $header, self::MAX_ENTRIES + 1);

        return array_slice($pieces, 0, self::MAX_ENTRIES);
    }

    /** @return array{string, string} */
    private static function parted(string $text, string $separator): array
    {
        [$name, $value] = explode($separator, $text, 2) + [1 => ''];

        return [trim($name), trim($value)];
    }

    /**
     * @param list<string> $texts
     *
     * @return list<string>
     */
    private static function decoded(Scheme $scheme, array $texts): array
    {
        $decode = static fn (string $text): ?string => self::decode($scheme, $text);

        return array_values(array_filter(array_map($decode, $texts), static fn (?string $it): bool => $it !== null));
    }

    /** The bytes of a signature; null if it is none. */
    private static function decode(Scheme $scheme, string $text): ?string
    {
        if ($scheme->isToken()) {
            return self::token($text);
        }
        $size = $scheme->scheme === 'ed25519' ? 64 : self::SIZES[$scheme->hash];
        if ($scheme->encoding === 'hex') {
            $isHex = strlen($text) === 2 * $size && strspn($text, '0123456789abcdef') === 2 * $size;

            return $isHex ? (string) hex2bin($text) : null;
        }
        $isUrl = $scheme->encoding === 'base64url';
        $bytes = (string) base64_decode($isUrl ? strtr($text, '-_+/', '+/**') : $text, true);
        $right = $isUrl ? strtr(base64_encode($bytes), '+/', '-_') : base64_encode($bytes);

        return strlen($bytes) === $size && ($text === $right || $isUrl && $text === rtrim($right, '=')) ? $bytes : null;
    }
}
