<?php

declare(strict_types=1);

namespace Tests;

use Autosend\Webhooks as W;

require_once __DIR__ . '/server.php';

const HANDLED = ['received' => true, 'duplicate' => false];
const REPEATED = ['received' => true, 'duplicate' => true];
const FAILED = ['received' => false, 'code' => 'handler_failed'];
const BUSY = ['received' => false, 'code' => 'in_progress'];

/** The response is 500, and the retry is processed. */
function fails_and_comes_again(string $what): void
{
    $server = Server::get();
    $body = opened(uniqid());
    [$got, $response] = $server->post("do=once-$what", $body);
    // Of memory that is exhausted PHP itself tells, and throws away what was to be sent.
    same([$what, $got, $response], [$what, 500, str_ends_with($what, 'memory') ? $response : FAILED]);
    [$got, $response] = $server->post("do=once-$what", $body);
    same([$what, $got, $response], [$what, 200, HANDLED]);
    same($server->post('', $body)[1], REPEATED);
}

function test_receiver_handler_fails(): void
{
    foreach (['throw', 'error', 'fatal', 'generator', 'promise'] as $what) {
        fails_and_comes_again($what);
        check(!in_array('in a generator', Server::get()->notes(), true));
    }
}

function test_receiver_handler_is_cancelled(): void
{
    foreach (['exit', 'memory', 'small-memory'] as $what) {
        fails_and_comes_again($what);
    }
}

function test_receiver_handler_times_out(): void
{
    fails_and_comes_again('time');
}

/** Nothing of PHP runs then: the lease ends. */
function test_receiver_process_is_killed(): void
{
    $server = Server::get();
    $body = opened('killed');
    same($server->post('do=kill&lease=1', $body)[0], 0);
    same($server->post('', $body)[1], BUSY);
    usleep(1_100_000);
    same($server->post('', $body)[1], HANDLED);
}

/** A fiber that is given up in the handler. */
function test_receiver_fiber_is_given_up(): void
{
    $seen = new W\MemoryDeduplicator();
    $receiver = new W\Http\Receiver(new W\Verifier(SECRET), $seen, fn () => \Fiber::suspend());
    $body = opened('1');
    $fiber = new \Fiber(fn () => $receiver->respond('POST', $body, W\Testing::sign(SECRET, $body)));
    $fiber->start();
    same($receiver->respond('POST', $body, W\Testing::sign(SECRET, $body))->body, BUSY);
    unset($fiber);
    gc_collect_cycles();
    same(says($seen, deliver($body)), ['first', false]);
}

function test_receiver_response_cannot_be_sent(): void
{
    $server = Server::get();
    $body = opened('hung up');
    $connection = $server->send('do=sleep', $body);
    usleep(300_000);
    // Resets the connection instead of closing it.
    $socket = socket_import_stream($connection);
    socket_set_option($socket, SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
    socket_close($socket);
    usleep(1_200_000);
    same(count($server->notes()), 1);
    same($server->post('', $body)[1], HANDLED);
}

function test_receiver_body_read_before(): void
{
    $server = Server::get();
    same($server->post('read=before', opened('read'))[1], HANDLED);
    // PHP itself reads forms with files, and keeps no bytes.
    $body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{}\r\n--x--\r\n";
    $headers = ['Content-Type' => 'multipart/form-data; boundary=x'] + W\Testing::sign(SECRET, $body);
    [$status, $response] = $server->post('', $body, $headers);
    same([$status, $response['code']], [500, 'body_already_parsed']);
    check(str_contains($response['message'], 'enable_post_data_reading'));
    $headers['Content-Type'] = 'application/x-www-form-urlencoded';
    same($server->post('', opened('form'), ['Content-Type' => $headers['Content-Type']])[1]['code'], 'missing_signature');
    $body = opened('form');
    same($server->post('', $body, ['Content-Type' => $headers['Content-Type']] + W\Testing::sign(SECRET, $body))[1], HANDLED);
}

function test_receiver_callback_throws(): void
{
    $server = Server::get();
    // The log.
    same(array_slice($server->post('do=throw&failed=throws', opened('1')), 0, 2), [500, FAILED]);
    same($server->post('failed=throws', opened('2'), [])[1]['code'], 'missing_signature');
    // The deduplicator.
    foreach (['admit', 'nonsense'] as $fails) {
        [$status, $response, $headers] = $server->post("fails=$fails", opened('3'));
        same([$status, $response], [503, ['received' => false, 'code' => 'deduplicator_failed']]);
        same($headers['retry-after'], '1');
    }
    check(str_contains($server->log(), '10.1.2.3'));
    same(array_slice($server->post('fails=done', opened('4')), 0, 2), [200, HANDLED]);
    same(array_slice($server->post('fails=forget&do=throw', opened('5')), 0, 2), [500, FAILED]);
    // What is given what is too old.
    $old = opened('6', -100_000);
    same(array_slice($server->post('onExpired=throws', $old), 0, 2), [500, FAILED]);
    same(array_slice($server->post('onExpired=notes', $old), 0, 2), [200, HANDLED + ['expired' => true]]);
    same(array_slice($server->post('', $old), 0, 2), [200, HANDLED + ['expired' => true]]);
    check(count(preg_grep('/^onExpired /', $server->notes())) === 1, $server->notes());
}

function test_receiver_repeat_while_at_work(): void
{
    $server = Server::get();
    $body = opened('at work');
    $first = $server->send('do=sleep', $body);
    usleep(300_000);
    [$status, $response, $headers] = $server->post('', $body);
    same([$status, $response, $headers['retry-after']], [503, BUSY, '1']);
    same($server->response($first)[1], HANDLED);
    same($server->post('', $body)[1], REPEATED);
    same(count($server->notes()), 1);
}

function test_receiver_too_large_then_keep_alive(): void
{
    $server = Server::get();
    foreach ([100_001, 3_000_000] as $size) {
        [$status, $response] = $server->post('', str_repeat(' ', $size), []);
        same([$status, $response['code']], [413, 'body_too_large']);
    }
    // In chunks, so that no length is announced.
    $chunk = dechex(60_000) . "\r\n" . str_repeat(' ', 60_000) . "\r\n";
    [$status, $response] = $server->post('', "$chunk{$chunk}0\r\n\r\n", ['Transfer-Encoding' => 'chunked', 'Content-Length' => null]);
    same([$status, $response['code']], [413, 'body_too_large']);
    same($server->post('', opened('small'))[1], HANDLED);
}

function test_receiver_nothing_hangs(): void
{
    $server = Server::get();
    // Requests of all kinds, each within the client's time.
    same($server->post('', '', [], 'GET')[0], 405);
    same($server->post('', '', [], 'GET')[2]['allow'], 'POST');
    same($server->post('', '', [], 'PUT')[0], 405);
    same($server->post('', '')[1]['code'], 'body_not_json');
    same($server->post('do=print', opened('print'))[1], HANDLED);
    [$status, $response] = $server->post('secret=none', opened('secret'));
    same([$status, $response['code']], [500, 'invalid_secret']);
    check(str_contains($server->log(), 'The webhook secret'), $server->log());
}

function test_receiver_reports_an_id_that_is_reused(): void
{
    $server = Server::get();
    $post = fn (string $body) => $server->post('', $body, W\Testing::sign(SECRET, $body, deliveryId: 'reused'))[1];
    same($post(opened('one')), HANDLED);
    same($post(opened('other')), HANDLED + ['id_reused' => true]);
    check(str_contains($server->log(), 'reused'), $server->log());
}
