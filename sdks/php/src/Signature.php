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
        SecretForm::check($secret);
        $this->key = new \SensitiveParameterValue($secret);
    }

    /**
     * Takes anything for a secret, and refuses what is no string.
     *
     * @throws WebhookException with `invalid_secret`
     */
    public static function with(#[\SensitiveParameter] mixed $secret): self
    {
        return is_string($secret)
            ? new self($secret)
            : throw new WebhookException(ErrorCode::InvalidSecret, 'it is no string but ' . get_debug_type($secret));
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
