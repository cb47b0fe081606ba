<?php

/**
 * Real bodies of GitHub's, signed as GitHub signs them, through a package of GitHub's schema: run.php SDK EXAMPLES SCHEMA
 *
 * Truth is what GitHub says: the header and the action. Nothing is refused, nothing is taken for another event, nothing is
 * lost. Prints `github-SCHEMA PASSED FAILED`, and on standard error each body that failed, and how many had problems.
 */

declare(strict_types=1);

require __DIR__ . '/../php/sdk.php';

const SECRET = "It's a Secret to Everybody";

error_reporting(E_ALL);
// A warning is a failure like any other.
set_error_handler(fn (int $level, string $text) => throw new ErrorException($text, 0, $level));

/** What a body says, whatever the order of its members: integers that PHP does not have as text. */
function said(string $json): mixed
{
    return ordered(json_decode($json, false, 512, JSON_BIGINT_AS_STRING | JSON_THROW_ON_ERROR));
}

function ordered(mixed $value): mixed
{
    if (is_array($value)) {
        return array_map(ordered(...), $value);
    }
    if (!$value instanceof stdClass) {
        return $value;
    }
    $members = array_map(ordered(...), (array) $value);
    ksort($members, SORT_STRING);

    return ['object' => $members];
}

/** @return array{?object, ?string} what was made of a body, and what is wrong with that */
function checked(string $sdk, string $name, string $body): array
{
    $headers = [
        'X-GitHub-Event' => $name,
        'X-GitHub-Delivery' => '1',
        'X-Hub-Signature-256' => 'sha256=' . hash_hmac('sha256', $body, SECRET),
    ];
    $action = json_decode($body)->action ?? null;
    $expected = is_string($action) ? "$name.$action" : $name;
    try {
        $delivery = (new ("$sdk\\Verifier")(SECRET))->verify($body, $headers);
    } catch (RuntimeException $error) {
        return [null, 'refused: ' . $error->getMessage()];
    }
    $event = $delivery->event;
    $known = ("$sdk\\Events")::CLASSES;
    $isTyped = is_a($event, "$sdk\\Event\\TypedEvent");
    $parts = [$event->toJson(), $isTyped ? $event->data->toJson() : $body];

    return [$event, match (true) {
        $delivery->type() !== $expected => "taken for {$delivery->type()}",
        $isTyped !== (isset($known[$expected]) || isset($known[$name])) => "$expected is " . $event::class,
        array_map(said(...), $parts) !== [said($body), said($body)] => 'the body differs',
        default => null,
    }];
}

[, $folder, $examples, $schema] = $argv;
$sdk = load_sdk(realpath($folder));
load_all(realpath($folder));
[$passed, $failed, $problems] = [0, 0, 0];
foreach (json_decode(file_get_contents($examples), false, 512, JSON_THROW_ON_ERROR) as $group) {
    foreach ($group->examples as $sent) {
        [$event, $complaint] = checked($sdk, $group->name, json_encode($sent, JSON_THROW_ON_ERROR));
        $problems += $event !== null && $event->problems() !== [] ? 1 : 0;
        $complaint === null ? ++$passed : ++$failed;
        fwrite(STDERR, $complaint === null ? '' : "$group->name: $complaint\n");
    }
}
fprintf(STDERR, "%d of %d have members that do not fit the schema\n", $problems, $passed + $failed);
echo "github-$schema $passed $failed\n";
exit($failed > 0 || $passed === 0 ? 1 : 0);
