<?php

/** What a package of every type of field does with its values beyond reading requests: tables.php SDK */

declare(strict_types=1);

require __DIR__ . '/sdk.php';

error_reporting(E_ALL);
// A warning is a failure like any other.
set_error_handler(fn (int $level, string $text) => throw new ErrorException($text, 0, $level));

$sdk = load_sdk(realpath($argv[1]));
$everything = "$sdk\\Data\\EverythingData";
$part = new ("$sdk\\Data\\Part")(name: 'n');
$unknown = "$sdk\\UnknownValue";

/** The event of a body whose data has such members. */
$read = fn (string $members): object => ("$sdk\\Events")::parse(
    '{"kind":"thing.made","kind_of":"thing","meta":{"id":"1","at":0},"thing":{"any":0,"long":0,' . $members . '}}',
);

$written = (new $everything(
    any: ['x' => [], 'y' => null],
    long: PHP_INT_MIN,
    map: [],
    objects: ['1' => $part],
    gaps: [null, 'a'],
    deep: [[['a' => true]], []],
    choices: [1, $part, ['b'], new $unknown(['c' => 1.5])],
    shape: new $unknown(null),
))->toJson();
$expected = '{"any":{"x":[],"y":null},"long":-9223372036854775808,"map":{},"objects":{"1":{"name":"n"}},"gaps":[null,"a"],'
    . '"deep":[[{"a":true}],[]],"choices":[1,{"name":"n"},["b"],{"c":1.5}],"shape":null}';
$typed = $read('"choice":{"name":"n"},"shape":{"kind":"cone","n":1.0},"part":null,"map":{}')->data;
$misfit = $read('"objects":{"a/b":1},"flag":"yes","number":1e400,"at":"noon","parent":{"any":1}');

$checks = [
    'what is made is written' => $written === $expected,
    'a variant is an object of its class' => $typed->choice == new ("$sdk\\Data\\Part")(name: 'n'),
    'what is no variant is kept' => $typed->shape == new $unknown(['kind' => 'cone', 'n' => 1.0]),
    'its text is kept' => $typed->extra['shape'] === '{"kind":"cone","n":1.0}' && $typed->extra['map'] === '{}',
    'null is told from absent' => $typed->isNull('part') && !$typed->isNull('parent') && !$typed->isNull('none'),
    'problems are in their places' => array_column($misfit->problems(), 'message', 'path') === [
        '/objects' => 'expected an object',
        '/at' => 'expected an ISO 8601 time',
        '/flag' => 'expected true or false',
        '/parent/long' => 'is missing',
    ],
    'what does not fit is null and kept' => $misfit->data->flag === null && $misfit->data->extra['flag'] === '"yes"',
    'all of a value is written again' => $misfit->data->toJson() !== '' && str_contains($misfit->data->toJson(), '"number":1e400'),
    'an object that is made has its type' => (new ("$sdk\\Event\\Everything")(null, new $everything()))->sentType() === 'thing.made',
];
foreach (array_keys($checks, false, true) as $name) {
    fwrite(STDERR, "$name: does not hold\n");
}
$failed = count(array_keys($checks, false, true));
printf("%d passed, %d failed\n", count($checks) - $failed, $failed);
exit($failed > 0 ? 1 : 0);
