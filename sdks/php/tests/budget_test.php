<?php

declare(strict_types=1);

namespace Tests;

use Autosend\Webhooks as W;

/** Seconds that something takes, the least of three. */
function least(\Closure $of): float
{
    $least = INF;
    for ($try = 0; $try < 3; ++$try) {
        $start = processor();
        $of();
        $least = min($least, processor() - $start);
    }

    return $least;
}

/** Seconds that a verification takes, whatever comes of it. */
function seconds(string $body, array $headers): float
{
    $verifier = new W\Verifier(SECRET, maxBody: 1 << 22);

    return least(fn () => code(fn () => $verifier->verify($body, $headers)));
}

/** Seconds that PHP's own parser takes for a megabyte of ordinary events. */
function platform(): float
{
    static $seconds;
    $document = '{"type":"x","data":[' . implode(',', array_fill(0, 2500, W\Testing::sample('email.sent'))) . ']}';

    return $seconds ??= least(fn () => json_decode($document, true, 512, JSON_THROW_ON_ERROR))
        * (1 << 20) / strlen($document);
}

/** Seconds of the processor so far, whatever else it does. */
function processor(): float
{
    $usage = getrusage();

    return $usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec'] + 1e-6 * ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']);
}

/** Twice as much takes twice the time, not four times; returns what once takes. */
function stays_linear(string $what, \Closure $request): float
{
    [$once, $twice] = [seconds(...$request(1)), seconds(...$request(2))];
    check($once < 1 && $twice < 3 * $once + 0.05, [$what, $once, $twice]);

    return $once;
}

function test_budget_of_headers(): void
{
    $body = opened('1');
    $signed = W\Testing::sign(SECRET, $body);
    $fillers = [' ', "\t", " \t", '1', ',', '=', 'v1='];
    foreach (array_keys(array_diff_key($signed, ['Content-Type' => 1])) as $name) {
        foreach ($fillers as $filler) {
            $much = fn (int $times) => str_repeat($filler, intdiv($times * 65_536, strlen($filler)));
            $ways = [
                'before' => fn (int $times) => [$name => $much($times) . $signed[$name]] + $signed,
                'after' => fn (int $times) => [$name => $signed[$name] . $much($times)] + $signed,
                'inside' => fn (int $times) => [$name => 'a' . $much($times) . 'b'] + $signed,
                'alone' => fn (int $times) => [$name => $much($times)] + $signed,
                'name' => fn (int $times) => [$name . $much($times) => 'a'] + $signed,
            ];
            foreach ($ways as $way => $headers) {
                stays_linear("$name $way " . json_encode($filler), fn (int $times) => [$body, $headers($times)]);
            }
        }
    }
}

