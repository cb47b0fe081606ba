//! [`SqliteStore`].

use super::{
    log::Log,
    open,
    receive::{append, now, repeat},
    rows::{count, failure, stored, summary},
    work,
    writer::Writer,
};
use crate::{
    Arrival, Attempt, Count, Engine, Filter, Finish, InboxError, Job, Lease, Outcome, Pruned, Recent, Renewer, Repeat,
    Stats, Status, Store, Stored, Summary,
    query::{SECRET_COUNTER, secret_uses},
    statements::sqlite as sql,
    store::millis,
};
use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, params};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// An inbox in an SQLite database: one machine, no server.
#[derive(Clone)]
pub struct SqliteStore {
    path: PathBuf,
    writer: Writer,
    /// None once it is closed.
    reader: Arc<Mutex<Option<Connection>>>,
}

/// How long the write-ahead log may become, in bytes, besides what one transaction adds.
pub const WAL_LIMIT: u64 = 64 << 20;

impl SqliteStore {
    /// Opens a database, and makes file and tables where they are missing. Several processes may have it open.
    ///
    /// Fails with `foreign_database`, `newer_store`, or `inbox_unavailable` where it can't be written.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, InboxError> {
        Self::with_wal_limit(path, WAL_LIMIT)
    }

    /// [`open`](Self::open) with another limit for the write-ahead log, in bytes. Beyond it, writes wait for those who read, for
    /// 5 seconds at most: longer reads make it longer.
    pub fn with_wal_limit(path: impl AsRef<Path>, limit: u64) -> Result<Self, InboxError> {
        let path = path.as_ref().to_owned();
        let writer = Writer::start(open::writer(&path)?, Log::new(&path, limit));
        let reader = Arc::new(Mutex::new(Some(open::reader(&path)?)));
        Ok(Self { path, writer, reader })
    }

    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, InboxError> {
        let reader = self.reader.clone();
        let task = tokio::task::spawn_blocking(move || {
            let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
            let connection = reader.as_ref().ok_or_else(|| InboxError::unavailable(&"the database is closed"))?;
            read(connection).map_err(|error| failure(&error))
        });
        task.await.unwrap_or_else(|error| Err(InboxError::unavailable(&error)))
    }
}

#[async_trait]
impl Engine for SqliteStore {
    fn address(&self) -> String {
        format!("sqlite://{}", self.path.display())
    }

    fn appenders(&self) -> usize {
        1
    }

    async fn append(&self, batch: &[Arrival], expired_before: i64, hold: bool) -> Result<Vec<Outcome>, InboxError> {
        let batch = batch.to_vec();
        self.writer.write(move |connection| append(connection, &batch, expired_before, hold)).await
    }

    async fn repeat(&self, repeats: &[Arrival]) -> Result<Vec<i64>, InboxError> {
        let repeats = repeats.to_vec();
        self.writer
            .write(move |connection| {
                let now = now(connection)?;
                let total = i64::try_from(repeats.len()).unwrap_or(i64::MAX);
                super::receive::count(connection, &[("duplicate".to_owned(), total)].into())?;
                repeats.iter().map(|arrival| repeat(connection, arrival, now)).collect()
            })
            .await
    }

    async fn claim(&self, limit: usize, lease: Duration) -> Result<Vec<Job>, InboxError> {
        // Looking costs no commit.
        if self.next_due().await?.is_none_or(|due| !due.is_zero()) {
            return Ok(Vec::new());
        }
        self.writer.write(move |connection| work::claim(connection, limit, lease)).await
    }

    async fn finish(&self, finished: &[Finish]) -> Result<Vec<bool>, InboxError> {
        let finished = finished.to_vec();
        self.writer.write(move |connection| work::finish(connection, &finished)).await
    }

    fn renewer(&self) -> Box<dyn Renewer> {
        Box::new(SqliteRenewer(self.writer.clone()))
    }

    async fn next_due(&self) -> Result<Option<Duration>, InboxError> {
        self.read(|connection| {
            let due: Option<i64> = connection.prepare_cached(sql::NEXT_DUE.text)?.query_row([], |row| row.get(0))?;
            let now = now(connection)?;
            Ok(due.map(|due| Duration::from_millis(u64::try_from(due.saturating_sub(now)).unwrap_or(0))))
        })
        .await
    }

