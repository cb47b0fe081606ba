<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * Remembers deliveries in a table of a database that all processes share (SQLite, PostgreSQL, MySQL, MariaDB): of any number of
 * processes with the same body one is the first.
 *
 * A claim holds for the lease: if the process that has it dies, a repeat takes the claim over after that time. What was taken
 * over can neither be done nor forgotten by the process that had it before.
 */
final class PdoDeduplicator implements Deduplicator
{
    /** How long a claim holds by default, in seconds. */
    public const LEASE = 60;

    private const COLUMNS = ['claim', 'digest', 'id', 'leased_until', 'since'];
    private const DONE = 0;

    private readonly int $window;
    private readonly int $lease;
    private readonly string $driver;
    /** @var array<string, string> the tokens of this object's claims, by digest */
    private array $claims = [];
    /** @var array<string, string> the tokens of its last claims that are done or forgotten, by digest */
    private array $ended = [];

    /**
     * @param \PDO      $database its errors must be exceptions, as they are by default. A connection of its own, or one that
     *                            has no transaction open while a delivery is admitted: what is not committed no other process
     *                            knows
     * @param int|float $window   how long a delivery is remembered, in seconds
     * @param string    $table    letters, digits and underscores
     * @param int|float $lease    how long a claim holds, in seconds: longer than the longest that your handlers take
     */
    public function __construct(
        private readonly \PDO $database,
        int|float $window = self::WINDOW,
        private readonly string $table = 'webhook_deliveries',
        int|float $lease = self::LEASE,
    ) {
        if (preg_match('/^\w+$/D', $table) !== 1) {
            throw new \InvalidArgumentException('A table is named by letters, digits and underscores.');
        }
        if ($database->getAttribute(\PDO::ATTR_ERRMODE) !== \PDO::ERRMODE_EXCEPTION) {
            throw new \InvalidArgumentException('The errors of the PDO object must be exceptions.');
        }
        $this->driver = $database->getAttribute(\PDO::ATTR_DRIVER_NAME);
        if (!in_array($this->driver, ['sqlite', 'pgsql', 'mysql'], true)) {
            throw new \InvalidArgumentException("PdoDeduplicator does not know the SQL of {$this->driver}.");
        }
        $this->window = Options::millis('window', $window);
        $this->lease = Options::millis('lease', $lease);
    }

    /**
     * Makes the table, if it is not there. Call it once, when you set up.
     *
     * @throws \RuntimeException if there is another table of that name
     */
    public function createTable(): void
    {
        $columns = $this->columns();
        if ($columns === []) {
            try {
                $this->define();
            } catch (\PDOException $error) {
                // Another process may have been quicker.
                $this->columns() === self::COLUMNS || throw $error;
            }
        } elseif ($columns !== self::COLUMNS) {
            throw $this->otherLayout();
        }
    }

    public function admit(Delivery $delivery, ?\DateTimeInterface $now = null): Admission
    {
        $now = Timestamp::millisOf($now ?? new \DateTimeImmutable());
        $horizon = $now - $this->window;
        $this->prunePerhaps($horizon, $now);
        $outcome = $this->claim($delivery, $now, $horizon);

        return new Admission($outcome, $outcome === Outcome::First && $this->isIdTaken($delivery, $horizon));
    }

    public function done(Delivery $delivery): void
    {
        $token = $this->claims[$delivery->digest()] ?? null;
        if ($token !== null) {
            $sql = "UPDATE {$this->table} SET leased_until = ? WHERE digest = ? AND claim = ?";
            $this->run($sql, [self::DONE, $delivery->digest(), $token]);
            $this->end($delivery->digest());
        }
    }

    public function forget(Delivery $delivery): void
    {
        $digest = $delivery->digest();
        $token = $this->claims[$digest] ?? $this->ended[$digest] ?? null;
        if ($token === null) {
            // Another process's, which is left alone while it is at work.
            $this->run("DELETE FROM {$this->table} WHERE digest = ? AND leased_until = ?", [$digest, self::DONE]);
        } else {
            $this->run("DELETE FROM {$this->table} WHERE digest = ? AND claim = ?", [$digest, $token]);
            $this->end($digest);
        }
    }

    /**
     * Deletes what is no longer remembered. One of a hundred admissions does that as well.
     *
     * @param \DateTimeInterface|null $now the clock; this machine's if none is given
     */
    public function prune(?\DateTimeInterface $now = null): void
    {
        $now = Timestamp::millisOf($now ?? new \DateTimeImmutable());
        $this->deleteUntil($now - $this->window, $now);
    }

    private function end(string $digest): void
    {
        if (isset($this->claims[$digest])) {
            $this->ended[$digest] = $this->claims[$digest];
            unset($this->claims[$digest]);
        }
        if (count($this->ended) > 1000) {
            unset($this->ended[array_key_first($this->ended)]);
        }
    }

    private function claim(Delivery $delivery, int $now, int $horizon): Outcome
    {
        $created = $delivery->createdAt()?->unixMillis();
        $row = $this->row($delivery);
        if ($row !== null && !$this->isFree($row, $now, $horizon)) {
            return $this->known($row);
        }
        $wasHandled = $row === null || $row['leased_until'] === self::DONE;
        if ($wasHandled && $created !== null && $created <= $horizon) {
            return Outcome::Expired;
        }
        $token = bin2hex(random_bytes(16));
        $values = [$delivery->id, max($now, $created ?? $now), $token, $now + $this->lease, $delivery->digest()];
        if ($row === null) {
            $this->insert($values);
        } else {
            $sql = "UPDATE {$this->table} SET id = ?, since = ?, claim = ?, leased_until = ? "
                . 'WHERE digest = ? AND claim = ? AND leased_until = ?';
            $this->run($sql, [...$values, $row['claim'], $row['leased_until']]);
        }
        // What is there now tells who was the first, whatever a driver counts as changed rows.
        $row = $this->row($delivery);
        if ($row === null || $row['claim'] !== $token) {
            return $row === null ? Outcome::InProgress : $this->known($row);
        }
        $this->claims[$delivery->digest()] = $token;
        unset($this->ended[$delivery->digest()]);

        return Outcome::First;
    }

