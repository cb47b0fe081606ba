//! Many stored deliveries in a short time, past the store's own statements: what a store holds after months.

use crate::support::now;
use autosend_webhooks_inbox::{Engine, sqlite::SqliteStore};
use std::path::Path;

/// The rows between two words of progress.
const STEP: u64 = 1_000_000;
/// Milliseconds between two deliveries: ten million of them reach back a hundred days.
const APART: i64 = 864;

/// Fills an empty SQLite database, and leaves it closed. It takes some 20 seconds for a million rows of 1 KB.
pub async fn sqlite(path: &Path, rows: u64) {
    SqliteStore::open(path).unwrap().close().await;
    let connection = rusqlite::Connection::open(path).unwrap();
    let set = |name: &str, value: &str| connection.pragma_update(None, name, value).unwrap();
    for (name, value) in [("journal_mode", "off"), ("synchronous", "off"), ("cache_size", "-262144")] {
        set(name, value);
    }
    let oldest = oldest(rows);
    for first in (1..=rows).step_by(usize::try_from(STEP).unwrap()) {
        let last = rows.min(first + STEP - 1);
        connection
            .execute_batch(&format!(
                "BEGIN;
                 WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})
                 INSERT INTO inbox_seen (seq, created, digest, delivery_id)
                 SELECT i, {oldest} + i * {APART}, randomblob(32), 'filled-' || i FROM n;
                 INSERT INTO inbox_delivery SELECT seq, delivery_id, 'contact.deleted', delivery_id || '@example.com', created,
                     created, created, 0, NULL, 0, digest, printf('{{\"filler\":\"%0200d\"}}', seq), CAST(printf('%0700d', seq) AS BLOB)
                 FROM inbox_seen WHERE seq BETWEEN {first} AND {last};
                 COMMIT"
            ))
            .unwrap();
        eprintln!("{last} of {rows} rows in SQLite");
    }
    connection.pragma_update(None, "journal_mode", "wal").unwrap();
}

/// Fills an empty inbox in a PostgreSQL database of a server of one's own, whose durability is off meanwhile.
pub async fn postgres(address: &str, rows: u64) {
    let client = connect(address).await;
    settings(&client, "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET max_wal_size = '2GB'").await;
    tokio::join!(table(address, "inbox_seen", SEEN, rows), table(address, "inbox_delivery", DELIVERY, rows));
    client.batch_execute(&format!("SELECT setval('inbox_seq', {})", rows.max(1))).await.unwrap();
    settings(&client, "ALTER SYSTEM RESET ALL").await;
    client.batch_execute("CHECKPOINT").await.unwrap();
}

const SEEN: &str = "INSERT INTO inbox_seen (seq, created, digest, delivery_id)
    SELECT i, $oldest + i * $apart, sha256(i::text::bytea), 'filled-' || i FROM generate_series($first::bigint, $last::bigint) i";
const DELIVERY: &str = "INSERT INTO inbox_delivery
    SELECT i, 'filled-' || i, 'contact.deleted', 'filled-' || i || '@example.com', $oldest + i * $apart, $oldest + i * $apart,
        $oldest + i * $apart, 0, NULL, false, sha256(i::text::bytea), format('{\"filler\":\"%s\"}', lpad(i::text, 200, '0')),
        convert_to(lpad(i::text, 700, '0'), 'UTF8')
    FROM generate_series($first::bigint, $last::bigint) i";

/// Fills a table without its indexes, which are made afterwards.
async fn table(address: &str, table: &str, fill: &str, rows: u64) {
    let client = connect(address).await;
    client.batch_execute("SET synchronous_commit = off; SET maintenance_work_mem = '1GB'").await.unwrap();
    let definitions = "SELECT coalesce('ALTER TABLE ' || $1 || ' ADD ' || pg_get_constraintdef(c.oid), pg_get_indexdef(i.indexrelid)),
            coalesce('ALTER TABLE ' || $1 || ' DROP CONSTRAINT ' || c.conname, 'DROP INDEX ' || i.indexrelid::regclass)
        FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid WHERE i.indrelid = ($1)::regclass";
    let indexes: Vec<(String, String)> =
        client.query(definitions, &[&table]).await.unwrap().iter().map(|row| (row.get(0), row.get(1))).collect();
    for (_, drop) in &indexes {
        client.batch_execute(drop).await.unwrap();
    }
    let (oldest, apart) = (oldest(rows).to_string(), APART.to_string());
    for first in (1..=rows).step_by(usize::try_from(STEP).unwrap()) {
        let last = rows.min(first + STEP - 1);
        let text = fill.replace("$oldest", &oldest).replace("$apart", &apart);
        client
            .batch_execute(&text.replace("$first", &first.to_string()).replace("$last", &last.to_string()))
            .await
            .unwrap();
        eprintln!("{last} of {rows} rows in {table}");
    }
    for (make, _) in &indexes {
        client.batch_execute(make).await.unwrap();
    }
    client.batch_execute(&format!("VACUUM ANALYZE {table}")).await.unwrap();
    eprintln!("{table} has its indexes");
}

async fn settings(client: &tokio_postgres::Client, change: &str) {
    // Each is a transaction of its own, as the server asks.
    for one in change.split("; ") {
        client.execute(one, &[]).await.unwrap();
    }
    client.execute("SELECT pg_reload_conf()", &[]).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
}

async fn connect(address: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(address, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

fn oldest(rows: u64) -> i64 {
    now() - i64::try_from(rows).unwrap() * APART
}
