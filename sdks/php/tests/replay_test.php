<?php

declare(strict_types=1);

namespace Tests;

use Autosend\Webhooks as W;

/** A PostgreSQL server of its own, where its programs are installed; null where they are not. */
final class Postgres
{
    private static ?string $folder = null;

    /** Starts it when it is first asked for. */
    public static function connect(): \PDO
    {
        self::$folder ??= self::start();

        return new \PDO('pgsql:host=' . self::$folder . ';dbname=postgres;user=tests');
    }

    private static function start(): string
    {
        [$programs] = array_reverse(glob('/usr/lib/postgresql/*/bin') ?: ['']);
        if (!extension_loaded('pdo_pgsql') || $programs === '') {
            throw new Skipped('there is no PostgreSQL');
        }
        $folder = sys_get_temp_dir() . '/webhooks-pg-' . bin2hex(random_bytes(4));
        mkdir($folder);
        // It does not run as root.
        $as = posix_geteuid() === 0 ? 'setpriv --reuid=postgres --regid=postgres --clear-groups ' : '';
        posix_geteuid() === 0 && chown($folder, 'postgres');
        $run = function (string $command) use ($as): void {
            exec("cd / && $as$command 2>&1", $output, $status);
            $status === 0 || throw new \RuntimeException(implode("\n", $output));
        };
        $run("$programs/initdb -A trust -U tests -D $folder/data");
        $options = "-c listen_addresses= -c unix_socket_directories=$folder -c fsync=off";
        $run("$programs/pg_ctl -w -D $folder/data -l $folder/log -o '$options' start");
        register_shutdown_function(function () use ($run, $programs, $folder): void {
            $run("$programs/pg_ctl -m immediate -D $folder/data stop");
            exec('rm -r ' . escapeshellarg($folder));
        });

        return $folder;
    }
}

/** An empty deduplicator of a kind. */
function deduplicator(string $kind, float $window = 3600, int $capacity = 10, float $lease = 1e9): W\Deduplicator
{
    if ($kind === 'memory') {
        return new W\MemoryDeduplicator($window, $capacity);
    }
    $seen = new W\PdoDeduplicator(database($kind), $window, lease: $lease);
    $seen->createTable();

    return $seen;
}

/** A database without tables: of a name, which gives others the same, or for oneself. */
function database(string $kind, ?string $name = null): \PDO
{
    if ($kind === 'sqlite') {
        return new \PDO('sqlite:' . ($name ?? ':memory:'));
    }
    if ($kind === 'mysql') {
        // One that is run by hand: this needs more than a folder.
        $dsn = getenv('MYSQL_DSN') ?: throw new Skipped('there is no MYSQL_DSN');
        $database = new \PDO($dsn, 'root');
        $name === null && $database->exec('DROP TABLE IF EXISTS webhook_deliveries');

        return $database;
    }
    $database = Postgres::connect();
    $name === null && $database->exec('DROP TABLE IF EXISTS webhook_deliveries');

    return $database;
}

/** Runs a test for each kind that is there. */
function each_kind(array $kinds, \Closure $test): void
{
    foreach ($kinds as $kind) {
        try {
            $test($kind);
        } catch (Skipped $reason) {
            fwrite(STDERR, "not with $kind: {$reason->getMessage()}\n");
        } catch (\Throwable $error) {
            throw new \LogicException("with $kind: {$error->getMessage()}", 0, $error);
        }
    }
}

const KINDS = ['memory', 'sqlite', 'pgsql', 'mysql'];
const STORES = ['sqlite', 'pgsql', 'mysql'];

function says(W\Deduplicator $seen, W\Delivery $delivery, ?\DateTimeInterface $now = null): array
{
    $admission = $seen->admit($delivery, $now);

    return [$admission->outcome->value, $admission->idReused];
}

/** tests/vectors/deduplication.json, whose README says what its members are. */
function test_deduplication_cases(): void
{
    $path = __DIR__ . '/../../../tests/vectors/deduplication.json';
    $file = json_decode(file_get_contents($path), true, 512, JSON_THROW_ON_ERROR);
    check(count($file['cases']) > 20);
    each_kind(KINDS, function (string $kind) use ($file): void {
        foreach ($file['cases'] as $case) {
            if ($kind === 'memory' || !str_starts_with($case['name'], 'capacity-')) {
                run_case($kind, $case, $file['secret']);
            }
        }
    });
}

function run_case(string $kind, array $case, string $secret): void
{
    $seen = deduplicator($kind, $case['window_ms'] / 1000, $case['capacity']);
    $verifier = new W\Verifier($secret, tolerance: null);
    foreach ($case['steps'] as $number => $step) {
        ['id' => $id, 'body' => $body] = $case['deliveries'][$step['delivery']];
        $delivery = $verifier->verify($body, W\Testing::sign($secret, $body, deliveryId: $id));
        $now = new \DateTimeImmutable(sprintf('@%d.%03d', intdiv($step['at_ms'], 1000), $step['at_ms'] % 1000));
        if ($step['do'] !== 'admit') {
            $seen->{$step['do']}($delivery);
            continue;
        }
        $got = array_combine(['outcome', 'id_reused'], says($seen, $delivery, $now));
        check($got === $step['expect'], [$kind, $case['name'], $number, $got]);
    }
}

