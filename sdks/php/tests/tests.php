<?php

/** Tests of the package: tests.php [PART OF A NAME] */

declare(strict_types=1);

namespace Tests;

use Autosend\Webhooks as W;

require __DIR__ . '/autoload.php';

error_reporting(E_ALL);
set_error_handler(fn (int $level, string $text) => (error_reporting() & $level) === 0
    ? false
    : throw new \ErrorException($text, 0, $level));

const SECRET = 'whsec_0123456789abcdef0123456789abcdef';

function same(mixed $got, mixed $expected): void
{
    if ($got !== $expected) {
        throw new \LogicException('got ' . var_export($got, true) . ', expected ' . var_export($expected, true));
    }
}

function check(bool $holds, mixed $of = null): void
{
    if (!$holds) {
        throw new \LogicException('does not hold for ' . var_export($of, true));
    }
}

/** Thrown by a test that can't run here. */
final class Skipped extends \RuntimeException
{
}

/** The code of the error that a function throws. */
function code(\Closure $of): string
{
    try {
        $of();
    } catch (W\WebhookException $error) {
        return $error->code();
    }

    return 'no error';
}

function deliver(string $body, ?string $id = null): W\Delivery
{
    return (new W\Verifier(SECRET))->verify($body, W\Testing::sign(SECRET, $body, deliveryId: $id));
}

/** A body like no other, created so many seconds from now. */
function opened(string $name, int $seconds = 0): string
{
    $created = W\Timestamp::of(new \DateTimeImmutable("$seconds seconds"));

    return '{"type":"email.opened","createdAt":"' . $created . '","data":{"emailId":"' . $name
        . '","from":"a@b.example","to":{"email":"c@d.example"},"subject":"","test":false}}';
}

foreach (glob(__DIR__ . '/*_test.php') as $file) {
    require $file;
}

// Servers are stopped however this ends.
if (function_exists('pcntl_signal')) {
    pcntl_async_signals(true);
    pcntl_signal(SIGTERM, fn () => exit(143));
}
// What is logged while they run is not looked at, but where a test says so.
ini_set('error_log', '/dev/null');
$only = $argv[1] ?? 'test_';
[$failed, $skipped] = [0, 0];
$tests = array_filter(get_defined_functions()['user'], fn ($name) => str_starts_with($name, 'tests\\test_') && str_contains($name, $only));
foreach ($tests as $test) {
    try {
        $test();
    } catch (Skipped $reason) {
        ++$skipped;
        fwrite(STDERR, "$test: skipped: {$reason->getMessage()}\n");
    } catch (\Throwable $error) {
        ++$failed;
        fwrite(STDERR, "$test: $error\n");
    }
}
printf("%d passed, %d failed, %d skipped\n", count($tests) - $failed - $skipped, $failed, $skipped);
exit($failed > 0 || $tests === [] ? 1 : 0);
