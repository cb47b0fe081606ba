<?php

/** Tells what a PHP SDK makes of each request on standard input, as README.md beside this folder describes it: decide.php SDK */

declare(strict_types=1);

require __DIR__ . '/sdk.php';

error_reporting(E_ALL);
ini_set('display_errors', 'stderr');
// A warning is a failure like any other.
set_error_handler(fn (int $level, string $text) => throw new ErrorException($text, 0, $level));

/** @return list<string> the columns after the id */
function decision(string $sdk, array $columns): array
{
    try {
        $delivery = verified($sdk, $columns);
    } catch (Throwable $error) {
        if ($error::class === "$sdk\\WebhookException") {
            return ['error', $error->code()];
        }
        fwrite(STDERR, "$columns[0]: $error\n");

        return ['crash', $error::class];
    }
    $is = describe($sdk, $delivery);
    foreach (['type', 'delivery_id', 'created_at'] as $text) {
        $is[$text] = $is[$text] === null ? null : bin2hex($is[$text]);
    }

    return ['accepted', ...array_map(fn (mixed $value) => (string) ($value ?? '-'), array_values($is))];
}

function verified(string $sdk, array $columns): object
{
    [, $now, $strict, $secrets, $body, $pairs] = $columns;
    $headers = [];
    foreach (array_filter(explode(',', $pairs)) as $pair) {
        [$name, $value] = array_map(hex2bin(...), explode('=', $pair));
        $headers[$name][] = $value;
    }
    $secrets = array_map(hex2bin(...), explode(',', $secrets));
    $verifier = new ("$sdk\\Verifier")($secrets, strict: $strict === '1');

    return $verifier->verifyAt(hex2bin($body), $headers, clock((int) $now));
}

$sdk = load_sdk(realpath($argv[1]));
while (($line = fgets(STDIN)) !== false) {
    $columns = explode("\t", rtrim($line, "\n"));
    echo implode("\t", [$columns[0], ...decision($sdk, $columns)]), "\n";
}
