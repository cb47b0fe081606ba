//! The state, in SQLite: whatever the API has accepted is in it before the response goes out.
//!
//! One thread writes. It takes all that waits into one transaction, so that thousands of small writes a second cost a
//! few commits. Another thread reads, from a connection of its own. The functions of the modules below take a
//! connection and do one thing; [`Store::write`] and [`Store::read`] run them.

pub mod deliveries;
pub mod planned;
pub mod retention;
pub mod settings;
pub mod stats;
pub mod webhooks;

use rusqlite::{Connection, OpenFlags};
use std::{
    fmt,
    fs::File,
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
    thread,
    time::Duration,
};
use tokio::sync::{mpsc, oneshot};

const SCHEMA: &str = include_str!("schema.sql");
/// Raised with each change of the tables: another version's file is refused instead of misread.
const SCHEMA_VERSION: i64 = 1;

/// As many jobs as wait for the writer before those who ask have to wait themselves.
const WAITING_JOBS: usize = 1024;

/// As many jobs as share a commit at most.
const JOBS_A_COMMIT: usize = 512;

/// How long another process may lock the file before this one gives up.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

/// Where the state is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Location {
    /// Until the process ends.
    #[default]
    Memory,
    /// In a file.
    File(PathBuf),
}

impl FromStr for Location {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(if text == ":memory:" { Self::Memory } else { Self::File(text.into()) })
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str(":memory:"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

/// What keeps the state from being read or written, for people to read.
#[derive(Debug, Clone)]
pub struct StoreError(String);

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the database: {}", self.0)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// Work for a thread that has a connection; it returns how to tell its outcome, once that is certain.
type Job = Box<dyn FnOnce(&Connection) -> Tell + Send>;
type Tell = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// A handle to the state; clones share it.
#[derive(Clone)]
pub struct Store {
    writer: mpsc::Sender<Job>,
    /// A database in memory belongs to one connection, so there the writer reads, too.
    reader: mpsc::Sender<Job>,
    _lock: Option<Arc<File>>,
}

impl Store {
    /// Opens the state, or makes a new one.
    pub fn open(location: &Location) -> Result<Self, StoreError> {
        let lock = lock(location)?;
        let connection = connect(location)?;
        prepare(&connection)?;
        let writer = start("store-writer", connection, write_all)?;
        let reader = match location {
            Location::Memory => writer.clone(),
            Location::File(path) => {
                let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
                configure(&connection)?;
                start("store-reader", connection, read_all)?
            }
        };
        Ok(Self { writer, reader, _lock: lock })
    }

    /// Changes the state; returns once the change can't be lost any more. Of work that fails, nothing stays.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let atomic = |connection: &Connection| {
            connection.prepare_cached("SAVEPOINT job")?.execute(())?;
            let result = work(connection);
            if result.is_err() {
                connection.prepare_cached("ROLLBACK TO job")?.execute(())?;
            }
            connection.prepare_cached("RELEASE job")?.execute(())?;
            result
        };
        submit(&self.writer, atomic).await
    }

    /// Looks something up, without waiting for writes.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        submit(&self.reader, work).await
    }
}

async fn submit<T: Send + 'static>(
    thread: &mpsc::Sender<Job>,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
) -> Result<T, StoreError> {
    let (sender, receiver) = oneshot::channel();
    let job: Job = Box::new(move |connection| {
        let result = work(connection).map_err(StoreError::from);
        Box::new(move |committed| {
            // Whoever asked may have gone.
            let _ = sender.send(committed.and(result));
        })
    });
    let gone = || StoreError("its thread has ended".into());
    thread.send(job).await.map_err(|_| gone())?;
    receiver.await.map_err(|_| gone())?
}

fn start(
    name: &str,
    connection: Connection,
    run: fn(Connection, mpsc::Receiver<Job>),
) -> Result<mpsc::Sender<Job>, StoreError> {
    let (sender, receiver) = mpsc::channel(WAITING_JOBS);
    thread::Builder::new().name(name.into()).spawn(move || run(connection, receiver))?;
    Ok(sender)
}

