<?php

declare(strict_types=1);

namespace Tests;

use Autosend\Webhooks as W;

function test_numbers_that_make_no_sense_are_refused(): void
{
    $options = [
        ['tolerance' => -1], ['tolerance' => NAN], ['tolerance' => INF], ['futureTolerance' => -0.5],
        ['futureTolerance' => -INF], ['maxBody' => -1],
    ];
    foreach ($options as $option) {
        try {
            new W\Verifier(SECRET, ...$option);
        } catch (\InvalidArgumentException $error) {
            check(str_contains($error->getMessage(), key($option)), $error);
            continue;
        }
        check(false, $option);
    }
    // PHP itself refuses what has another name.
    try {
        new W\Verifier(SECRET, ...['tolerence' => 1]);
        check(false);
    } catch (\Error $error) {
        check(str_contains($error->getMessage(), 'tolerence'), $error);
    }
    $body = opened('1');
    $old = W\Testing::sign(SECRET, $body, sentAt: new \DateTimeImmutable('2001-01-01'));
    same((new W\Verifier(SECRET, tolerance: 1e300))->verify($body, $old)->type(), 'email.opened');
}

/** Where there is none, it is the request that fails, not the program that starts. */
function test_a_secret_that_is_missing_fails_at_the_first_request(): void
{
    $body = opened('1');
    $missing = [null, '', [], fn () => false, fn () => null, fn () => '', fn () => []];
    foreach ($missing as $secrets) {
        $verifier = new W\Verifier($secrets);
        same(code(fn () => $verifier->verify($body, W\Testing::sign(SECRET, $body))), 'invalid_secret');
        // The configuration comes before the request.
        same(code(fn () => $verifier->verify([], [])), 'invalid_secret');
    }
    foreach ([[SECRET, ''], [null], [SECRET, 1], 'undefined'] as $secrets) {
        same(code(fn () => new W\Verifier($secrets)), 'invalid_secret');
    }
}

function test_a_function_is_asked_again_when_a_signature_is_not_right(): void
{
    [$secrets, $calls] = [['old'], 0];
    $verifier = new W\Verifier(function () use (&$secrets, &$calls) {
        ++$calls;

        return $secrets instanceof \Throwable ? throw $secrets : $secrets;
    });
    $verify = fn (string $secret) => $verifier->verify('{"type":"x"}', W\Testing::sign($secret, '{"type":"x"}'))->secretIndex;
    same([$verify('old'), $verify('old'), $calls], [0, 0, 1]);
    $secrets = ['new', 'old'];
    same([$verify('new'), $verify('old'), $calls], [0, 1, 2]);
    $secrets = 'new';
    same([$verify('new'), code(fn () => $verify('another')), $calls], [0, 'signature_mismatch', 3]);
    same([code(fn () => $verify('old')), $verify('new')], ['signature_mismatch', 0]);
    foreach ([[], null, ' new', 42, new \RuntimeException(SECRET)] as $bad) {
        $secrets = $bad;
        try {
            $verify('other');
            check(false);
        } catch (W\WebhookException $error) {
            same($error->code(), 'invalid_secret');
            check(!str_contains($error->getMessage(), SECRET));
        }
    }
    $secrets = 'last';
    same($verify('last'), 0);
}

function test_deliveries_events_and_errors_survive_serialization(): void
{
    foreach (['contact.created', 'email.received'] as $type) {
        $delivery = deliver(W\Testing::sample($type), 'a');
        $copy = unserialize(serialize($delivery));
        check($copy == $delivery && $copy->event == $delivery->event);
        same([$copy->digest(), $copy->event->toJson()], [$delivery->digest(), $delivery->event->toJson()]);
    }
    $unknown = deliver("{\"type\":\"x\",\"0\":1,\"-1\":2,\"__construct\":3}", 'a');
    check(unserialize(serialize($unknown)) == $unknown);
    ini_set('zend.exception_ignore_args', '0');
    $throw = fn (\Closure $notSerializable) => throw new W\WebhookException(W\ErrorCode::BodyTooLarge, '9 bytes');
    try {
        $throw(fn () => null);
    } catch (W\WebhookException $error) {
        $copy = unserialize(serialize($error));
        same(
            [$copy->code(), $copy->status(), $copy->getMessage(), $copy->toArray()],
            [$error->code(), 413, $error->getMessage(), $error->toArray()]
        );
    }
}

function test_samples_are_events_of_their_own(): void
{
    $bodies = array_map(fn () => W\Testing::sample('email.opened'), range(1, 100));
    same(count(array_unique($bodies)), 100);
    $seen = new W\MemoryDeduplicator();
    foreach ($bodies as $body) {
        $delivery = deliver($body);
        same([says($seen, $delivery), $delivery->event::class], [['first', false], W\Event\EmailOpened::class]);
        check(abs($delivery->createdAt()->unixMillis() - 1000 * time()) < 5000);
    }
    $time = new \DateTimeImmutable('2025-11-12T10:30:00Z');
    same(W\Testing::sample('email.opened', $time), W\Testing::sample('email.opened', $time));
}

