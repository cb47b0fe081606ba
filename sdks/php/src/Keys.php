<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function is_string;
use function key;
use function get_debug_type;

/**
 * What a secret is to each signature scheme.
 *
 * @internal
 */
final readonly class Keys
{
    /** @var array<int, SchemeKey> by the scheme's place */
    private array $keys;

    /** @throws WebhookException with `invalid_secret` for what is a key in no scheme */
    public function __construct(#[\SensitiveParameter] mixed $secret)
    {
        if (!is_string($secret)) {
            throw new WebhookException(ErrorCode::InvalidSecret, 'it is no string but ' . get_debug_type($secret));
        }
        SecretForm::check($secret);
        $keys = [];
        $refused = null;
        foreach (Scheme::all() as $place => $scheme) {
            try {
                $keys[$place] = SchemeKey::of($scheme, $secret);
            } catch (WebhookException $error) {
                $refused ??= $error;
            }
        }
        $this->keys = $keys !== [] ? $keys : throw $refused;
    }

    /**
     * Whether it made one of the signatures by a scheme.
     *
     * @param list<string> $signatures
     */
    public function fits(int $place, array $signatures, string $content): bool
    {
        return isset($this->keys[$place]) && $this->keys[$place]->fits($signatures, $content);
    }

    /**
     * The first scheme that the secret fits, and its key.
     *
     * @return array{Scheme, SchemeKey}
     */
    public function first(): array
    {
        $place = key($this->keys);

        return [Scheme::all()[$place], $this->keys[$place]];
    }
}
