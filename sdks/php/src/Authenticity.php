<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_map;
use function explode;
use function hash;
use function implode;
use function strcmp;
use function substr_count;
use function urldecode;
use function usort;

/**
 * Whether a request is authentic by any of several schemes.
 *
 * @internal
 */
final class Authenticity
{
    /** More fields than any provider's form has: sorting takes more than linear time, and nobody is known yet. */
    private const MAX_FIELDS = 1000;

    /** Why a scheme could not be tried. */
    private ?WebhookException $refused = null;
    /** @var list<array{int, list<string>, ?string, string}> a scheme's place, its signatures, the timestamp, what is signed */
    private array $claims = [];

    /** @param string|null $url what the provider was given */
    public function __construct(
        private readonly string $body,
        private readonly NamedValues $values,
        private readonly ?string $url,
    ) {
    }

    /**
     * Takes nothing that no scheme can be tried with.
     *
     * @throws WebhookException
     */
    public function require(): void
    {
        foreach (Scheme::all() as $place => $scheme) {
            $header = $this->values->first($scheme->headers);
            $claim = $header === null ? null : Claim::read($scheme, $header);
            if ($claim === null || $claim->signatures === []) {
                continue;
            }
            $timestamp = Provider::TIMESTAMP_FROM === 'pair' ? $claim->timestamp : $this->values->timestamp();
            try {
                $this->claims[] = [$place, $claim->signatures, $timestamp, $this->content($scheme, $timestamp)];
            } catch (WebhookException $error) {
                $this->refused ??= $error;
            }
        }
        if ($this->claims === []) {
            throw $this->refused ?? new WebhookException(ErrorCode::MalformedSignature);
        }
    }

    /**
     * The number of the first secret that fits, and the timestamp as it was sent. Tries all secrets, schemes and signatures,
     * so that the time tells nothing.
     *
     * @param list<Keys> $secrets
     *
     * @return array{int, ?string}|null
     */
    public function find(array $secrets): ?array
    {
        $found = null;
        foreach ($secrets as $index => $secret) {
            foreach ($this->claims as [$place, $signatures, $timestamp, $content]) {
                if ($secret->fits($place, $signatures, $content)) {
                    $found ??= [$index, $timestamp];
                }
            }
        }

        return $found;
    }

    /** Why no secret fits. */
    public function refusal(): WebhookException
    {
        return $this->refused ?? new WebhookException(ErrorCode::SignatureMismatch);
    }

    /**
     * What a scheme signs.
     *
     * @throws WebhookException where a part of it is missing
     */
    public function content(Scheme $scheme, ?string $timestamp): string
    {
        $content = '';
        foreach ($scheme->parts as [$kind, $text]) {
            $content .= match ($kind) {
                'text' => $text,
                'body' => $this->body,
                'timestamp' => $timestamp ?? throw new WebhookException(ErrorCode::MissingTimestamp),
                'delivery_id' => $this->values->deliveryId() ?? throw new WebhookException(ErrorCode::MissingDeliveryId),
                'header' => $this->values->first([$text]) ?? '',
                'method' => 'POST',
                'url' => $this->url ?? throw self::unsigned('the URL is signed: give the argument url'),
                'body_sha256' => hash('sha256', $this->body),
                'sorted_form' => $this->sortedForm(),
            };
        }

        return $content;
    }

    /** Names and values of the form's fields, by name, then by value. */
    private function sortedForm(): string
    {
        if (substr_count($this->body, '&') >= self::MAX_FIELDS) {
            throw self::unsigned('the form has more than ' . self::MAX_FIELDS . ' fields');
        }
        $fields = array_map(self::field(...), $this->body === '' ? [] : explode('&', $this->body));
        usort($fields, static fn (array $a, array $b): int => strcmp($a[0], $b[0]) ?: strcmp($a[1], $b[1]));

        return implode('', array_map(implode(...), $fields));
    }

    /** @return array{string, string} */
    private static function field(string $pair): array
    {
        [$name, $value] = explode('=', $pair, 2) + [1 => ''];

        return [urldecode($name), urldecode($value)];
    }

    private static function unsigned(string $detail): WebhookException
    {
        return new WebhookException(ErrorCode::SignatureMismatch, $detail);
    }
}
