<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Http;

use Autosend\Webhooks\Admission;
use Autosend\Webhooks\Deduplicator;
use Autosend\Webhooks\Delivery;
use Autosend\Webhooks\ErrorCode;
use Autosend\Webhooks\Headers;
use Autosend\Webhooks\Verifier;
use Autosend\Webhooks\WebhookException;

/**
 * Receives deliveries by POST: verifies each and processes each once.
 *
 *     $receiver = new Receiver($verifier, $seen, function (Delivery $delivery): void { ... });
 *     $receiver->receive()->send();
 *
 * It answers `{"received": true, "duplicate": false}` and status 200, the status of a `WebhookException` and what its
 * `toArray` says, or 500 where your function throws: then AutoSend's retry is processed.
 */
final readonly class Receiver
{
    /**
     * AutoSend waits 10 seconds for the answer, so put longer work into a queue.
     *
     * @param \Closure(Delivery): mixed            $handle is called once for each authentic event
     * @param (\Closure(\Throwable): mixed)|null $failed is told what was refused or failed, for your log
     */
    public function __construct(
        private Verifier $verifier,
        private Deduplicator $seen,
        private \Closure $handle,
        private ?\Closure $failed = null,
    ) {
    }

    /** Handles the request that PHP is serving. */
    public function receive(): Answer
    {
        $length = (int) ($_SERVER['CONTENT_LENGTH'] ?? 0);
        if ($length > $this->verifier->maxBody) {
            $detail = sprintf('%d bytes, the limit is %d', $length, $this->verifier->maxBody);

            return $this->refuse(new WebhookException(ErrorCode::BodyTooLarge, $detail));
        }
        // One byte more than allowed tells a body at the limit from a larger one.
        $body = file_get_contents('php://input', length: $this->verifier->maxBody + 1);
        if ($body === '' && $length > 0) {
            // The server's configuration has PHP parse bodies of this type.
            return $this->refuse(new WebhookException(ErrorCode::BodyAlreadyParsed, 'php://input is empty'));
        }

        return $this->answer((string) $_SERVER['REQUEST_METHOD'], (string) $body, Headers::fromServer($_SERVER));
    }

    /**
     * Handles a request of any framework.
     *
     * @param iterable<array-key, string|iterable<string>> $headers
     */
    public function answer(string $method, string $body, iterable $headers): Answer
    {
        if ($method !== 'POST') {
            return new Answer(405, ['message' => 'Webhooks come by POST.'], ['Allow' => 'POST']);
        }
        try {
            $delivery = $this->verifier->verify($body, $headers);
        } catch (WebhookException $error) {
            return $this->refuse($error);
        }
        if ($this->seen->admit($delivery) !== Admission::First) {
            return new Answer(200, ['received' => true, 'duplicate' => true]);
        }
        try {
            ($this->handle)($delivery);
        } catch (\Throwable $error) {
            $this->seen->forget($delivery);
            $this->tell($error);

            return new Answer(500, ['received' => false]);
        }

        return new Answer(200, ['received' => true, 'duplicate' => false]);
    }

    private function refuse(WebhookException $error): Answer
    {
        $this->tell($error);

        return new Answer($error->status(), $error->toArray());
    }

    private function tell(\Throwable $error): void
    {
        if ($this->failed !== null) {
            ($this->failed)($error);
        }
    }
}
