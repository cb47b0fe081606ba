<?php

declare(strict_types=1);

namespace Tests;

use Autosend\Webhooks as W;

/** Each kind, with room for so many where there is a limit. */
function deduplicators(int $capacity = 10): array
{
    $database = new \PDO('sqlite::memory:');
    $pdo = new W\PdoDeduplicator($database, 3600);
    $pdo->createTable();
    $pdo->createTable();

    return [new W\MemoryDeduplicator(3600, $capacity), $pdo];
}

function test_repeats_are_recognised(): void
{
    foreach (deduplicators() as $seen) {
        [$one, $two, $three] = [opened('1'), opened('2'), opened('3')];
        same($seen->admit(deliver($one, 'a')), W\Admission::First);
        same($seen->admit(deliver($one, 'a')), W\Admission::Duplicate);
        // A replay under an id that is still to come does not enter that id.
        same($seen->admit(deliver($one, '1')), W\Admission::Duplicate);
        same($seen->admit(deliver($two, '1')), W\Admission::First);
        same($seen->admit(deliver($three, '1')), W\Admission::Duplicate);
    }
}

function test_what_is_forgotten_gets_in_again(): void
{
    foreach (deduplicators() as $seen) {
        $one = deliver(opened('1'), 'a');
        same($seen->admit($one), W\Admission::First);
        $seen->forget(deliver($one->body, 'b'));
        $seen->forget(deliver(opened('2'), 'a'));
        same($seen->admit($one), W\Admission::Duplicate);
        $seen->forget($one);
        same($seen->admit($one), W\Admission::First);
    }
}

function test_the_memory_ends(): void
{
    foreach (deduplicators() as $seen) {
        $one = deliver(opened('1'), '1');
        same($seen->admit($one), W\Admission::First);
        same($seen->admit($one, new \DateTimeImmutable('59 minutes')), W\Admission::Duplicate);
        same($seen->admit($one, new \DateTimeImmutable('61 minutes')), W\Admission::Expired);
        same($seen->admit(deliver(opened('0', -7200))), W\Admission::Expired);
    }
}

function test_the_oldest_go_first(): void
{
    [$seen] = deduplicators(2);
    $deliveries = array_map(fn (string $name) => deliver(opened($name), $name), ['1', '2', '3']);
    foreach ($deliveries as $delivery) {
        same($seen->admit($delivery), W\Admission::First);
    }
    same($seen->admit($deliveries[2]), W\Admission::Duplicate);
    $seen->forget($deliveries[1]);
    same($seen->admit($deliveries[0]), W\Admission::First);
    same($seen->admit($deliveries[2]), W\Admission::Duplicate);
}
