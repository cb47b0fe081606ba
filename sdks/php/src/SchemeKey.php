<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_map;
use function base64_decode;
use function base64_encode;
use function function_exists;
use function hash_copy;
use function hash_equals;
use function hash_final;
use function hash_init;
use function hash_update;
use function hex2bin;
use function in_array;
use function sodium_crypto_sign_detached;
use function sodium_crypto_sign_verify_detached;
use function str_starts_with;
use function strlen;
use function strspn;
use function substr;

/**
 * What a secret is to one signature scheme. It shows the key to nobody.
 *
 * @internal
 */
final readonly class SchemeKey
{
    /** @param \HashContext|\SensitiveParameterValue $key the keyed hash; or a token, or the bytes of a key pair */
    private function __construct(private Scheme $scheme, private \HashContext|\SensitiveParameterValue $key)
    {
    }

    /** @throws WebhookException with `invalid_secret` where the text is no key for the scheme */
    public static function of(Scheme $scheme, #[\SensitiveParameter] string $text): self
    {
        return new self($scheme, match ($scheme->scheme) {
            'token' => new \SensitiveParameterValue($text),
            'basic' => new \SensitiveParameterValue(base64_encode($text)),
            'ed25519' => self::ed25519(self::bytes($scheme, $text)),
            'hmac' => hash_init($scheme->hash, HASH_HMAC, self::bytes($scheme, $text)),
        });
    }

    /** Whether it made one of the signatures. All are looked at, so that the time tells nothing. */
    public function fits(array $signatures, string $content): bool
    {
        if ($this->scheme->scheme === 'ed25519') {
            $public = substr($this->key->getValue(), -32);
            $fits = static fn (string $it): bool => sodium_crypto_sign_verify_detached($it, $content, $public);
        } else {
            $right = $this->scheme->isToken() ? Claim::token($this->key->getValue()) : $this->sign($content);
            $fits = static fn (string $it): bool => hash_equals($right, $it);
        }

        return in_array(true, array_map($fits, $signatures), true);
    }

    /** What a request carries as its signature, but for what stands around it; of a token, that itself. */
    public function written(string $content): string
    {
        return $this->scheme->isToken() ? $this->key->getValue() : Claim::encode($this->scheme, $this->sign($content));
    }

    private function sign(string $content): string
    {
        if ($this->key instanceof \HashContext) {
            $keyed = hash_copy($this->key);
            hash_update($keyed, $content);

            return hash_final($keyed, true);
        }
        $pair = $this->key->getValue();

        return strlen($pair) === 64
            ? sodium_crypto_sign_detached($content, $pair)
            : throw new \InvalidArgumentException('a public key signs nothing: give the private one and the public one');
    }

    /** The provider's public key, 32 bytes; after the private one, 64 bytes together, it signs too. */
    private static function ed25519(#[\SensitiveParameter] string $bytes): \SensitiveParameterValue
    {
        if (!in_array(strlen($bytes), [32, 64], true)) {
            $detail = 'an ed25519 key has 32 bytes, after the private one 64 together';
            throw new WebhookException(ErrorCode::InvalidSecret, $detail);
        }
        if (!function_exists('sodium_crypto_sign_verify_detached')) {
            throw new WebhookException(ErrorCode::InvalidSecret, 'ed25519 keys need the extension sodium: load it');
        }

        return new \SensitiveParameterValue($bytes);
    }

    private static function bytes(Scheme $scheme, #[\SensitiveParameter] string $text): string
    {
        if ($scheme->key === 'utf8') {
            return $text;
        }
        $prefix = $scheme->secretPrefix;
        $text = str_starts_with($text, $prefix) ? substr($text, strlen($prefix)) : $text;
        $isHex = $scheme->key === 'hex' && strlen($text) % 2 === 0 && strspn($text, '0123456789abcdefABCDEF') === strlen($text);
        $bytes = $scheme->key === 'base64' ? base64_decode($text, true) : ($isHex ? hex2bin($text) : '');

        return $bytes === false || $bytes === ''
            ? throw new WebhookException(ErrorCode::InvalidSecret, "it is not $scheme->key")
            : $bytes;
    }
}
