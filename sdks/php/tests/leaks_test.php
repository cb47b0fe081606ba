<?php

declare(strict_types=1);

namespace Tests;

use Autosend\Webhooks as W;

function test_no_secret_is_printed(): void
{
    $verifier = new W\Verifier([SECRET]);
    $receiver = new W\Http\Receiver($verifier, new W\MemoryDeduplicator(), fn () => null);
    foreach ([$verifier, $receiver] as $value) {
        ob_start();
        var_dump($value);
        print_r($value);
        $printed = ob_get_clean() . var_export($value, true) . json_encode($value) . print_r((array) $value, true);
        check(!str_contains($printed, SECRET), $printed);
    }
}

function test_no_secret_is_in_a_trace(): void
{
    ini_set('zend.exception_ignore_args', '0');
    foreach ([SECRET . ' ', [SECRET, '']] as $secrets) {
        try {
            new W\Verifier($secrets);
        } catch (W\WebhookException $error) {
            check(!str_contains($error . print_r($error->getTrace(), true), SECRET), $error);
            continue;
        }
        check(false);
    }
}

function test_a_verifier_is_not_serialized(): void
{
    try {
        serialize(new W\Verifier(SECRET));
    } catch (\Exception $error) {
        check(!str_contains((string) $error, SECRET));

        return;
    }
    check(false);
}
