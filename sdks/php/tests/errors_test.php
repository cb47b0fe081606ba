<?php

declare(strict_types=1);

namespace Tests;

use Autosend\Webhooks as W;

function test_errors_are_the_table(): void
{
    $rows = json_decode(file_get_contents(__DIR__ . '/../../../schema/errors.json'), true, 512, JSON_THROW_ON_ERROR)['errors'];
    check(count($rows) > 0);
    $codes = array_map(fn (W\ErrorCode $code) => [
        'code' => $code->value,
        'hint' => $code->hint(),
        'meaning' => $code->meaning(),
        'status' => $code->status(),
    ], W\ErrorCode::cases());
    same($codes, array_map(fn (array $row) => array_intersect_key($row, $codes[0]), $rows));
}

function test_an_error_says_all(): void
{
    $error = new W\WebhookException(W\ErrorCode::BodyTooLarge, '9 bytes');
    same($error->status(), 413);
    check(str_ends_with($error->getMessage(), '(9 bytes)'));
    same(array_keys($error->toArray()), ['code', 'message', 'hint', 'status']);
}

function test_a_parsed_body_is_refused(): void
{
    $verifier = new W\Verifier(SECRET);
    foreach ([[], (object) [], null, 1] as $body) {
        same(code(fn () => $verifier->verify($body, [])), 'body_already_parsed');
    }
}

function test_a_secret_that_is_not_utf8_is_refused(): void
{
    same(code(fn () => new W\Verifier("\xFF")), 'invalid_secret');
}
