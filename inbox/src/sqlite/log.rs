//! How long the write-ahead log may become.

use super::open::BUSY_TIMEOUT;
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How long one try to empty the log waits for readers.
const TRY: Duration = Duration::from_millis(50);

/// The log beside a database. After each thousand pages SQLite takes over into the database what no reader needs any more, and begins
/// the log anew when no reader is in it. Readers that follow each other closely enough are always in it: beyond the limit
/// the writer waits for them.
pub struct Log {
    path: PathBuf,
    limit: u64,
    /// The length at which readers are waited for.
    bound: u64,
}

impl Log {
    /// The log of the database in a file, limited to so many bytes and what one transaction adds.
    pub fn new(database: &Path, limit: u64) -> Self {
        let mut path = database.as_os_str().to_owned();
        path.push("-wal");
        Self { path: path.into(), limit, bound: limit }
    }

    /// Empties the log where it is too long. Who reads for longer than the connection waits is let be until it has grown by
    /// the limit once more: deliveries matter more.
    pub fn bound(&mut self, connection: &Connection) {
        let length = self.length();
        if length > self.bound {
            self.bound = if take_over(connection) { self.limit } else { length.saturating_add(self.limit) };
        }
    }

    fn length(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |metadata| metadata.len())
    }
}

/// Takes all of the log over into the database and empties it, once nobody reads in it. False where somebody does for too long,
/// or the disk fails: then the log stays as it is, and holds.
///
/// One long wait would be for a place in the log that other readers take meanwhile, one after the other, though they have
/// what is newest: each try looks anew.
pub fn take_over(connection: &Connection) -> bool {
    let end = Instant::now() + BUSY_TIMEOUT;
    let is_set = connection.busy_timeout(TRY).is_ok();
    let mut taken = false;
    while is_set && !taken && Instant::now() < end {
        let busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        let Ok(busy) = busy else { break };
        taken = busy == 0;
    }
    // It can't fail: nothing runs on the connection.
    let _ = connection.busy_timeout(BUSY_TIMEOUT);
    taken
}
