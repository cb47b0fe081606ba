<?php

declare(strict_types=1);

namespace Autosend\Webhooks\Http;

use Autosend\Webhooks\Delivery;
use Autosend\Webhooks\Verifier;
use Autosend\Webhooks\WebhookException;
use Symfony\Component\HttpFoundation\JsonResponse;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response as SymfonyResponse;

/**
 * Laravel: passes authentic requests on with the delivery as the attribute `Delivery::class`, and responds to all others itself. Leave
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

    /** @param \Closure(Request): SymfonyResponse $next */
    public function handle(Request $request, \Closure $next): SymfonyResponse
    {
        if ($request->getMethod() !== 'POST') {
            return self::respond(Receiver::wrongMethod());
        }
        try {
            $request->attributes->set(Delivery::class, self::delivery($this->verifier, $request));
        } catch (WebhookException $error) {
            return self::respond(Receiver::refusal($error));
        }

        return $next($request);
    }

    /**
     * Verifies a request, whatever its method is.
     *
     * @throws WebhookException
     */
    public static function delivery(Verifier $verifier, Request $request): Delivery
    {
        return $verifier->verify(Body::ofSymfony($request, $verifier->maxBody), $request->headers->all());
    }

    private static function respond(Response $response): JsonResponse
    {
        return new JsonResponse($response->body, $response->status, $response->headers);
    }
}
