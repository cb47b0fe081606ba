<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Http;

use Autosend\Webhooks\Delivery;
use Autosend\Webhooks\Verifier;
use Autosend\Webhooks\WebhookException;
use Symfony\Component\HttpFoundation\JsonResponse;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;

/**
 * Laravel: passes authentic requests on with the delivery as the attribute `Delivery::class`, and answers the others. Leave
 * the route out of the CSRF check.
 *
 *     Route::post('/webhooks', fn (Request $request) => $request->attributes->get(Delivery::class)->id)
 *         ->middleware(LaravelMiddleware::class);
 *
 * Laravel's request is Symfony's, so `delivery` works in a controller of either.
 */
final readonly class LaravelMiddleware
{
    public function __construct(private Verifier $verifier)
    {
    }

    /** @param \Closure(Request): Response $next */
    public function handle(Request $request, \Closure $next): Response
    {
        try {
            $request->attributes->set(Delivery::class, self::delivery($this->verifier, $request));
        } catch (WebhookException $error) {
            return new JsonResponse($error->toArray(), $error->status());
        }

        return $next($request);
    }

    /**
     * Verifies a request.
     *
     * @throws WebhookException
     */
    public static function delivery(Verifier $verifier, Request $request): Delivery
    {
        return $verifier->verify($request->getContent(), $request->headers->all());
    }
}