/** 100,000 at capacity, forgotten ones among them, take no more time than the first ones. */
function test_memory_stays_quick_at_capacity(): void
{
    $seen = new W\MemoryDeduplicator(3600, 20_000);
    $time = function (int $from) use ($seen): float {
        $start = processor();
        for ($number = $from; $number < $from + 20_000; ++$number) {
            $event = new W\Event\Unknown('x', null, 2, []);
            $delivery = new W\Delivery("id$number", $event, null, 0, "body$number");
            $seen->admit($delivery);
            $seen->done($delivery);
            $number % 2 === 0 && $seen->forget($delivery);
        }

        return processor() - $start;
    };
    $first = $time(0);
    foreach ([20_000, 40_000, 60_000, 80_000] as $from) {
        $later = $time($from);
    }
    check($later < 5 * $first + 0.1, [$first, $later]);
}

/** What was forgotten leaves nothing behind, though something older is still remembered. */
function test_memory_of_what_was_forgotten_is_freed(): void
{
    $seen = new W\MemoryDeduplicator();
    $kept = deliver(opened('kept'));
    $seen->admit($kept);
    $seen->done($kept);
    $one = deliver(opened('1'));
    for ($number = 0; $number < 5000; ++$number) {
        $seen->admit($one);
        $seen->done($one);
        $seen->forget($one);
    }
    $sizes = array_map(is_countable(...), $all = (fn () => get_object_vars($this))->call($seen));
    foreach (array_keys(array_filter($sizes)) as $name) {
        check(count($all[$name]) < 200, $name);
    }
}

function test_a_lease_ends_and_the_claim_that_was_overtaken_does_nothing(): void
{
    each_kind(STORES, function (string $kind): void {
        $slow = deduplicator($kind, lease: 60);
        $quick = new W\PdoDeduplicator((fn () => $this->database)->call($slow), 3600, lease: 60);
        $one = deliver(opened('1'), 'a');
        $later = new \DateTimeImmutable('61 seconds');
        same(says($slow, $one), ['first', false]);
        same(says($quick, $one), ['in_progress', false]);
        same(says($quick, $one, new \DateTimeImmutable('59 seconds')), ['in_progress', false]);
        same(says($quick, $one, $later), ['first', false]);
        $slow->done($one);
        same(says($slow, $one, $later), ['in_progress', false]);
        $slow->forget($one);
        $slow->forget($one);
        same(says($slow, $one, $later), ['in_progress', false]);
        $quick->done($one);
        $slow->forget($one);
        same(says($slow, $one, $later), ['duplicate', false]);
    });
}

function test_what_another_process_is_at_is_not_freed(): void
{
    each_kind(STORES, function (string $kind): void {
        $mine = deduplicator($kind);
        $other = new W\PdoDeduplicator((fn () => $this->database)->call($mine), 3600);
        $one = deliver(opened('1'), 'a');
        same(says($mine, $one), ['first', false]);
        $other->forget($one);
        $other->done($one);
        same(says($other, $one), ['in_progress', false]);
        $mine->done($one);
        $other->forget($one);
        same(says($other, $one), ['first', false]);
    });
}

/** Sixteen processes with the same fifty bodies at the same moment: of each one is the first. */
function test_one_of_many_processes_is_the_first(): void
{
    if (!function_exists('pcntl_fork')) {
        throw new Skipped('there is no pcntl');
    }
    each_kind(STORES, function (string $kind): void {
        $file = tempnam(sys_get_temp_dir(), 'seen');
        $kind === 'sqlite' ? deduplicatorIn($kind, $file)->createTable() : deduplicator($kind);
        $results = tempnam(sys_get_temp_dir(), 'results');
        $bodies = array_map(fn (int $number) => opened("$number"), range(1, 50));
        $children = [];
        for ($child = 0; $child < 16; ++$child) {
            $children[] = pcntl_fork();
            if (end($children) === 0) {
                try {
                    $seen = deduplicatorIn($kind, $file);
                    $deliveries = array_map(fn (string $body) => deliver($body, 'a'), $bodies);
                    for (; file_exists($results); clearstatcache()) {
                        usleep(500);
                    }
                    foreach ($deliveries as $delivery) {
                        $outcome = $seen->admit($delivery)->outcome->value;
                        file_put_contents("$results.txt", "$outcome\n", FILE_APPEND | LOCK_EX);
                    }
                } catch (\Throwable $error) {
                    file_put_contents("$results.txt", str_replace("\n", ' ', "$error") . "\n", FILE_APPEND | LOCK_EX);
                }
                posix_kill(getmypid(), SIGKILL);
            }
        }
        unlink($results);
        foreach ($children as $process) {
            pcntl_waitpid($process, $status);
        }
        $counts = array_count_values(file("$results.txt", FILE_IGNORE_NEW_LINES));
        ksort($counts);
        same($counts, ['first' => 50, 'in_progress' => 750]);
    });
}

