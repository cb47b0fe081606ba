<?php

declare(strict_types=1);

namespace Autosend\Webhooks\Http;

use Autosend\Webhooks\Deduplicator;
use Autosend\Webhooks\Delivery;
use Autosend\Webhooks\ErrorCode;
use Autosend\Webhooks\Headers;
use Autosend\Webhooks\Outcome;
use Autosend\Webhooks\Verifier;
use Autosend\Webhooks\WebhookException;

/**
 * Receives deliveries by POST: verifies each and processes each once.
 *
 *     $receiver = new Receiver($verifier, $seen, function (Delivery $delivery): void { ... });
 *     $receiver->receive()->send();
 *
 * It responds when your function is through:
 *
 * - 200 and `{"received": true, "duplicate": false}`, with `"id_reused": true` where another body came under the same id,
 *   `"duplicate": true` where it was handled before, and `"expired": true` where nobody can tell;
 * - 503 and the code `in_progress` for a repeat that comes while the first is at work;
 * - 500 and `handler_failed` where your function throws, exits, or hits a limit of PHP: the delivery is free then, and
 *   AutoSend's retry is processed;
 * - 503 and `deduplicator_failed` where the deduplicator throws, before anything is processed;
 * - the status of a `WebhookException` and what its `toArray` says for what is not authentic.
 */
final readonly class Receiver
{
    /**
     * AutoSend waits only so long for the response (`Provider::RESPONSE_TIMEOUT`), so put longer work into a queue.
     *
     * @param \Closure(Delivery): mixed            $handle    is called once for each authentic event, and is through when it
     *                                                        returns: generators and promises are errors
     * @param (\Closure(\Throwable): mixed)|null $failed    is told what was refused or failed, for your log; without it
     *                                                        PHP's log is told what is not the sender's fault
     * @param (\Closure(Delivery): mixed)|null   $onExpired is given what is too old to tell whether it was handled; throw,
     *                                                        and it comes again
     */
    public function __construct(
        private Verifier $verifier,
        private Deduplicator $seen,
        private \Closure $handle,
        private ?\Closure $failed = null,
        private ?\Closure $onExpired = null,
    ) {
    }

    /** Handles the request that PHP is serving. */
    public function receive(): Response
    {
        // Whatever ends PHP before there is a response is a failure; a client that hangs up ends nothing.
        http_response_code(500);
        ignore_user_abort(true);
        $level = ob_get_level();
        ob_start();
        try {
            return $this->respondTo($_SERVER);
        } finally {
            // What the handler printed is no part of the response.
            while (ob_get_level() > $level && ob_end_clean()) {
            }
        }
    }

    /**
     * Handles a request of any framework.
     *
     * @param mixed                                         $body    the raw body as a string, exactly as received
     * @param iterable<array-key, string|iterable<string>> $headers
     */
    public function respond(string $method, mixed $body, iterable $headers): Response
    {
        if ($method !== 'POST') {
            return self::wrongMethod();
        }
        try {
            $delivery = $this->verifier->verify($body, $headers);
        } catch (WebhookException $error) {
            return $this->refuse($error);
        }
        try {
            $admission = $this->seen->admit($delivery);
        } catch (\Throwable $error) {
            $this->tell($error);

            return self::notNow('deduplicator_failed');
        }

        return match ($admission->outcome) {
            Outcome::First => $this->process($delivery, $admission->idReused),
            Outcome::Duplicate => new Response(200, ['received' => true, 'duplicate' => true]),
            Outcome::InProgress => self::notNow('in_progress'),
            Outcome::Expired => $this->expire($delivery),
        };
    }

    /** @internal */
    public static function wrongMethod(): Response
    {
        return new Response(405, ['message' => 'Webhooks come by POST.'], ['Allow' => 'POST']);
    }

    /** @internal */
    public static function refusal(WebhookException $error): Response
    {
        // What is left of a body that is too large is not waited for.
        $headers = $error->error === ErrorCode::BodyTooLarge ? ['Connection' => 'close'] : [];

        return new Response($error->status(), $error->toArray(), $headers);
    }

    /** @internal */
    public static function failure(): Response
    {
        return new Response(500, ['received' => false, 'code' => 'handler_failed']);
    }

    private static function notNow(string $code): Response
    {
        return new Response(503, ['received' => false, 'code' => $code], ['Retry-After' => '1']);
    }

    /** @param array<array-key, mixed> $server */
    private function respondTo(array $server): Response
    {
        $method = (string) ($server['REQUEST_METHOD'] ?? '');
        if ($method !== 'POST') {
            return self::wrongMethod();
        }
        try {
            $body = Body::ofRequest($server, $this->verifier->maxBody);
        } catch (WebhookException $error) {
            return $this->refuse($error);
        }

        return $this->respond($method, $body, Headers::fromServer($server));
    }

    private function process(Delivery $delivery, bool $idReused): Response
    {
        if ($idReused) {
            self::log("another body came under the delivery id {$delivery->id}; both are processed");
        }
        $claim = new Claim($this->seen, $delivery, $this->tell(...));
        try {
            self::call($this->handle, $delivery);
            $claim->done();
        } catch (\Throwable $error) {
            $this->tell($error);

            return self::failure();
        } finally {
            // Not only after exceptions: fibers that are given up run this as well.
            $claim->free();
        }
        $body = ['received' => true, 'duplicate' => false] + ($idReused ? ['id_reused' => true] : []);

        return new Response(200, $body, [], $claim->undo(...));
    }

    private function expire(Delivery $delivery): Response
    {
        self::log("the delivery {$delivery->id} was created before the memory of what was handled begins");
        try {
            $this->onExpired === null || self::call($this->onExpired, $delivery);
        } catch (\Throwable $error) {
            $this->tell($error);

            return self::failure();
        }

        return new Response(200, ['received' => true, 'duplicate' => false, 'expired' => true]);
    }

    /** Calls a function that is to be through when it returns. */
    private static function call(\Closure $function, Delivery $delivery): true
    {
        $result = $function($delivery);
        if ($result instanceof \Generator || is_object($result) && method_exists($result, 'then')) {
            $type = get_debug_type($result);
            throw new \LogicException("A handler returned a $type, which nobody runs: it has to do its work before it returns.");
        }

        return true;
    }

    private function refuse(WebhookException $error): Response
    {
        if ($this->failed !== null || $error->status() >= 500) {
            $this->tell($error);
        }

        return self::refusal($error);
    }

    /** Tells the log what failed. What the log itself throws changes no response. */
    private function tell(\Throwable $error): void
    {
        try {
            if ($this->failed !== null) {
                ($this->failed)($error);

                return;
            }
        } catch (\Throwable $another) {
            self::log('the function that is told of failures failed: ' . self::describe($another));
        }
        self::log(self::describe($error));
    }

    private static function describe(\Throwable $error): string
    {
        return sprintf('%s: %s in %s:%d', $error::class, $error->getMessage(), $error->getFile(), $error->getLine());
    }

    private static function log(string $line): void
    {
        error_log("webhooks: $line");
    }
}
