//! Opening a database: settings, tables, and refusing what is not ours.

use super::rows::failure;
use crate::{InboxError, InboxErrorCode, statements::sqlite as sql};
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};
use std::{path::Path, time::Duration};

/// How long to wait for another process that writes.
pub const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The connection that writes. Makes the file (readable by its owner only) and the tables where they are missing.
pub fn writer(path: &Path) -> Result<Connection, InboxError> {
    create(path)?;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "journal_mode", "wal").map_err(|error| failure(&error))?;
    // NORMAL can lose the last commits when the power fails; those deliveries were answered 200.
    connection.pragma_update(None, "synchronous", "full").map_err(|error| failure(&error))?;
    connection.pragma_update(None, "wal_autocheckpoint", 1000).map_err(|error| failure(&error))?;
    migrate(&mut connection)?;
    Ok(connection)
}

/// A connection that reads.
pub fn reader(path: &Path) -> Result<Connection, InboxError> {
    connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, InboxError> {
    let connection =
        Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(|error| failure(&error))?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(|error| failure(&error))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn create(path: &Path) -> Result<(), InboxError> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let opened = options.open(path);
    opened.map(drop).map_err(|error| {
        InboxError::new(InboxErrorCode::Unavailable, format!("{} can't be written: {error}", path.display()))
    })
}

pub fn migrate(connection: &mut Connection) -> Result<(), InboxError> {
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(|error| failure(&error))?;
    let version = version(&transaction).map_err(|error| failure(&error))?;
    let known = sql::MIGRATIONS.len();
    if version > known {
        let detail = format!("its tables have version {version}, this program knows {known}: use a newer one");
        return Err(InboxError::new(InboxErrorCode::NewerStore, detail));
    }
    for migration in &sql::MIGRATIONS[version..] {
        transaction.execute_batch(migration).map_err(|error| failure(&error))?;
    }
    transaction.execute(sql::SET_VERSION.text, [known]).map_err(|error| failure(&error))?;
    transaction.commit().map_err(|error| failure(&error))
}

/// 0 where there are no tables yet.
fn version(connection: &Connection) -> rusqlite::Result<usize> {
    let tables: i64 = connection.query_row(sql::HAS_TABLES.text, [], |row| row.get(0))?;
    if tables == 0 {
        return Ok(0);
    }
    Ok(connection.query_row(sql::VERSION.text, [], |row| row.get(0)).optional()?.unwrap_or(0))
}
