<?php

declare(strict_types=1);

namespace Autosend\Webhooks\Http;

use Autosend\Webhooks\Delivery;
use Autosend\Webhooks\Verifier;
use Autosend\Webhooks\WebhookException;
use Psr\Http\Message\ResponseFactoryInterface;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Server\MiddlewareInterface;
use Psr\Http\Server\RequestHandlerInterface;

/**
 * PSR-15: passes authentic requests on with the delivery as the attribute `Delivery::class`, and responds to all others itself. Put it on
 * the route of the webhooks, or in front of an application that has no other: whatever passes it is verified.
 *
 *     $delivery = $request->getAttribute(Delivery::class);
 */
final readonly class PsrMiddleware implements MiddlewareInterface
{
    public function __construct(private Verifier $verifier, private ResponseFactoryInterface $responses)
    {
    }

    public function process(ServerRequestInterface $request, RequestHandlerInterface $handler): ResponseInterface
    {
        if ($request->getMethod() !== 'POST') {
            return $this->respond(Receiver::wrongMethod());
        }
        try {
            $body = Body::ofPsr($request, $this->verifier->maxBody);
            $delivery = $this->verifier->verify($body, $request->getHeaders());
        } catch (WebhookException $error) {
            return $this->respond(Receiver::refusal($error));
        }

        return $handler->handle($request->withAttribute(Delivery::class, $delivery));
    }

    private function respond(Response $response): ResponseInterface
    {
        $made = $this->responses->createResponse($response->status)->withHeader('Content-Type', 'application/json');
        foreach ($response->headers as $name => $value) {
            $made = $made->withHeader($name, $value);
        }
        $made->getBody()->write($response->json());

        return $made;
    }
}