/** Names that PHP, or its arrays, could take for something else. */
function test_members_of_any_name_are_kept(): void
{
    $names = ['0', '-1', '00', '1e3', '9223372036854775807', '9223372036854775808', '', 'constructor', '__construct', 'class',
        'method', 'object_id', 'this', 'extra', '__proto__', "\u{0}", "\u{212A}ey"];
    $members = implode(',', array_map(fn ($name) => json_encode($name) . ':"' . bin2hex($name) . '"', $names));
    $sorted = function (array $value) use (&$sorted): array {
        ksort($value, SORT_STRING);

        return array_map(fn ($item) => is_array($item) ? $sorted($item) : $item, $value);
    };
    $bodies = [
        "{\"type\":\"x\",$members,\"data\":{}}",
        "{\"event\":\"x\",$members}",
        contact() . ",$members}",
        str_replace('"data":{', "\"data\":{" . "$members,", contact()) . '}',
    ];
    foreach ($bodies as $body) {
        $event = deliver($body)->event;
        check(!$event instanceof W\Event\Invalid, $event);
        same($sorted(json_decode($event->toJson(), true)), $sorted(json_decode($body, true)));
    }
    $data = deliver(str_replace('"data":{', '"data":{"0":1,"-1":2,', contact()) . '}')->event->data;
    same([$data->extra('0'), $data->extra('-1')], [1, 2]);
}

function contact(): string
{
    return '{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{"email":"a@b.example"}';
}

/** Lone surrogates in names are U+FFFD there too, and of names that become the same the last wins. */
function test_lone_surrogates_in_names(): void
{
    $event = deliver('{"type":"x","\ud800":1,"\udfff":2,"a\udc00":3}')->event;
    same($event->members, ['type' => '"x"', "\u{FFFD}" => '2', "a\u{FFFD}" => '3']);
}

function test_days_are_those_of_the_calendar(): void
{
    $is = fn (string $day) => W\Timestamp::parse("{$day}T00:00:00Z") !== null;
    $days = ['2025-02-28', '2024-02-29', '2000-02-29', '0004-02-29', '1582-10-10', '0001-01-01', '9999-12-31'];
    $none = ['2025-02-29', '2025-02-30', '2025-04-31', '1900-02-29', '0100-02-29', '0000-01-01', '2025-00-01', '2025-13-01'];
    same([array_map($is, $days), array_map($is, $none)], [array_fill(0, 7, true), array_fill(0, 8, false)]);
    same(W\Timestamp::parse('0001-01-01T00:00:00.999999999Z')->unixMillis(), -62_135_596_799_001);
    same(W\Timestamp::parse('1582-10-10T00:00:00Z')->unixMillis(), -12_219_724_800_000);
}

/** Of a header's name only ASCII letters have cases, in any locale. */
function test_names_of_headers(): void
{
    $body = opened('1');
    $signed = W\Testing::sign(SECRET, $body);
    setlocale(LC_ALL, 'tr_TR.UTF-8', 'C');
    deliver($body);
    (new W\Verifier(SECRET))->verify($body, array_change_key_case($signed, CASE_UPPER));
    $headers = $signed;
    unset($headers['X-Webhook-Signature']);
    $headers["X-Webhoo\u{212A}-Signature"] = $signed['X-Webhook-Signature'];
    same(code(fn () => (new W\Verifier(SECRET))->verify($body, $headers)), 'missing_signature');
    setlocale(LC_ALL, 'C');
}

function test_headers_come_from_wherever_a_server_puts_them(): void
{
    $of = fn (array $server): array => W\Headers::fromServer($server);
    same($of(['HTTP_X_A' => '1', 'SERVER_NAME' => 'n', 'HTTP_X_B' => ['2']]), ['X-A' => '1']);
    same($of(['CONTENT_TYPE' => 'text/plain']), ['CONTENT-TYPE' => 'text/plain']);
    $basic = ['PHP_AUTH_USER' => 'ada', 'PHP_AUTH_PW' => 'secret'];
    same($of($basic), ['AUTHORIZATION' => 'Basic ' . base64_encode('ada:secret')]);
    same($of(['REDIRECT_HTTP_AUTHORIZATION' => 'Bearer r'] + $basic), ['AUTHORIZATION' => 'Bearer r']);
    same($of(['HTTP_AUTHORIZATION' => 'Bearer h'] + $basic), ['AUTHORIZATION' => 'Bearer h']);
}
