<?php

declare(strict_types=1);

namespace Tests;

use Autosend\Webhooks as W;

/** The event of attachments whose first has that text for its size. */
function sized(string $number): W\Event
{
    $body = preg_replace('/"size":\s*\d+/', "\"size\":$number", W\Testing::sample('email.received'), 1);

    return W\Events::parse($body);
}

/** PHP's own parser is trusted to refuse whatever RFC 8259 does; another version of it may not. */
function test_what_is_no_json_is_refused(): void
{
    $values = [
        'TRUE', 'True', 'nULL', 'NaN', 'Infinity', '-', '+1', '01', '1.', '.5', '1e', '0x1', '--1', "'a'", '"a', '"\\x"', '"\\u12"',
        "\"\t\"", "\"\n\"", "\"\0\"", "\"\xFF\"", "\"\xC0\x80\"", "\"\xED\xA0\x80\"", "\"\xF4\x90\x80\x80\"", '[1,]', '[,1]', '[1 2]',
        '{"a":1,}', '{"a" 1}', '{a:1}', '{1:1}', '1 //', '/**/1', "\u{A0}1", "1\0", '', '"\\ud800', '"\\ud800" x', '\\ud800',
    ];
    foreach ($values as $value) {
        same([$value, code(fn () => W\Events::parse("{\"type\":\"x\",\"a\":$value}"))], [$value, 'body_not_json']);
    }
    foreach (['[]', '"{}"', '1', 'null', 'true', '"\\ud800"'] as $document) {
        same([$document, code(fn () => W\Events::parse($document))], [$document, 'body_not_object']);
    }
    same(code(fn () => W\Events::parse("\u{FEFF}{}")), 'body_not_json');
}

function test_depth_is_looked_at_before_syntax(): void
{
    $nested = fn (int $depth, string $end = '') => '{"type":"x","a":' . str_repeat('[', $depth) . $end . str_repeat(']', $depth) . '}';
    $codes = fn (string $end) => array_map(fn (int $depth) => code(fn () => W\Events::parse($nested($depth, $end))), [63, 64]);
    same($codes(''), ['no error', 'body_too_deep']);
    same($codes('"\\ud800"'), ['no error', 'body_too_deep']);
    same($codes('x'), ['body_not_json', 'body_too_deep']);
    same($codes("\"\xFF\""), ['body_not_json', 'body_not_json']);
    // Those in strings do not count.
    same(code(fn () => W\Events::parse('{"type":"x","a":"\\"' . str_repeat('[', 100) . '"}')), 'no error');
}

function test_numbers_keep_their_spelling(): void
{
    $kept = fn (string $number) => [sized($number)->data->attachments[0]->size, sized($number)->data->attachments[0]->extra];
    same($kept('7'), [7, []]);
    same($kept('0'), [0, []]);
    foreach (['7.0' => 7, '7e0' => 7, '70e-1' => 7, '-0' => 0, '-0.0' => 0, '1.0e+15' => 10 ** 15] as $number => $value) {
        same($kept($number), [$value, ['size' => $number]]);
    }
    foreach (['-1', '0.5', '9007199254740992', '92233720368547758079', '1e400', '"7"', 'null', 'true', '[]'] as $number) {
        check(sized($number) instanceof W\Event\Invalid, $number);
    }
}

function test_what_a_property_can_not_print_back_is_kept(): void
{
    $read = fn (string $name, string $more = '') => deliver(
        '{ "type":"email.opened","createdAt":"2025-11-12T10:30:00Z" , "data" : {"emailId":"","from":"","to":{"email":"","name":'
        . $name . $more . '},"subject":"","test":true}}',
    )->event->data->to;
    same([$read('null')->name, $read('null')->extra], [null, ['name' => 'null']]);
    same([$read('"\\u00e9"')->name, $read('"\\u00e9"')->extra], ['é', []]);
    same(
        [$read('"\\udc00\\\\ud800"')->name, $read('"\\udc00\\\\ud800"')->extra],
        ["\u{FFFD}\\ud800", ['name' => '"\\udc00\\\\ud800"']]
    );
    $more = ',"a":1,"b":-0,"c":1.50,"d":[ 1 , {"x":"]}\\""} ],"e":"\\/","\\u0000f":{},"g":"h","a":true';
    same($read('""', $more)->extra, ['a' => 'true', 'b' => '-0', 'c' => '1.50', 'd' => '[ 1 , {"x":"]}\\""} ]', 'e' => '"\\/"',
        "\0f" => '{}', 'g' => '"h"']);
    same($read('""', ',"a":"b","c":false,"d":-5,"e":null')->extra, ['a' => '"b"', 'c' => 'false', 'd' => '-5', 'e' => 'null']);
}

function test_the_reason_says_where(): void
{
    $reason = fn (string $to) => W\Events::parse('{"type":"email.received","createdAt":"2025-11-12T10:30:00Z","data":'
        . '{"inboundEmailId":"","from":{"email":""},"to":' . $to . '}}')->reason;
    same($reason('1'), '`data`: `to`: expected an array');
    same($reason('[{"email":""},{"email":1}]'), '`data`: `to`: `1`: `email`: expected a string');
    same($reason('[]'), '`data`: there is no `cc`');
}
