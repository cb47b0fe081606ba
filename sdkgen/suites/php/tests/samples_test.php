<?php

/** A request of every event, signed by the package itself, arrives as its type; what is forged or too old does not. */

declare(strict_types=1);

namespace Tests;

use Autosend\Webhooks\{Delivery, Event, Testing, Verifier, WebhookException};

spl_autoload_register(static function (string $class): void {
    $path = str_replace('\\', '/', substr($class, strlen('Autosend\Webhooks\\'))) . '.php';
    foreach (str_starts_with($class, 'Autosend\Webhooks\\') ? ['src', 'generated'] : [] as $folder) {
        if (is_file(__DIR__ . "/../$folder/$path")) {
            require __DIR__ . "/../$folder/$path";
        }
    }
});
error_reporting(E_ALL);

$suite = json_decode(file_get_contents(__DIR__ . '/samples.json'), true, flags: JSON_THROW_ON_ERROR);
// Where requests are sent to, if that is signed.
$url = $suite['url'] === null ? [] : ['url' => $suite['url']];

/** The headers of a request, sent now or some seconds ago. */
$signed = static function (array $sample, string $secret = 'secret', int $ago = 0) use ($suite, $url): array {
    $options = ['event' => $sample['event'], 'sentAt' => new \DateTimeImmutable("-$ago seconds"), ...$url];

    return Testing::sign($suite[$secret], $sample['body'], ...$options);
};
$receive = static fn (string $body, array $headers, bool $strict = false): Delivery
    => (new Verifier($suite['verifier_secret'], ...['strict' => $strict, ...$url]))->verify($body, $headers);

/** The code that a request is refused with. */
$code = static function (string $body, array $headers) use ($receive): string {
    try {
        $receive($body, $headers);
    } catch (WebhookException $refused) {
        return $refused->code();
    }

    return 'no error';
};
$same = static function (mixed $expected, mixed $got): void {
    if ($got != $expected || gettype($got) !== gettype($expected)) {
        throw new \LogicException('got ' . json_encode($got) . ', expected ' . json_encode($expected));
    }
};

$tests = [];
foreach ($suite['samples'] as $sample) {
    // A strict verifier refuses an event of an unknown type, and one whose data is not as it is described.
    $tests["{$sample['type']} arrives as its type"] = static fn ()
        => $same($sample['type'], $receive($sample['body'], $signed($sample), strict: true)->type());
    $tests["{$sample['type']} is refused if it is forged"] = static function () use ($sample, $suite, $signed, $code, $same) {
        $same('signature_mismatch', $code($sample['body'], $signed($sample, 'other_secret')));
        if ($suite['signs_body']) {
            $same('signature_mismatch', $code("{$sample['body']} ", $signed($sample)));
        }
    };
}
if ($suite['expired_after_seconds'] !== null) {
    $tests['an expired request is refused'] = static function () use ($suite, $signed, $code, $same): void {
        $sample = $suite['samples'][0];
        $headers = $signed($sample, ago: $suite['expired_after_seconds']);
        $same('timestamp_too_old', $code($sample['body'], $headers));
    };
}
$tests['an unknown type arrives without loss'] = static function () use ($suite, $signed, $receive, $same): void {
    $sample = $suite['unknown_type'];
    $event = $receive($sample['body'], $signed($sample))->event;
    $same(true, $event instanceof Event\Unknown);
    $same($sample['type'], $event->type());
    $same($sample['json'], json_decode($event->toJson(), true));
};
$tests['an unknown member arrives without loss'] = static function () use ($suite, $signed, $receive, $same): void {
    $sample = $suite['unknown_member'];
    $event = $receive($sample['body'], $signed($sample), strict: true)->event;
    $same($sample['json'], json_decode($event->toJson(), true));
};

$failed = 0;
foreach ($tests as $name => $test) {
    try {
        $test();
    } catch (\Throwable $error) {
        ++$failed;
        fwrite(STDERR, "$name: $error\n");
    }
}
printf("%d passed, %d failed\n", count($tests) - $failed, $failed);
exit($failed > 0 ? 1 : 0);
