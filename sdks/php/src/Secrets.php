<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_filter;
use function array_values;
use function get_debug_type;
use function hash_equals;
use function is_array;

/**
 * The secrets of a verifier, as they are or from a function.
 *
 * @internal
 */
final class Secrets
{
    private readonly ?\SensitiveParameterValue $source;
    /** The texts that the signatures were made from. */
    private ?\SensitiveParameterValue $texts = null;
    /** @var list<Signature>|list<Keys> */
    private array $signatures = [];

    /**
     * Those that are missing fail when they are first needed, those that can't be secrets at once.
     *
     * @param string|list<string>|\Closure|null $secrets
     *
     * @throws WebhookException with `invalid_secret`
     */
    public function __construct(#[\SensitiveParameter] string|array|\Closure|null $secrets)
    {
        $this->source = $secrets instanceof \Closure ? new \SensitiveParameterValue($secrets) : null;
        if ($this->source === null) {
            $this->use($secrets);
        }
    }

    /** @throws WebhookException with `invalid_secret` */
    public function require(): void
    {
        if ($this->signatures === [] && $this->source !== null) {
            $this->readAgain();
        }
        if ($this->signatures === []) {
            throw new WebhookException(ErrorCode::InvalidSecret, 'there is none');
        }
    }

    /**
     * Which one made a signature. If none did, the function is asked whether there are others now.
     *
     * @throws WebhookException with `malformed_signature` where none could have made it, `signature_mismatch` where none did
     */
    public function matching(string $body, Headers $headers): int
    {
        $index = $this->find($body, $headers);
        if ($index !== null) {
            return $index;
        }
        if (!Signature::isWellFormed($headers->signature)) {
            throw new WebhookException(ErrorCode::MalformedSignature);
        }
        if ($this->source !== null && $this->readAgain()) {
            $this->require();
            $index = $this->find($body, $headers);
        }

        return $index ?? throw new WebhookException(ErrorCode::SignatureMismatch);
    }

    /**
     * The number of the one that any scheme fits, and the timestamp that was signed. If there is none, the function is asked
     * whether there are others now.
     *
     * @return array{int, ?string}
     *
     * @throws WebhookException
     */
    public function fitting(Authenticity $request): array
    {
        $found = $request->find($this->signatures);
        if ($found === null && $this->source !== null && $this->readAgain()) {
            $this->require();
            $found = $request->find($this->signatures);
        }

        return $found ?? throw $request->refusal();
    }

    /** Tries them all, so that the time tells nothing. */
    private function find(string $body, Headers $headers): ?int
    {
        $matching = null;
        foreach ($this->signatures as $index => $secret) {
            if (hash_equals($secret->of($body, $headers), $headers->signature)) {
                $matching ??= $index;
            }
        }

        return $matching;
    }

    /** Whether the function gives others than before. */
    private function readAgain(): bool
    {
        try {
            $secrets = ($this->source->getValue())();
        } catch (\Throwable $error) {
            $detail = 'the function that gives the secrets failed: ' . get_debug_type($error);
            throw new WebhookException(ErrorCode::InvalidSecret, $detail, $error);
        }

        return $this->use($secrets);
    }

    private function use(#[\SensitiveParameter] mixed $secrets): bool
    {
        // What `getenv` returns for a variable that is not set is missing.
        $texts = is_array($secrets) ? array_values($secrets) : array_filter([$secrets], self::isThere(...));
        if ($texts === $this->texts?->getValue()) {
            return false;
        }
        // In a loop: what a function is called with shows in traces.
        $signatures = [];
        foreach ($texts as $text) {
            $signatures[] = Provider::IS_PLAIN ? Signature::with($text) : new Keys($text);
        }
        $this->signatures = $signatures;
        $this->texts = new \SensitiveParameterValue($texts);

        return true;
    }

    private static function isThere(#[\SensitiveParameter] mixed $secret): bool
    {
        return $secret !== null && $secret !== false && $secret !== '';
    }
}