function deduplicatorIn(string $kind, string $file): W\PdoDeduplicator
{
    return new W\PdoDeduplicator(database($kind, $file), 3600);
}

function test_a_surrounding_transaction_goes_on(): void
{
    each_kind(STORES, function (string $kind): void {
        $seen = deduplicator($kind);
        $database = (fn () => $this->database)->call($seen);
        $one = deliver(opened('1'), 'a');
        $seen->admit($one);
        $seen->done($one);
        $database->beginTransaction();
        same(says($seen, $one), ['duplicate', false]);
        same(says($seen, deliver(opened('2'), 'a')), ['first', true]);
        same((int) $database->query('SELECT 1')->fetchColumn(), 1);
        $database->rollBack();
        same(says(new W\PdoDeduplicator($database, 3600), deliver(opened('2'), 'a')), ['first', true]);
    });
}

/** Rows go when nobody remembers them; a claim that holds stays. */
function test_rows_are_pruned(): void
{
    each_kind(STORES, function (string $kind): void {
        $seen = deduplicator($kind, lease: 10_000);
        [$one, $two] = [deliver(opened('1'), 'a'), deliver(opened('2'), 'b')];
        $seen->admit($one);
        $seen->done($one);
        $seen->admit($two);
        $count = fn () => (int) (fn () => $this->database)->call($seen)
            ->query('SELECT count(*) FROM webhook_deliveries')->fetchColumn();
        $seen->prune(new \DateTimeImmutable('59 minutes'));
        same($count(), 2);
        $seen->prune(new \DateTimeImmutable('61 minutes'));
        same($count(), 1);
        $seen->prune(new \DateTimeImmutable('4 hours'));
        same($count(), 0);
    });
}

function test_the_table_has_its_indexes(): void
{
    each_kind(STORES, function (string $kind): void {
        $database = (fn () => $this->database)->call(deduplicator($kind));
        $indexes = $database->query(match ($kind) {
            'sqlite' => "SELECT lower(sql) FROM sqlite_master WHERE tbl_name = 'webhook_deliveries' AND sql LIKE 'CREATE INDEX%'",
            'pgsql' => "SELECT lower(indexdef) FROM pg_indexes WHERE tablename = 'webhook_deliveries'",
            'mysql' => 'SELECT concat("index (", column_name, ")", if(non_unique, "", "unique")) FROM '
                . 'information_schema.statistics WHERE table_schema = DATABASE() AND table_name = "webhook_deliveries"',
        })->fetchAll(\PDO::FETCH_COLUMN);
        foreach (['(id)', '(since)'] as $column) {
            $found = array_values(array_filter($indexes, fn ($index) => str_contains($index, $column)));
            check(count($found) === 1 && !str_contains($found[0], 'unique'), $indexes);
        }
    });
}

/** An older table, or none: the error says what to call. */
function test_another_layout_is_a_clear_error(): void
{
    each_kind(STORES, function (string $kind): void {
        foreach ([null, 'id VARCHAR(255) NOT NULL PRIMARY KEY, digest CHAR(64) NOT NULL UNIQUE, since BIGINT NOT NULL'] as $old) {
            $database = database($kind);
            $seen = new W\PdoDeduplicator($database, 3600);
            $old !== null && $database->exec("CREATE TABLE webhook_deliveries ($old)");
            $attempts = [fn () => $seen->admit(deliver(opened('1')))];
            $old !== null && $attempts[] = $seen->createTable(...);
            foreach ($attempts as $attempt) {
                try {
                    $attempt();
                    check(false);
                } catch (\RuntimeException $error) {
                    check(!$error instanceof \PDOException && str_contains($error->getMessage(), 'createTable()'), $error);
                }
            }
        }
        $seen = deduplicator($kind);
        $seen->createTable();
        same(says($seen, deliver(opened('1'))), ['first', false]);
    });
}

function test_what_a_deduplicator_can_not_be_made_with(): void
{
    $silent = new \PDO('sqlite::memory:', null, null, [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_SILENT]);
    foreach (
        [
            fn () => new W\PdoDeduplicator($silent),
            fn () => new W\PdoDeduplicator(database('sqlite'), table: 'a; b'),
            fn () => new W\PdoDeduplicator(database('sqlite'), lease: -1),
            fn () => new W\PdoDeduplicator(database('sqlite'), NAN),
            fn () => new W\MemoryDeduplicator(INF),
            fn () => new W\MemoryDeduplicator(-1),
            fn () => new W\MemoryDeduplicator(3600, 0),
        ] as $make
    ) {
        try {
            $make();
        } catch (\InvalidArgumentException) {
            continue;
        }
        check(false);
    }
}
