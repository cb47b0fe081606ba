<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function base64_decode;
use function base64_encode;
use function get_debug_type;
use function hash_copy;
use function hash_final;
use function hash_init;
use function hash_update;
use function is_string;
use function str_starts_with;
use function strlen;
use function strspn;
use function substr;

/**
 * What a secret signs.
 *
 * @internal
 */
final readonly class Signature
{
    /** How many bytes a signature has. */
    private const LENGTH = 32;

    /** The hash with the key in it, copied for each request: it shows the key to nobody. */
    private \HashContext $keyed;

    /** @throws WebhookException with `invalid_secret`: an empty key would let anybody sign */
    public function __construct(#[\SensitiveParameter] string $secret)
    {
        SecretForm::check($secret);
        $key = Provider::KEY === 'base64' ? self::fromBase64($secret) : $secret;
        $this->keyed = hash_init('sha256', HASH_HMAC, $key);
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

    /** The signature of a request, as its header has it. */
    public function of(string $body, Headers $headers): string
    {
        $content = Provider::IS_BODY_ALONE_SIGNED ? $body : self::content($body, $headers);
        $isHex = Provider::ENCODING === 'hex';
        $keyed = hash_copy($this->keyed);
        hash_update($keyed, $content);
        $signature = $isHex ? hash_final($keyed) : base64_encode(hash_final($keyed, true));

        return Provider::SIGNATURE_PREFIX === '' ? $signature : Provider::SIGNATURE_PREFIX . $signature;
    }

    /** Whether a text is what `of` may write: no other case, length or padding. */
    public static function isWellFormed(string $text): bool
    {
        if (!str_starts_with($text, Provider::SIGNATURE_PREFIX)) {
            return false;
        }
        $encoded = substr($text, strlen(Provider::SIGNATURE_PREFIX));
        if (Provider::ENCODING === 'hex') {
            return strlen($encoded) === 2 * self::LENGTH && strspn($encoded, '0123456789abcdef') === 2 * self::LENGTH;
        }
        $bytes = (string) base64_decode($encoded, true);

        return strlen($bytes) === self::LENGTH && base64_encode($bytes) === $encoded;
    }

    private static function content(string $body, Headers $headers): string
    {
        $content = '';
        foreach (Provider::SIGNED_CONTENT as [$kind, $text]) {
            $content .= match ($kind) {
                'body' => $body,
                'timestamp' => $headers->timestamp,
                'delivery_id' => $headers->deliveryId,
                'text' => $text,
            };
        }

        return $content;
    }

    /** What follows the prefix, which may be missing, decoded. */
    private static function fromBase64(#[\SensitiveParameter] string $secret): string
    {
        $prefix = Provider::SECRET_PREFIX;
        $key = base64_decode(str_starts_with($secret, $prefix) ? substr($secret, strlen($prefix)) : $secret, true);

        return $key === false || $key === ''
            ? throw new WebhookException(ErrorCode::InvalidSecret, 'it is not base64')
            : $key;
    }
}
