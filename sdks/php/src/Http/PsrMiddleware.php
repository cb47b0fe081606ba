<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

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
 * PSR-15: passes authentic requests on with the delivery as the attribute `Delivery::class`, and answers the others.
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
        try {
            $delivery = $this->verifier->verify($this->read($request), $request->getHeaders());
        } catch (WebhookException $error) {
            return $this->respond(new Answer($error->status(), $error->toArray()));
        }

        return $handler->handle($request->withAttribute(Delivery::class, $delivery));
    }

    /** The body, and one byte more than allowed, which tells a body at the limit from a larger one. */
    private function read(ServerRequestInterface $request): string
    {
        $stream = $request->getBody();
        if ($stream->isSeekable()) {
            $stream->rewind();
        }
        $body = '';
        while (!$stream->eof() && strlen($body) <= $this->verifier->maxBody) {
            $body .= $stream->read($this->verifier->maxBody + 1 - strlen($body));
        }
        if ($stream->isSeekable()) {
            $stream->rewind();
        }

        return $body;
    }

    private function respond(Answer $answer): ResponseInterface
    {
        $response = $this->responses->createResponse($answer->status)->withHeader('Content-Type', 'application/json');
        $response->getBody()->write($answer->json());

        return $response;
    }
}