    /** @return array{since: int, claim: string, leased_until: int}|null */
    private function row(Delivery $delivery): ?array
    {
        $sql = "SELECT since, claim, leased_until FROM {$this->table} WHERE digest = ?";
        $row = $this->run($sql, [$delivery->digest()])->fetch(\PDO::FETCH_NUM);

        return $row === false ? null : ['since' => (int) $row[0], 'claim' => $row[1], 'leased_until' => (int) $row[2]];
    }

    /**
     * Whether a claim has run out, or what was handled is no longer remembered.
     *
     * @param array{since: int, claim: string, leased_until: int} $row
     */
    private function isFree(array $row, int $now, int $horizon): bool
    {
        return $row['leased_until'] === self::DONE ? $row['since'] < $horizon : $row['leased_until'] < $now;
    }

    /** @param array{since: int, claim: string, leased_until: int} $row */
    private function known(array $row): Outcome
    {
        return $row['leased_until'] === self::DONE ? Outcome::Duplicate : Outcome::InProgress;
    }

    /**
     * Inserts a row unless there is one; that is no error, which would spoil a transaction in PostgreSQL.
     *
     * @param list<string|int> $values
     */
    private function insert(array $values): void
    {
        [$start, $end] = $this->driver === 'mysql'
            ? ['INSERT IGNORE INTO', '']
            : ['INSERT INTO', ' ON CONFLICT (digest) DO NOTHING'];
        $columns = '(id, since, claim, leased_until, digest)';
        $this->run("$start {$this->table} $columns VALUES (?, ?, ?, ?, ?)$end", $values);
    }

    private function isIdTaken(Delivery $delivery, int $horizon): bool
    {
        $sql = "SELECT 1 FROM {$this->table} WHERE id = ? AND digest <> ? AND (leased_until <> ? OR since >= ?) LIMIT 1";

        return $this->run($sql, [$delivery->id, $delivery->digest(), self::DONE, $horizon])->fetch() !== false;
    }

    private function prunePerhaps(int $horizon, int $now): void
    {
        if ($this->database->inTransaction() || random_int(1, 100) > 1) {
            return;
        }
        try {
            $this->deleteUntil($horizon, $now);
        } catch (\PDOException) {
            // Another process may be at it; it is done again.
        }
    }

    private function deleteUntil(int $horizon, int $now): void
    {
        $this->run("DELETE FROM {$this->table} WHERE since < ? AND leased_until < ?", [$horizon, $now]);
    }

    private function define(): void
    {
        $isMysql = $this->driver === 'mysql';
        $text = $isMysql ? ' CHARACTER SET ascii COLLATE ascii_bin' : '';
        $indexes = ["{$this->table}_id" => 'id', "{$this->table}_since" => 'since'];
        $columns = [
            "digest CHAR(64)$text NOT NULL PRIMARY KEY",
            'id VARCHAR(' . Provider::MAX_DELIVERY_ID . ")$text NOT NULL",
            'since BIGINT NOT NULL',
            "claim CHAR(32)$text NOT NULL",
            'leased_until BIGINT NOT NULL',
        ];
        if ($isMysql) {
            // It knows no CREATE INDEX that may be there.
            foreach ($indexes as $name => $column) {
                $columns[] = "INDEX $name ($column)";
            }
            $indexes = [];
        }
        $engine = $isMysql ? ' ENGINE=InnoDB' : '';
        $this->database->exec("CREATE TABLE IF NOT EXISTS {$this->table} (" . implode(', ', $columns) . ")$engine");
        foreach ($indexes as $name => $column) {
            $this->database->exec("CREATE INDEX IF NOT EXISTS $name ON {$this->table} ($column)");
        }
    }

    /**
     * The names of the table's columns, sorted; none if it is not there.
     *
     * @return list<string>
     */
    private function columns(): array
    {
        $columns = $this->run(match ($this->driver) {
            'sqlite' => 'SELECT name FROM pragma_table_info(?)',
            'pgsql' => 'SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped',
            'mysql' => 'SELECT column_name FROM information_schema.columns '
                . 'WHERE table_schema = DATABASE() AND table_name = ?',
        }, [$this->table])->fetchAll(\PDO::FETCH_COLUMN);
        sort($columns);

        return $columns;
    }

    /** @param list<string|int> $values */
    private function run(string $sql, array $values): \PDOStatement
    {
        try {
            $statement = $this->database->prepare($sql);
            $statement->execute($values);
        } catch (\PDOException $error) {
            throw $this->isAboutLayout($error) ? $this->otherLayout($error) : $error;
        }

        return $statement;
    }

    /** Whether a table or a column is not there. */
    private function isAboutLayout(\PDOException $error): bool
    {
        return in_array((string) $error->getCode(), ['42P01', '42703', '42S02', '42S22'], true)
            || preg_match('/no such (table|column)|has no column/', $error->getMessage()) === 1;
    }

    private function otherLayout(?\PDOException $error = null): \RuntimeException
    {
        $text = "The table {$this->table} is not there, or was made by another version. Call createTable() once when you set up; "
            . 'drop an older table before, or name another one: what it remembers is no more than the last hours.';

        return new \RuntimeException($text, 0, $error);
    }
}
