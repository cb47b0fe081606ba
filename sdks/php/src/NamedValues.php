<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function strtolower;

/**
 * The values of all headers that a provider's schemes and envelope name; empty ones count as absent.
 *
 * @internal
 */
final readonly class NamedValues
{
    /** @param array<string, string> $values by name in lower case */
    private function __construct(private array $values)
    {
    }

    /**
     * Fails where a header is there twice with different values.
     *
     * @param iterable<array-key, string|iterable<string>> $headers by name, in any case
     *
     * @throws WebhookException with `duplicate_header`
     */
    public static function read(iterable $headers): self
    {
        $all = Headers::byLowerCase($headers);
        $values = [];
        foreach (self::names() as $lower => $name) {
            $value = Headers::only($all[$lower] ?? [], $name);
            if ($value !== '') {
                $values[$lower] = $value;
            }
        }

        return new self($values);
    }

    /**
     * The names that are looked at, by their spelling in lower case.
     *
     * @return array<array-key, string>
     */
    private static function names(): array
    {
        static $names = [];
        if ($names === []) {
            $all = [...Provider::TIMESTAMP_HEADERS, ...Provider::DELIVERY_ID_HEADERS, Provider::EVENT_HEADER];
            foreach (Scheme::all() as $scheme) {
                $signed = array_filter($scheme->parts, static fn (array $part): bool => $part[0] === 'header');
                $all = [...$all, ...$scheme->headers, ...array_column($signed, 1)];
            }
            foreach (array_filter([...Provider::ENVELOPE['type'], Provider::ENVELOPE['id']]) as $source) {
                $all[] = (string) $source['header'];
            }
            foreach (array_filter($all, static fn (string $name): bool => $name !== '') as $name) {
                $names[strtolower($name)] = $name;
            }
        }

        return $names;
    }

    /**
     * Of several names the first that is there.
     *
     * @param list<string> $names
     */
    public function first(array $names): ?string
    {
        foreach ($names as $name) {
            $value = $this->values[strtolower($name)] ?? null;
            if ($value !== null) {
                return $value;
            }
        }

        return null;
    }

    public function timestamp(): ?string
    {
        return $this->first(Provider::TIMESTAMP_HEADERS);
    }

    public function deliveryId(): ?string
    {
        return $this->first(Provider::DELIVERY_ID_HEADERS);
    }

    public function event(): ?string
    {
        return $this->first([Provider::EVENT_HEADER]);
    }

    /**
     * Takes nothing that lacks what the provider always sends.
     *
     * @throws WebhookException with `missing_signature`, `missing_timestamp` or `missing_delivery_id`
     */
    public function require(bool $isTimeChecked): void
    {
        $isSigned = static fn (Scheme $scheme): bool => $scheme->signs('timestamp');
        $named = array_filter(Scheme::all(), fn (Scheme $scheme): bool => $this->first($scheme->headers) !== null);
        $isTimeNeeded = $isTimeChecked || array_filter(Scheme::all(), $isSigned) === Scheme::all();
        if ($named === []) {
            throw new WebhookException(ErrorCode::MissingSignature);
        }
        if (Provider::TIMESTAMP_FROM === 'header' && $isTimeNeeded && $this->timestamp() === null) {
            throw new WebhookException(ErrorCode::MissingTimestamp);
        }
        if (Provider::DELIVERY_ID_HEADERS !== [] && $this->deliveryId() === null) {
            throw new WebhookException(ErrorCode::MissingDeliveryId);
        }
    }
}