function test_budget_of_bodies(): void
{
    $fill = fn (string $text, int $times) => str_repeat($text, intdiv($times << 20, strlen($text)));
    $within = fn (string $text) => fn (int $times) => '{"type":"x","data":"' . $fill($text, $times) . '"}';
    $bodies = [
        'digits' => fn (int $times) => '{"type":"x","data":' . $fill('9', $times) . '}',
        'digits of an integer' => fn (int $times) => str_replace('"size":1', '"size":' . $fill('9', $times), attachment()),
        'digits of a fraction' => fn (int $times) => str_replace('"size":1', '"size":0.' . $fill('1', $times), attachment()),
        'digits of an exponent' => fn (int $times) => str_replace('"size":1', '"size":1e' . $fill('9', $times), attachment()),
        'digits alone' => fn (int $times) => $fill('9', $times),
        'brackets' => fn (int $times) => $fill('[', $times),
        'closing brackets' => fn (int $times) => $fill(']', $times),
        'pairs of brackets' => fn (int $times) => '{"type":"x","data":[' . $fill('[],', $times) . '1]}',
        'objects' => fn (int $times) => $fill('{"a":', $times),
        'duplicate names' => fn (int $times) => '{' . $fill('"a":1,', $times) . '"type":"x"}',
        'names' => fn (int $times) => '{' . names($times << 16) . '"type":"x"}',
        'names that are numbers' => fn (int $times) => '{' . names($times << 16, '') . '"type":"x"}',
        'surrogates' => $within('\ud800'),
        'surrogates of a type' => fn (int $times) => '{"type":"' . $fill('\ud800', $times) . '"}',
        'surrogates of a name' => fn (int $times) => '{"type":"x","' . $fill('\ud800', $times) . '":1}',
        'pairs of surrogates' => fn (int $times) => '{"type":"' . $fill('\ud83d\ude00', $times) . '"}',
        'escapes' => fn (int $times) => '{"type":"' . $fill('\n', $times) . '"}',
        'quotes' => fn (int $times) => $fill('"', $times),
        'backslashes' => fn (int $times) => '{"type":"x","data":"' . $fill('\\', $times),
        'escaped backslashes' => $within('\\\\'),
        'blanks' => fn (int $times) => $fill(" \n", $times) . '{"type":"x"}' . $fill("\t", $times),
        // All of it walked through by the strict check, since PHP's parser refuses the surrogate.
        'a surrogate and brackets' => fn (int $times) => '{"a":"\ud800","type":"x","data":[' . $fill('[],', $times) . '1]}',
        'a surrogate and digits' => fn (int $times) => '{"a":"\ud800","type":"x","data":[' . $fill('1,', $times) . '1]}',
        'a surrogate and texts' => fn (int $times) => '{"a":"\ud800","type":"x","data":[' . $fill('"",', $times) . '1]}',
        'a surrogate and members' => fn (int $times) => '{"a":"\ud800","type":"x","data":{' . $fill('"":0,', $times) . '"":1}}',
        'a surrogate and escapes' => $within('\n\ud800'),
        'brackets that do not end' => fn (int $times) => '[' . $fill('[],', $times),
        'a time' => fn (int $times) => '{"type":"x","createdAt":"2025-11-12T10:30:00.' . $fill('1', $times) . 'Z"}',
        'no UTF-8' => fn (int $times) => $fill("\xC3", $times),
    ];
    foreach ($bodies as $what => $body) {
        $once = stays_linear($what, fn ($times) => [$body($times), W\Testing::sign(SECRET, $body($times), event: 'x')]);
        // What costs PHP's own parser several times an ordinary document, as hundreds of thousands of names or arrays do,
        // may cost more; it refuses a lone surrogate, so that the same text without one is compared.
        $mended = str_replace('\ud800', '?', $body(1));
        $own = least(fn () => json_decode($mended, true));
        check($once < max(20 * platform(), 6 * $own), [$what, $once, platform(), $own]);
        stays_linear("unsigned $what", fn (int $times) => [$body($times), W\Testing::sign('other', 'x', event: 'x')]);
    }
}

function attachment(): string
{
    return preg_replace('/"size":\s*\d+/', '"size":1', W\Testing::sample('email.received'), 1);
}

function names(int $number, string $prefix = 'a'): string
{
    return implode('', array_map(fn (int $name) => "\"$prefix$name\":1,", range(1, $number)));
}

/** What PCRE gives up on is refused, not passed. */
function test_budget_of_regular_expressions_that_give_up(): void
{
    $body = '{"type":"x","createdAt":"2025-11-12T10:30:00.000Z"}';
    $headers = W\Testing::sign(SECRET, $body);
    $limits = ['pcre.backtrack_limit' => '1', 'pcre.recursion_limit' => '1', 'pcre.jit' => '0'];
    $before = array_map(fn (string $name) => ini_get($name), array_combine(array_keys($limits), array_keys($limits)));
    array_walk($limits, fn (string $value, string $name) => ini_set($name, $value));
    try {
        $codes = [
            code(fn () => new W\Verifier(SECRET . ' ')),
            code(fn () => new W\Verifier("\u{200b}" . SECRET)),
            code(fn () => (new W\Verifier(SECRET))->verify($body, ['X-Webhook-Delivery-Id' => "a\n"] + $headers)),
        ];
    } finally {
        array_walk($before, fn (string $value, string $name) => ini_set($name, $value));
    }
    check(!in_array('no error', $codes, true), $codes);
}