#[expect(clippy::needless_pass_by_value, reason = "a thread owns what it works on")]
fn write_all(connection: Connection, mut jobs: mpsc::Receiver<Job>) {
    while let Some(first) = jobs.blocking_recv() {
        let mut told = Vec::new();
        let result = connection.execute_batch("BEGIN IMMEDIATE").and_then(|()| {
            told.push(first(&connection));
            while told.len() < JOBS_A_COMMIT {
                let Ok(job) = jobs.try_recv() else { break };
                told.push(job(&connection));
            }
            connection.execute_batch("COMMIT")
        });
        if result.is_err() && !connection.is_autocommit() {
            // What went wrong is told below; that it can't be undone either adds nothing.
            let _ = connection.execute_batch("ROLLBACK");
        }
        let result = result.map_err(StoreError::from);
        for tell in told {
            tell(result.clone());
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "a thread owns what it works on")]
fn read_all(connection: Connection, mut jobs: mpsc::Receiver<Job>) {
    while let Some(job) = jobs.blocking_recv() {
        job(&connection)(Ok(()));
    }
}

fn connect(location: &Location) -> Result<Connection, StoreError> {
    match location {
        Location::Memory => Ok(Connection::open_in_memory()?),
        Location::File(path) => {
            create_private(path)?;
            Ok(Connection::open(path)?)
        }
    }
}

/// The file holds secrets, so nobody else may read it.
fn create_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Two processes on one file would deliver everything twice. The lock goes with the process.
fn lock(location: &Location) -> Result<Option<Arc<File>>, StoreError> {
    let Location::File(path) = location else { return Ok(None) };
    let mut name = path.clone().into_os_string();
    name.push(".lock");
    let file = File::create(name)?;
    file.try_lock().map_err(|_| StoreError("another process works with it".into()))?;
    Ok(Some(Arc::new(file)))
}

fn configure(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(LOCK_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

fn prepare(connection: &Connection) -> Result<(), StoreError> {
    configure(connection)?;
    // A commit is then with the operating system: killing this process loses nothing.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    match connection.pragma_query_value(None, "user_version", |row| row.get(0))? {
        0 => {
            connection.execute_batch(&format!("BEGIN; {SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT"))?;
        }
        SCHEMA_VERSION => {}
        other => return Err(StoreError(format!("it is of version {other}, this program reads {SCHEMA_VERSION}"))),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(connection: &Connection) -> rusqlite::Result<i64> {
        connection.query_row("SELECT count(*) FROM settings", (), |row| row.get(0))
    }

    #[tokio::test]
    async fn what_is_written_is_read_and_survives() {
        let directory = tempfile::tempdir().unwrap();
        let location = Location::File(directory.path().join("state.db"));
        for round in 1..=2 {
            let store = Store::open(&location).unwrap();
            let name = format!("name {round}");
            store.write(move |c| c.execute("INSERT INTO settings VALUES (?1, '')", [name])).await.unwrap();
            assert_eq!(store.read(count).await.unwrap(), round);
        }
    }

    #[tokio::test]
    async fn of_failed_work_nothing_stays() {
        let store = Store::open(&Location::Memory).unwrap();
        let halfway = |c: &Connection| {
            c.execute("INSERT INTO settings VALUES ('a', '')", ())?;
            c.execute("INSERT INTO no_such_table VALUES (1)", ())
        };
        assert!(store.write(halfway).await.unwrap_err().to_string().contains("no_such_table"));
        assert_eq!(store.read(count).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn another_version_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("state.db");
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        assert!(Store::open(&Location::File(path)).err().unwrap().to_string().contains("99"));
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("state.db");
        Store::open(&Location::File(path.clone())).unwrap();
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o077, 0);
    }
}
