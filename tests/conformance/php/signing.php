<?php

/** Signs the sample of every event type by a package's first scheme, and verifies it: signing.php SDK */

declare(strict_types=1);

require __DIR__ . '/sdk.php';

const URL = 'https://shop.example/hooks';

error_reporting(E_ALL);
// A warning is a failure like any other.
set_error_handler(fn (int $level, string $text) => throw new ErrorException($text, 0, $level));

/** A secret that is a key in a scheme; of Ed25519 the key of zeros and the public one that goes with it. */
function secret_of(array $scheme): string
{
    $zeros = str_repeat('00', 32) . '3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29';
    $hex = $scheme['scheme'] === 'ed25519' ? $zeros : str_repeat('ab', 32);

    return $scheme['secretPrefix'] . ($scheme['key'] === 'base64' ? base64_encode(hex2bin($hex)) : $hex);
}

function code_of(Closure $verify): string
{
    try {
        $verify();
    } catch (RuntimeException $error) {
        return method_exists($error, 'code') ? $error->code() : throw $error;
    }

    return 'none';
}

/** What is wrong with the sample of a type, if anything is. */
function problem(string $sdk, array $scheme, string $type): ?string
{
    $secret = secret_of($scheme);
    $verifier = new ("$sdk\\Verifier")($secret, url: URL);
    $body = ("$sdk\\Testing")::sample($type);
    $headers = ("$sdk\\Testing")::sign($secret, $body, event: $type, url: URL);
    $delivery = $verifier->verify($body, $headers);
    $restored = unserialize(serialize($delivery));
    $parsed = ("$sdk\\Events")::parse($body, $headers);
    // Who knows the secret can change a body where the secret is sent.
    $isToken = in_array($scheme['scheme'], ['token', 'basic'], true);
    $forged = $isToken ? 'signature_mismatch' : code_of(fn () => $verifier->verify("$body ", $headers));

    return match (true) {
        $delivery->type() !== $type => "it is taken for {$delivery->type()}",
        $delivery->event->problems() !== [] => 'it has problems',
        $restored != $delivery || $restored->event->toJson() !== $delivery->event->toJson() => 'it is lost in a copy',
        $parsed != $delivery->event => 'read without a verifier it is another',
        $forged !== 'signature_mismatch' => "a changed body is $forged",
        str_contains(print_r($verifier, true) . var_export($verifier, true), $secret) => 'the verifier shows its secret',
        default => null,
    };
}

$sdk = load_sdk(realpath($argv[1]));
load_all(realpath($argv[1]));
$scheme = ("$sdk\\Provider")::SIGNATURES[0];
[$passed, $failed] = [0, 0];
foreach (array_keys(("$sdk\\Samples")::BODIES) as $type) {
    $problem = problem($sdk, $scheme, (string) $type);
    $problem === null ? ++$passed : ++$failed;
    fwrite(STDERR, $problem === null ? '' : "$type: $problem\n");
}
printf("%d passed, %d failed\n", $passed, $failed);
exit($failed > 0 || $passed === 0 ? 1 : 0);
