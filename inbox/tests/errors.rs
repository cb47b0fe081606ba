//! Bad input: a clear error each, and nothing lost.

mod support;

use autosend_webhooks_inbox::{Engine, InboxError, InboxErrorCode, postgres::PostgresStore, sqlite::SqliteStore};
use rusqlite::Connection;
use std::{fs, path::Path};
use support::{Database, numbered};

fn sqlite(path: &Path) -> InboxError {
    SqliteStore::open(path).err().expect("it is refused")
}

#[test]
fn a_newer_sqlite_store_is_refused_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("inbox.db");
    drop(SqliteStore::open(&path).unwrap());
    Connection::open(&path).unwrap().execute("UPDATE inbox_meta SET value = 99 WHERE name = 'version'", []).unwrap();
    let error = sqlite(&path);
    assert_eq!(error.code(), InboxErrorCode::NewerStore);
    assert!(error.to_string().contains("99"), "{error}");
    let version: i64 = Connection::open(&path)
        .unwrap()
        .query_row("SELECT value FROM inbox_meta WHERE name = 'version'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(version, 99);
}

#[test]
fn a_file_that_is_no_database_is_refused_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    let text = "Dear Sir or Madam, ".repeat(100);
    fs::write(&path, &text).unwrap();
    assert_eq!(sqlite(&path).code(), InboxErrorCode::ForeignDatabase);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_folder_that_is_missing_is_named() {
    let error = sqlite(Path::new("/nowhere/at/all/inbox.db"));
    assert_eq!(error.code(), InboxErrorCode::Unavailable);
    assert!(error.to_string().contains("/nowhere/at/all/inbox.db"), "{error}");
}

#[test]
fn a_new_database_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("inbox.db");
    let _store = SqliteStore::open(&path).unwrap();
    for file in ["inbox.db", "inbox.db-wal"] {
        let mode = fs::metadata(folder.path().join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{file}: {mode:o}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_database_is_busy_and_recovers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("inbox.db");
    let store = SqliteStore::open(&path).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = store.append(&[numbered(1)], 0, false).await.unwrap_err();
    assert_eq!(error.code(), InboxErrorCode::Busy);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(store.append(&[numbered(1)], 0, false).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_of_postgres_are_checked_and_passwords_not_shown() {
    let wrong = async |address: &str| PostgresStore::connect(address).await.err().expect("it is refused");
    let error = wrong("postgres://inbox:hunter2@[::1").await;
    assert_eq!(error.code(), InboxErrorCode::BadAddress);
    assert!(!error.to_string().contains("hunter2"), "{error}");
    // Nothing listens there.
    let error = wrong("postgres://inbox:hunter2@127.0.0.1:1/nowhere").await;
    assert_eq!(error.code(), InboxErrorCode::Unavailable);
    assert!(!error.to_string().contains("hunter2"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_postgres_store_is_refused() {
    let database = Database::postgres().await;
    drop(database.open().await);
    let Database::Postgres(address) = &database else { unreachable!() };
    let (client, connection) = tokio_postgres::connect(address, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute("UPDATE inbox_meta SET value = 99 WHERE name = 'version'").await.unwrap();
    let error = PostgresStore::connect(address).await.err().expect("it is refused");
    assert_eq!(error.code(), InboxErrorCode::NewerStore);
}