    async fn stats(&self) -> Result<Stats, InboxError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(sql::COUNTERS.text)?;
            let counters = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let mut counters = counters.collect::<rusqlite::Result<_>>()?;
            let mut statement = connection.prepare_cached(sql::SECRETS.text)?;
            let notes = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let secrets = secret_uses(&mut counters, notes.collect::<rusqlite::Result<_>>()?);
            let mut statement = connection.prepare_cached(sql::DEPTH.text)?;
            let (waiting, oldest) = statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(Stats { counters, waiting, oldest, now: now(connection)?, default_partition_rows: None, secrets })
        })
        .await
    }

    async fn note_secrets(&self, matched: &[(String, i64)]) -> Result<(), InboxError> {
        let matched = matched.to_vec();
        self.writer
            .write(move |connection| {
                let now = now(connection)?;
                let mut counts = BTreeMap::new();
                for (secret, count) in matched {
                    connection.prepare_cached(sql::NOTE_SECRET.text)?.execute(params![secret, count, now])?;
                    counts.insert(format!("{SECRET_COUNTER}{secret}"), count);
                }
                super::receive::count(connection, &counts)
            })
            .await
    }

    async fn probe(&self) -> Result<(), InboxError> {
        self.writer
            .write(|connection| {
                let now = now(connection)?;
                connection.prepare_cached(sql::PROBE.text)?.execute([now]).map(drop)
            })
            .await
    }

    async fn close(&self) {
        // The last connection to be closed removes the log; one that only reads can't.
        let reader = self.reader.clone();
        let closing = move || drop(reader.lock().unwrap_or_else(PoisonError::into_inner).take());
        let _ = tokio::task::spawn_blocking(closing).await;
        self.writer.close().await;
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn known(&self, arrivals: &[Arrival]) -> Result<Vec<Option<i64>>, InboxError> {
        let identities: Vec<_> = arrivals.iter().map(Arrival::identity).collect();
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(sql::KNOWN.text)?;
            let mut known =
                |(created, digest)| statement.query_row(params![created, digest], |row| row.get(0)).optional();
            identities.into_iter().map(&mut known).collect()
        })
        .await
    }

    async fn list(&self, filter: &Filter, limit: usize) -> Result<Vec<Summary>, InboxError> {
        let filter = filter.clone();
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(&filter.narrowed(sql::LIST.text, '?'))?;
            let parameters = params![
                filter.event_type,
                filter.address.map(|address| address.to_lowercase()),
                filter.delivery_id,
                filter.status.map(Status::as_str),
                filter.since,
                filter.before_seq,
                limit
            ];
            statement.query_map(parameters, summary)?.collect()
        })
        .await
    }

    async fn recent(&self, since: i64, before_seq: i64, limit: usize) -> Result<Vec<Recent>, InboxError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(sql::RECENT.text)?;
            let recent = statement.query_map(params![since, before_seq, limit], |row| {
                Ok(Recent { seq: row.get(0)?, received: row.get(1)?, event_type: row.get(2)?, body: row.get(3)? })
            })?;
            recent.collect()
        })
        .await
    }

    async fn find(&self, seq: i64) -> Result<Option<Stored>, InboxError> {
        self.read(move |connection| {
            connection.prepare_cached(sql::FIND.text)?.query_row([seq], |row| stored(seq, row)).optional()
        })
        .await
    }

    async fn history(&self, seq: i64) -> Result<(Vec<Attempt>, Vec<Repeat>), InboxError> {
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(sql::ATTEMPTS.text)?;
            let attempts = statement
                .query_map([seq], |row| Ok(Attempt { attempt: row.get(0)?, ended: row.get(1)?, error: row.get(2)? }))?;
            let attempts = attempts.collect::<rusqlite::Result<_>>()?;
            let mut statement = connection.prepare_cached(sql::REPEATS.text)?;
            let repeats = statement.query_map([seq], |row| {
                Ok(Repeat { at: row.get(0)?, delivery_id: row.get(1)?, secret: row.get(2)? })
            })?;
            Ok((attempts, repeats.collect::<rusqlite::Result<_>>()?))
        })
        .await
    }

    async fn replay(&self, seqs: &[i64]) -> Result<u64, InboxError> {
        let seqs = seqs.to_vec();
        self.writer
            .write(move |connection| {
                let now = now(connection)?;
                let mut replayed = 0;
                for seq in seqs {
                    replayed += u64::from(work::requeue(connection, seq, now)?);
                }
                let counted = i64::try_from(replayed).unwrap_or(i64::MAX);
                super::receive::count(connection, &[("replayed".to_owned(), counted)].into())?;
                Ok(replayed)
            })
            .await
    }

    async fn prune(&self, bodies: Duration, keys: Duration, limit: usize) -> Result<Pruned, InboxError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.writer
            .write(move |connection| {
                let now = now(connection)?;
                let before = now.saturating_sub(millis(bodies));
                let mut statement = connection.prepare_cached(sql::PRUNE_BODIES.text)?;
                let removed = statement.query_map(params![before, limit], |row| row.get(0))?;
                let removed: Vec<i64> = removed.collect::<rusqlite::Result<_>>()?;
                for seq in &removed {
                    connection.prepare_cached(sql::PRUNE_ATTEMPTS.text)?.execute([seq])?;
                    connection.prepare_cached(sql::PRUNE_REPEATS.text)?.execute([seq])?;
                }
                let before = now.saturating_sub(millis(keys));
                let removed_keys = connection.prepare_cached(sql::PRUNE_KEYS.text)?.execute(params![before, limit])?;
                Ok(Pruned { deliveries: removed.len() as u64, keys: removed_keys as u64, partitions: 0 })
            })
            .await
    }

    async fn erase(&self, address: &str) -> Result<u64, InboxError> {
        let address = address.to_lowercase();
        self.writer
            .write(move |connection| {
                let mut statement = connection.prepare_cached(sql::ERASE.text)?;
                let erased = statement.query_map([address], |row| row.get::<_, i64>(0))?.count();
                Ok(erased as u64)
            })
            .await
    }

    async fn counts(&self, since: i64, width: i64, scanned: usize) -> Result<Vec<Count>, InboxError> {
        let scanned = i64::try_from(scanned).unwrap_or(i64::MAX);
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(sql::COUNTS.text)?;
            statement.query_map(params![since, width, scanned], count)?.collect()
        })
        .await
    }
}

struct SqliteRenewer(Writer);

impl Renewer for SqliteRenewer {
    fn renew(&mut self, leases: &[Lease], lease: Duration) -> Result<Vec<Lease>, InboxError> {
        let leases = leases.to_vec();
        self.0.write_blocking(move |connection| work::renew(connection, &leases, lease))
    }
}
