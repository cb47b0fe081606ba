<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * Remembers deliveries in a table of a database that all processes share (SQLite, MySQL, MariaDB, PostgreSQL): the unique
 * id and the unique digest decide, so that of any number of processes with the same delivery one is the first.
 */
final class PdoDeduplicator implements Deduplicator
{
    /** What SQLSTATE begins with when a row breaks a constraint. */
    private const INTEGRITY = '23';

    /**
     * @param \PDO   $database its errors must be exceptions, as they are by default
     * @param int    $window   how long a delivery is remembered, in seconds
     * @param string $table    letters, digits and underscores
     */
    public function __construct(
        private readonly \PDO $database,
        private readonly int $window = self::WINDOW,
        private readonly string $table = 'webhook_deliveries',
    ) {
        if (preg_match('/^\w+$/D', $table) !== 1) {
            throw new \InvalidArgumentException('A table is named by letters, digits and underscores.');
        }
    }

    /** Makes the table, if it is not there. Call it once, when you set up. */
    public function createTable(): void
    {
        $this->database->exec(
            "CREATE TABLE IF NOT EXISTS {$this->table} (id VARCHAR(255) NOT NULL PRIMARY KEY, "
            . 'digest CHAR(64) NOT NULL UNIQUE, since BIGINT NOT NULL)',
        );
    }

    public function admit(Delivery $delivery, ?\DateTimeInterface $now = null): Admission
    {
        $now = Timestamp::millisOf($now ?? new \DateTimeImmutable());
        $created = $delivery->createdAt()?->unixMillis() ?? $now;
        $horizon = $now - 1000 * $this->window;
        $this->run("DELETE FROM {$this->table} WHERE since < ?", [$horizon]);
        if ($created <= $horizon) {
            return $this->knows($delivery) ? Admission::Duplicate : Admission::Expired;
        }
        try {
            $row = [$delivery->id, $delivery->digest(), max($now, $created)];
            $this->run("INSERT INTO {$this->table} (id, digest, since) VALUES (?, ?, ?)", $row);
        } catch (\PDOException $error) {
            if (str_starts_with((string) $error->getCode(), self::INTEGRITY)) {
                return Admission::Duplicate;
            }
            throw $error;
        }

        return Admission::First;
    }

    public function forget(Delivery $delivery): void
    {
        // Both must belong to this delivery: a replay must not make the original's id free again.
        $this->run("DELETE FROM {$this->table} WHERE id = ? AND digest = ?", [$delivery->id, $delivery->digest()]);
    }

    private function knows(Delivery $delivery): bool
    {
        $sql = "SELECT 1 FROM {$this->table} WHERE id = ? OR digest = ?";

        return $this->run($sql, [$delivery->id, $delivery->digest()])->fetch() !== false;
    }

    /** @param list<string|int> $values */
    private function run(string $sql, array $values): \PDOStatement
    {
        $statement = $this->database->prepare($sql);
        $statement->execute($values);

        return $statement;
    }
}
