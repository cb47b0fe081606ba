<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_column;
use function in_array;

/**
 * One way in which requests are signed; of several, any is enough.
 *
 * @internal
 */
final readonly class Scheme
{
    /**
     * @param string                       $scheme     `hmac`, `token`, `basic` or `ed25519`
     * @param list<string>                 $headers    the names of its header, of which the first that is there counts
     * @param string                       $form       `plain`, `list` or `pairs`
     * @param list<string>                 $versions   the versions that count in a list; none where entries have no version
     * @param array{string, ?string}|null  $pairs      the names of the pairs that hold the signature, and the timestamp
     * @param string                       $encoding   `hex`, `base64` or `base64url`
     * @param string                       $key        how a secret becomes a key: `utf8`, `base64` or `hex`
     * @param list<array{string, string}>  $parts      what is signed: a kind, and a text or a header's name
     */
    private function __construct(
        public string $scheme,
        public string $hash,
        public array $headers,
        public string $form,
        public string $separator,
        public string $prefix,
        public array $versions,
        public ?array $pairs,
        public string $encoding,
        public string $key,
        public string $secretPrefix,
        public array $parts,
    ) {
    }

    /**
     * All that the provider uses.
     *
     * @return list<self>
     */
    public static function all(): array
    {
        static $all = [];
        if ($all === []) {
            foreach (Provider::SIGNATURES as $signature) {
                $all[] = new self(...$signature);
            }
        }

        return $all;
    }

    /** Whether what is sent is the secret itself. */
    public function isToken(): bool
    {
        return $this->scheme === 'token' || $this->scheme === 'basic';
    }

    /** Whether a kind of part is signed. */
    public function signs(string $kind): bool
    {
        return in_array($kind, array_column($this->parts, 0), true);
    }
}
