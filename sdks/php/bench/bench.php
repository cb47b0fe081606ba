<?php

/**
 * The verifier against the snippet that it replaces: bench.php INPUTS
 *
 * INPUTS holds a body and headers for each label. Prints lines of label, variant, and the median, the tenth and the
 * ninetieth percentile of the nanoseconds of the processor that one takes. Run it as a server runs PHP: with OPcache (`opcache.enable_cli=1`).
 */

declare(strict_types=1);

namespace Bench;

use Autosend\Webhooks\Model;
use Autosend\Webhooks\Provider;
use Autosend\Webhooks\Verifier;

require __DIR__ . '/../tests/autoload.php';

const LABELS = ['250B', '700B', '64KiB', '64KiB-non-ascii'];
const ROUNDS = 31;
const ROUND_NANOSECONDS = 20_000_000;

/** What the provider's customers paste: HMAC, comparison, time, JSON. */
function snippet(string $body, array $headers, string $secret): array
{
    $expected = hash_hmac('sha256', $body, $secret);
    if (!hash_equals($expected, $headers[Provider::SIGNATURE_HEADER])) {
        throw new \RuntimeException('the signature is wrong');
    }
    if (abs(microtime(true) * 1000 - (int) $headers[Provider::TIMESTAMP_HEADER]) > 86_400_000) {
        throw new \RuntimeException('the timestamp is too old');
    }

    return json_decode($body, true, 512, JSON_THROW_ON_ERROR);
}

/** Reads every property, the objects' in it too. */
function read(Model $data): int
{
    $read = 0;
    foreach ((array) $data as $value) {
        $read += $value instanceof Model ? read($value) : 1;
    }

    return $read;
}

/** @return array<string, string> */
function headers(string $path): array
{
    $headers = [];
    foreach (file($path, FILE_IGNORE_NEW_LINES) as $line) {
        [$name, $value] = explode(': ', $line, 2);
        $headers[$name] = $value;
    }

    return $headers;
}

/** Nanoseconds of one call, over so many. */
function measure(\Closure $call, int $times): float
{
    $start = processor();
    for ($time = 0; $time < $times; ++$time) {
        $call();
    }

    return (processor() - $start) / $times;
}

/** Nanoseconds of the processor so far: what else runs on the machine does not count. */
function processor(): int
{
    $usage = getrusage();

    return 1000 * ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec'])
        + 1_000_000_000 * ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']);
}

/** How many calls fill a round. */
function calibrate(\Closure $call): int
{
    measure($call, 500);

    return (int) ceil(ROUND_NANOSECONDS / max(1, measure($call, 500)));
}

/** @param list<float> $sorted */
function percentile(array $sorted, int $percent): int
{
    return (int) $sorted[intdiv((count($sorted) - 1) * $percent, 100)];
}

/** @return array<string, \Closure> */
function variants(string $body, array $headers, string $secret): array
{
    // Both read the clock, as they do in a request; the requests are as old as the run is long.
    $verifier = new Verifier($secret, tolerance: 86_400);
    $named = array_combine([Provider::SIGNATURE_HEADER, Provider::TIMESTAMP_HEADER], array_map(
        fn (string $name) => array_change_key_case($headers)[strtolower($name)],
        [Provider::SIGNATURE_HEADER, Provider::TIMESTAMP_HEADER],
    ));

    return [
        'snippet' => fn () => snippet($body, $named, $secret),
        'event' => fn () => $verifier->verify($body, $headers),
        'read' => fn () => read($verifier->verify($body, $headers)->event->data),
    ];
}

[, $inputs] = $argv;
$secret = trim(file_get_contents("$inputs/secret"));
foreach (LABELS as $label) {
    $variants = variants(file_get_contents("$inputs/$label.body"), headers("$inputs/$label.headers"), $secret);
    $times = array_map(calibrate(...), $variants);
    $taken = array_map(fn () => [], $variants);
    for ($round = 0; $round < ROUNDS; ++$round) {
        foreach ($variants as $name => $call) {
            $taken[$name][] = measure($call, $times[$name]);
        }
    }
    foreach ($taken as $name => $nanoseconds) {
        sort($nanoseconds);
        $percentiles = array_map(fn (int $percent) => percentile($nanoseconds, $percent), [50, 10, 90]);
        echo implode("\t", [$label, $name, ...$percentiles]), "\n";
    }
}
