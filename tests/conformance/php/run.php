<?php

/** Runs request files through a PHP SDK, as tests/vectors/README.md describes it: run.php SDK REQUESTS */

declare(strict_types=1);

require __DIR__ . '/sdk.php';

error_reporting(E_ALL);
// A warning is a failure like any other.
set_error_handler(fn (int $level, string $text) => throw new ErrorException($text, 0, $level));

/** The verdict on one case, in the shape of `expect`; with the events that came back, written again, or the error's message. */
function verdict(string $sdk, array $case, string $body): array
{
    $options = $case['options'] ?? [];
    $arguments = ['secrets' => $case['secrets']];
    if (array_key_exists('tolerance_ms', $options)) {
        $arguments['tolerance'] = $options['tolerance_ms'] === null ? null : $options['tolerance_ms'] / 1000;
    }
    if (isset($options['future_tolerance_ms'])) {
        $arguments['futureTolerance'] = $options['future_tolerance_ms'] / 1000;
    }
    if (isset($options['max_body'])) {
        $arguments['maxBody'] = $options['max_body'];
    }
    $arguments['strict'] = $options['strict'] ?? false;
    if (isset($options['url'])) {
        $arguments['url'] = $options['url'];
    }
    try {
        $verifier = new ("$sdk\\Verifier")(...$arguments);
        $delivery = $verifier->verifyAt($body, headers($case['headers']), clock($case['now_ms']));
    } catch (\RuntimeException $error) {
        return method_exists($error, 'code') ? [['error' => $error->code()], $error->getMessage()] : throw $error;
    }
    $accepted = describe($sdk, $delivery);
    if (isset($case['expect']['accepted']['problems'])) {
        $accepted['problems'] = array_column($delivery->event->problems(), 'path');
    }

    $written = array_map(fn (object $event): string => $event->toJson(), $delivery->events());
    if (isset($case['expect']['accepted']['events'])) {
        $said = fn (object $event): array => [$event->type(), outcome($sdk, $event)];
        $accepted['events'] = array_map($said, $delivery->events());
    }

    return [['accepted' => $accepted], $written];
}

/** A verdict whose problems are in one order, and whose time of creation is an instant where it may be one of a Unix time. */
function comparable(array $verdict): array
{
    if (isset($verdict['accepted']['problems'])) {
        sort($verdict['accepted']['problems']);
        $created = $verdict['accepted']['created_at'];
        $verdict['accepted']['created_at'] = $created === null ? null : (new DateTime($created))->format('U.u');
    }

    return $verdict;
}

/** The JSON of a body, which may be in a form. */
function json_of(string $body): string
{
    if (preg_match('/^\s*[{\[]/', $body) === 1) {
        return $body;
    }
    parse_str($body, $fields);
    $documents = array_filter($fields, fn (string $value): bool => str_starts_with($value, '{'));

    return reset($documents);
}

/** Values as bytes: the files spell them in Latin-1. */
function headers(array $pairs): array
{
    $headers = [];
    foreach ($pairs as [$name, $value]) {
        $headers[$name][] = mb_convert_encoding($value, 'ISO-8859-1', 'UTF-8');
    }

    return $headers;
}

function body(array $case): string
{
    if (isset($case['body_base64'])) {
        return base64_decode($case['body_base64'], true);
    }
    $repeat = fn (array $part): string => str_repeat($part[0], $part[1]);

    return $case['body'] ?? implode('', array_map($repeat, $case['body_repeat']));
}

/** JSON in one spelling, to compare by: members by name, strings unescaped, numbers as they are spelled. */
function canonical(string $json): mixed
{
    // Numbers become strings of their own kind, and lone surrogates, which PHP refuses, other text; in names U+FFFD, which
    // is what any SDK makes of them.
    $token = '/("(?:[^"\\\\]++|\\\\.)*+")(\s*+:)?+|-?[0-9][-+.0-9eE]*+/s';
    $mark = fn (array $found): string => isset($found[1])
        ? mark_surrogates($found[1], isset($found[2]) ? '\ufffd' : '<lone>') . ($found[2] ?? '')
        : "\"number {$found[0]}\"";
    $value = json_decode(preg_replace_callback($token, $mark, $json), true, 512, JSON_THROW_ON_ERROR);

    return sorted($value);
}

function mark_surrogates(string $text, string $mark): string
{
    $escape = '/\\\\(?:u[dD][89abAB]..\\\\u[dD][c-fC-F]..|(u[dD][89a-fA-F]..)|.)/s';

    return preg_replace_callback($escape, fn ($found) => isset($found[1]) ? $mark : $found[0], $text);
}

function sorted(mixed $value): mixed
{
    if (!is_array($value)) {
        return $value;
    }
    $sorted = array_map(sorted(...), $value);
    if (!array_is_list($sorted)) {
        ksort($sorted, SORT_STRING);
    }

    return $sorted;
}

function check(string $sdk, array $case): ?string
{
    $body = body($case);
    [$verdict, $written] = verdict($sdk, $case, $body);
    // The order of the keys means nothing.
    if (sorted(comparable($verdict)) !== sorted(comparable($case['expect']))) {
        return 'got ' . json_encode($verdict) . ', expected ' . json_encode($case['expect']);
    }
    if (isset($case['expect']['error'])) {
        return str_contains($written, $case['message_contains'] ?? '') ? null : "the message is: $written";
    }
    $sent = canonical(json_of($body));
    $isSame = array_map(canonical(...), $written) === (isset($case['expect']['accepted']['events']) ? $sent['events'] : [$sent]);

    return $isSame ? null : 'written again: ' . implode("\n", $written);
}

[, $folder, $requests] = $argv;
$sdk = load_sdk(realpath($folder));
load_all(realpath($folder));
[$passed, $failed] = [0, 0];
foreach (glob("$requests/*.json") as $path) {
    $group = json_decode(file_get_contents($path), true, 512, JSON_THROW_ON_ERROR);
    $wrong = 0;
    foreach ($group['cases'] as $case) {
        try {
            $problem = check($sdk, $case);
        } catch (Throwable $error) {
            $problem = (string) $error;
        }
        if ($problem !== null) {
            ++$wrong;
            fwrite(STDERR, "{$case['name']}: $problem\n");
        }
    }
    printf("%s %d %d\n", $group['group'], count($group['cases']) - $wrong, $wrong);
    [$passed, $failed] = [$passed + count($group['cases']) - $wrong, $failed + $wrong];
}
exit($failed > 0 || $passed === 0 ? 1 : 0);
