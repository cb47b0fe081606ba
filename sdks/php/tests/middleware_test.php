<?php

declare(strict_types=1);

namespace Tests;

use Autosend\Webhooks as W;

require_once __DIR__ . '/server.php';

/** Runs a test for the middleware of PSR-15 and that of Laravel, each on a server. */
function each_middleware(\Closure $test): void
{
    foreach (['psr', 'symfony'] as $adapter) {
        try {
            $test($adapter, Server::get());
        } catch (\Throwable $error) {
            throw new \LogicException("$adapter: {$error->getMessage()}", 0, $error);
        }
    }
}

/** What is not verified does not reach the handler, by whichever method. */
function test_middleware_passes_only_what_is_verified(): void
{
    each_middleware(function (string $adapter, Server $server): void {
        $body = opened('1');
        same($server->post("adapter=$adapter", $body)[1], ['received' => true]);
        same(count($server->notes()), 1);
        $signed = W\Testing::sign(SECRET, $body);
        foreach (['GET', 'PUT', 'DELETE', 'PATCH'] as $method) {
            [$status, , $headers] = $server->post("adapter=$adapter", $body, $signed, $method);
            same([$status, $headers['allow']], [405, 'POST']);
        }
        $override = ['X-HTTP-Method-Override' => 'DELETE', 'Content-Type' => 'application/x-www-form-urlencoded'];
        check($server->post("adapter=$adapter", '_method=PUT', $override)[0] >= 400);
        [$status, $response] = $server->post("adapter=$adapter", $body, W\Testing::sign(SECRET . '0', $body));
        same([$status, $response['code']], [401, 'signature_mismatch']);
        same(count($server->notes()), 1);
    });
}

function test_middleware_handler_fails(): void
{
    each_middleware(function (string $adapter, Server $server): void {
        // The application responds for itself; nothing was remembered.
        same($server->post("adapter=$adapter&do=once-throw", opened('1'))[0] === 200 ? $server->log() !== '' : true, true);
        same($server->post("adapter=$adapter", opened('1'))[1], ['received' => true]);
    });
}

function test_middleware_body_read_before(): void
{
    $server = Server::get();
    $kept = ['psr' => ['read=all', 'read=part'], 'symfony' => ['read=content', 'read=stream']];
    foreach ($kept as $adapter => $ways) {
        foreach ($ways as $way) {
            $body = opened(uniqid());
            same($server->post("adapter=$adapter&$way", $body)[1], ['received' => true]);
        }
    }
    // The body can be read again behind it.
    same(array_filter($server->notes(), fn ($note) => str_ends_with($note, ' 0')), []);
    // Streams that can't go back.
    same($server->post('adapter=psr&once=1', opened('1'))[1], ['received' => true]);
    $gone = ['once=1&read=all', 'once=1&read=part', 'once=1&read=detached', 'read=detached'];
    foreach ($gone as $way) {
        [$status, $response] = $server->post("adapter=psr&$way", opened('1'));
        same([$way, $status, $response['code'] ?? $response], [$way, 500, 'body_already_parsed']);
        check(str_contains($response['message'], 'seekable'));
    }
}

/** PHP itself reads forms with files, and keeps no bytes. */
function test_middleware_form_was_parsed(): void
{
    each_middleware(function (string $adapter, Server $server): void {
        $body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{}\r\n--x--\r\n";
        $headers = ['Content-Type' => 'multipart/form-data; boundary=x'] + W\Testing::sign(SECRET, $body);
        [$status, $response] = $server->post("adapter=$adapter", $body, $headers);
        same([$status, $response['code']], [500, 'body_already_parsed']);
    });
}

function test_middleware_too_large_then_keep_alive(): void
{
    each_middleware(function (string $adapter, Server $server): void {
        foreach ([100_001, 3_000_000] as $size) {
            [$status, $response] = $server->post("adapter=$adapter", str_repeat(' ', $size), []);
            same([$status, $response['code']], [413, 'body_too_large']);
        }
        $chunk = dechex(60_000) . "\r\n" . str_repeat(' ', 60_000) . "\r\n";
        $chunked = ['Transfer-Encoding' => 'chunked', 'Content-Length' => null];
        [$status, $response] = $server->post("adapter=$adapter", "$chunk{$chunk}0\r\n\r\n", $chunked);
        same([$status, $response['code']], [413, 'body_too_large']);
        same($server->post("adapter=$adapter", opened('small'))[1], ['received' => true]);
    });
}

function test_middleware_nothing_hangs(): void
{
    each_middleware(function (string $adapter, Server $server): void {
        same($server->post("adapter=$adapter", '')[1]['code'], 'body_not_json');
        [$status, $response] = $server->post("adapter=$adapter&secret=none", opened('1'));
        same([$status, $response['code']], [500, 'invalid_secret']);
    });
}
