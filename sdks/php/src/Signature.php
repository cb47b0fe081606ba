<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * What a secret signs.
 *
 * @internal
 */
final readonly class Signature
{
    private const PREFIX = '';
    private const LENGTH = 32;

    private \SensitiveParameterValue $key;

    /** @throws WebhookException with `invalid_secret`: an empty key would let anybody sign */
    public function __construct(#[\SensitiveParameter] string $secret)
    {
        if ($secret === '') {
            throw new WebhookException(ErrorCode::InvalidSecret, 'it is empty');
        }
        if (preg_match('//u', $secret) !== 1) {
            throw new WebhookException(ErrorCode::InvalidSecret, 'it is not UTF-8');
        }
        if (preg_match('/^[\p{Z}\x{09}-\x{0D}\x{85}]|[\p{Z}\x{09}-\x{0D}\x{85}]\z/u', $secret) === 1) {
            throw new WebhookException(ErrorCode::InvalidSecret, 'it has white space around it');
        }
        $this->key = new \SensitiveParameterValue($secret);
    }

    /** The signature of a request, as bytes. */
    public function of(string $body, Headers $headers): string
    {
        $content = $body;

        return hash_hmac('sha256', $content, $this->key->getValue(), true);
    }

    public static function encode(string $signature): string
    {
        return self::PREFIX . bin2hex($signature);
    }

    /** Takes what `encode` writes, and nothing else: no other case, length or padding. */
    public static function decode(string $text): ?string
    {
        $encoded = substr($text, strlen(self::PREFIX));
        $signature = strlen($encoded) === 2 * self::LENGTH && strspn($encoded, '0123456789abcdef') === 2 * self::LENGTH
            ? hex2bin($encoded)
            : false;
        if ($signature === false || strlen($signature) !== self::LENGTH || self::encode($signature) !== $text) {
            return null;
        }

        return $signature;
    }
}
