<?php

/** Contact fields of a generated package have the types that they were given: contact_fields.php SDK */

declare(strict_types=1);

require __DIR__ . '/sdk.php';

$sdk = load_sdk(realpath($argv[1]));
$body = ("$sdk\\Testing")::sample('contact.created');
$data = ("$sdk\\Events")::parse($body)->data;
$got = [$data->plan, $data->seats, $data->lifetimeValue, $data->newsletter, $data->tags, $data->renewsAt];
$types = [];
foreach (['plan', 'seats', 'lifetimeValue', 'newsletter', 'tags', 'renewsAt'] as $name) {
    $types[] = str_replace("$sdk\\", '', (string) (new ReflectionProperty($data, $name))->getType());
}
$expected = [
    [['pro', 12, 1249.5, true, ['beta', 'eu'], null], ['?string', '?int', 'int|float|null', '?bool', '?array', '?Timestamp']],
    ['address'],
];
sort($types);
sort($expected[0][1]);
$fits = [[$got, $types], array_keys($data->extra)] === $expected;
printf("%d passed, %d failed\n", $fits, !$fits);
exit($fits ? 0 : 1);
