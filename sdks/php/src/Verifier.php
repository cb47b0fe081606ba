<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

use function array_slice;
use function get_debug_type;
use function hash;
use function is_string;
use function microtime;
use function sprintf;
use function strlen;

/**
 * Verifies requests. Immutable.
 *
 * What it checks, in this order: the body's size; that each header is there once; the signature, in constant time and with
 * every secret; the timestamp; the delivery id; and only then the JSON.
 */
final readonly class Verifier
{
    private Secrets $secrets;
    /** Milliseconds; null switches the check off. */
    private ?int $tolerance;
    /** Milliseconds. */
    private int $futureTolerance;

    /**
     * Where there is no secret, it is the first verification that fails.
     *
     * @param string|list<string>|\Closure|null $secrets         one, or several while one is being replaced; or a function that
     *                                                           returns them, which is called again when a signature is not
     *                                                           right: they can change while the process runs
     * @param int|float|null                    $tolerance       how old a request may be, in seconds; null switches the check
     *                                                           of the timestamp off in both directions
     * @param int|float                         $futureTolerance how far ahead of this machine's clock it may be, in seconds
     * @param int                               $maxBody         the largest body, in bytes
     * @param bool                              $strict          refuses event types that are not known, and known ones whose
     *                                                           data does not fit; without it both arrive
     * @param string|null                       $url             the URL that the provider was given, where it signs that
     *
     * @throws WebhookException          with `invalid_secret`
     * @throws \InvalidArgumentException for a number that makes no sense
     */
    public function __construct(
        #[\SensitiveParameter] string|array|\Closure|null $secrets,
        int|float|null $tolerance = Provider::TOLERANCE,
        int|float $futureTolerance = Provider::FUTURE_TOLERANCE,
        public int $maxBody = Provider::MAX_BODY,
        private bool $strict = false,
        private ?string $url = null,
    ) {
        $this->secrets = new Secrets($secrets);
        $this->tolerance = $tolerance === null ? null : Options::millis('tolerance', $tolerance);
        $this->futureTolerance = Options::millis('futureTolerance', $futureTolerance);
        Options::count('maxBody', $maxBody);
    }

    /**
     * Authenticates a request, checks its timestamp against this machine's clock, and reads the event.
     *
     * @param mixed                                         $body    the raw body as a string, exactly as received; what is
     *                                                               parsed already is refused
     * @param iterable<array-key, string|iterable<string>> $headers by name, in any case; several values as a list
     *
     * @throws WebhookException
     */
    public function verify(mixed $body, iterable $headers): Delivery
    {
        return $this->verifyMillis($body, $headers, (int) (microtime(true) * 1000));
    }

    /**
     * `verify` with the clock as an argument.
     *
     * @param iterable<array-key, string|iterable<string>> $headers
     *
     * @throws WebhookException
     */
    public function verifyAt(mixed $body, iterable $headers, \DateTimeInterface $now): Delivery
    {
        return $this->verifyMillis($body, $headers, Timestamp::millisOf($now));
    }

    /** @param iterable<array-key, string|iterable<string>> $headers */
    private function verifyMillis(mixed $body, iterable $headers, int $now): Delivery
    {
        $this->secrets->require();
        $this->check($body);
        if (!Provider::IS_PLAIN) {
            return $this->verifyAny($body, NamedValues::read($headers), $now);
        }
        $headers = $this->present($headers);
        $secretIndex = $this->secrets->matching($body, $headers);
        $sentAt = $this->timely($headers->timestamp, $now);
        if (!Headers::isId($headers->deliveryId)) {
            throw new WebhookException(ErrorCode::MalformedDeliveryId);
        }
        // Nothing is parsed before it is authentic.
        $event = Events::parse($body);
        $this->expect($event, $headers->event);

        return new Delivery($headers->deliveryId, $event, $sentAt, $secretIndex, $body);
    }

    /** The same for providers that do not sign in the plainest way. */
    private function verifyAny(string $body, NamedValues $values, int $now): Delivery
    {
        $values->require($this->tolerance !== null);
        $request = new Authenticity($body, $values, $this->url);
        $request->require();
        [$secretIndex, $timestamp] = $this->secrets->fitting($request);
        if ($timestamp === null && Provider::TIMESTAMP_FROM !== 'none' && $this->tolerance !== null) {
            throw new WebhookException(ErrorCode::MissingTimestamp);
        }
        $sentAt = $this->timely((string) $timestamp, $now);
        $id = $values->deliveryId();
        if ($id !== null && !Headers::isId($id)) {
            throw new WebhookException(ErrorCode::MalformedDeliveryId);
        }
        [$events, $sentId] = Provider::IS_TABLED ? Reading::events($body, $values) : [[Events::parse($body)], null];
        $header = Reading::isTypeInBody() ? (string) $values->event() : '';
        foreach ($events as $event) {
            $this->expect($event, $header);
        }
        $id ??= $sentId ?? hash('sha256', $body);

        return new Delivery($id, $events[0], $sentAt, $secretIndex, $body, array_slice($events, 1));
    }

    /** Takes nothing but a string that is not too long. */
    private function check(mixed $body): void
    {
        if (!is_string($body)) {
            throw new WebhookException(ErrorCode::BodyAlreadyParsed, get_debug_type($body));
        }
        if (strlen($body) > $this->maxBody) {
            $detail = sprintf('%d bytes, the limit is %d', strlen($body), $this->maxBody);
            throw new WebhookException(ErrorCode::BodyTooLarge, $detail);
        }
    }

    /** @param iterable<array-key, string|iterable<string>> $headers */
    private function present(iterable $headers): Headers
    {
        $headers = Headers::read($headers);
        if ($headers->signature === '') {
            throw new WebhookException(ErrorCode::MissingSignature);
        }
        if ($headers->timestamp === '' && (Provider::IS_TIMESTAMP_SIGNED || $this->tolerance !== null)) {
            throw new WebhookException(ErrorCode::MissingTimestamp);
        }
        if ($headers->deliveryId === '') {
            throw new WebhookException(ErrorCode::MissingDeliveryId);
        }

        return $headers;
    }

    /** When the request was sent, in Unix milliseconds. */
    private function timely(string $header, int $now): ?int
    {
        if ($header === '') {
            return null;
        }
        $sentAt = Timestamp::ofHeader($header) ?? throw new WebhookException(ErrorCode::MalformedTimestamp);
        if ($this->tolerance === null) {
            return $sentAt;
        }
        $age = $now - $sentAt;
        if ($age >= $this->tolerance) {
            $detail = sprintf('%.1f s ago, the tolerance is %g s', $age / 1000, $this->tolerance / 1000);
            throw new WebhookException(ErrorCode::TimestampTooOld, $detail);
        }
        if (-$age >= $this->futureTolerance) {
            $detail = sprintf('%.1f s ahead, the tolerance is %g s', -$age / 1000, $this->futureTolerance / 1000);
            throw new WebhookException(ErrorCode::TimestampInFuture, $detail);
        }

        return $sentAt;
    }

    /** Compares the body's event with the header's, and in strict mode with what is known. */
    private function expect(Event $event, string $header): void
    {
        if ($header !== '' && $header !== $event->sentType()) {
            throw new WebhookException(ErrorCode::EventMismatch, 'the body says ' . Json::quote($event->sentType()));
        }
        if (!$this->strict) {
            return;
        }
        if ($event instanceof Event\Unknown) {
            throw new WebhookException(ErrorCode::UnknownEvent, Json::quote($event->type()));
        }
        if ($event instanceof Event\Invalid) {
            throw new WebhookException(ErrorCode::InvalidEventData, $event->reason);
        }
        foreach ($event->problems() as $problem) {
            throw new WebhookException(ErrorCode::InvalidEventData, "$problem->path $problem->message");
        }
    }
}
