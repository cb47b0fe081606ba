<?php

declare(strict_types=1);

namespace Tests;

use Autosend\Webhooks as W;

require_once 'Nyholm/Psr7/autoload.php';
require_once 'Symfony/Component/HttpFoundation/autoload.php';
require_once __DIR__ . '/psr15.php';

/** Responds with the id of the delivery that the middleware found. */
final class IdHandler implements \Psr\Http\Server\RequestHandlerInterface
{
    public function handle(\Psr\Http\Message\ServerRequestInterface $request): \Psr\Http\Message\ResponseInterface
    {
        return new \Nyholm\Psr7\Response(200, [], $request->getAttribute(W\Delivery::class)->id);
    }
}

function test_psr_middleware(): void
{
    $middleware = new W\Http\PsrMiddleware(
        new W\Verifier(SECRET, maxBody: 1000),
        new \Nyholm\Psr7\Factory\Psr17Factory(),
    );
    $response = function (string $body, string $secret = SECRET) use ($middleware): array {
        $headers = W\Testing::sign($secret, $body, deliveryId: 'a');
        $request = new \Nyholm\Psr7\ServerRequest('POST', '/webhooks', $headers, $body);
        // Something has read it before.
        $request->getBody()->getContents();
        $response = $middleware->process($request, new IdHandler());

        return [$response->getStatusCode(), (string) $response->getBody()];
    };
    same($response(opened('1')), [200, 'a']);
    [$status, $body] = $response(opened('1'), SECRET . '0');
    same([$status, json_decode($body)->code], [401, 'signature_mismatch']);
    same($response(str_repeat(' ', 1001))[0], 413);
}

function test_laravel_middleware(): void
{
    $middleware = new W\Http\LaravelMiddleware(new W\Verifier(SECRET));
    $response = function (string $body, string $secret = SECRET) use ($middleware): array {
        $request = \Symfony\Component\HttpFoundation\Request::create('/webhooks', 'POST', content: $body);
        $request->headers->add(W\Testing::sign($secret, $body, deliveryId: 'a'));
        $next = fn ($request) => new \Symfony\Component\HttpFoundation\Response(
            $request->attributes->get(W\Delivery::class)->id,
        );
        $response = $middleware->handle($request, $next);

        return [$response->getStatusCode(), $response->getContent()];
    };
    same($response(opened('1')), [200, 'a']);
    [$status, $body] = $response('[]');
    same([$status, json_decode($body)->code], [400, 'body_not_object']);
    same($response(opened('1'), 'other')[0], 401);
}

function test_receiver_processes_each_once_and_failures_again(): void
{
    [$calls, $fails, $told] = [0, true, []];
    $receiver = new W\Http\Receiver(
        new W\Verifier(SECRET),
        new W\MemoryDeduplicator(),
        function () use (&$calls, &$fails): void {
            ++$calls;
            if ($fails) {
                throw new \RuntimeException('the queue is down');
            }
        },
        function (\Throwable $error) use (&$told): void {
            $told[] = $error->getMessage();
        },
    );
    $body = opened('1');
    $post = fn (string $body) => $receiver->respond('POST', $body, W\Testing::sign(SECRET, $body));
    same([$post($body)->status, $told], [500, ['the queue is down']]);
    $fails = false;
    same($post($body)->body, ['received' => true, 'duplicate' => false]);
    same($post($body)->body, ['received' => true, 'duplicate' => true]);
    same($calls, 2);
    same($post('[]')->status, 400);
    same($receiver->respond('GET', '', [])->status, 405);
    same($receiver->respond('POST', $body, [])->body['code'], 'missing_signature');
}

function test_rotation(): void
{
    $both = new W\Verifier(['old', SECRET]);
    foreach (['old', SECRET] as $index => $secret) {
        same($both->verify('{"type":"x"}', W\Testing::sign($secret, '{"type":"x"}'))->secretIndex, $index);
    }
}
