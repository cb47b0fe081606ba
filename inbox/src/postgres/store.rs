//! [`PostgresStore`].

use super::{
    connect,
    rows::{count, failure, is_race, stored, summary},
    wake::{self, Bell},
};
use crate::{
    Arrival, Attempt, Count, Ending, Engine, Filter, Finish, InboxError, InboxErrorCode, Job, Lease, OpenOptions,
    Outcome, Pruned, Recent, Renewer, Repeat, Stats, Status, Store, Stored, Summary, query::secret_uses,
    statements::postgres as sql, store::millis,
};
use async_trait::async_trait;
use deadpool_postgres::{Object, Pool, Transaction};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::{sync::Notify, task::JoinHandle};
use tokio_postgres::{Config, Error, Row, types::ToSql};
use tokio_postgres_rustls::MakeRustlsConnect;

/// How many batches are stored at once, and how many connections there are besides.
const APPENDERS: usize = 4;
const OTHERS: usize = 12;
/// How often a transaction that lost a race is tried again.
const RACES: usize = 5;

type Parameters<'a> = [&'a (dyn ToSql + Sync)];

/// An inbox in a PostgreSQL database, for any number of receivers and workers.
#[derive(Clone)]
pub struct PostgresStore {
    config: Config,
    tls: MakeRustlsConnect,
    pool: Pool,
    /// None where notifications are switched off.
    bell: Option<Bell>,
}

impl PostgresStore {
    /// Connects to `postgres://user:password@host:port/database`, and makes the tables where they are missing.
    ///
    /// Fails with `bad_store_address`, `newer_store`, or `inbox_unavailable`, also for a server that runs with
    /// `fsync=off` or `full_page_writes=off`.
    pub async fn connect(address: &str) -> Result<Self, InboxError> {
        Self::open(address, OpenOptions::default()).await
    }

    /// [`connect`](Self::connect) with options: without making tables, without notifications, or with partitions by day.
    ///
    /// Fails with `not_partitioned` where tables are to have partitions and hold deliveries without.
    pub async fn open(address: &str, options: OpenOptions) -> Result<Self, InboxError> {
        let (config, tls) = connect::parse(address)?;
        let pool = connect::pool(&config, &tls, APPENDERS + OTHERS)?;
        let bell = options.notify.then(|| Bell::new(pool.clone()));
        let store = Self { config, tls, pool, bell };
        let mut client = store.client().await?;
        let transaction = client.transaction().await.map_err(|error| failure(&error))?;
        connect::check_settings(&transaction).await?;
        if options.create || connect::has_tables(&transaction).await? {
            connect::migrate(&transaction).await?;
        } else {
            return Err(InboxError::new(InboxErrorCode::NoTables, "the database has no tables of an inbox"));
        }
        if options.partition_by_day {
            connect::partition_by_day(&transaction).await?;
        }
        transaction.commit().await.map_err(|error| failure(&error))?;
        Ok(store)
    }

    pub(crate) async fn client(&self) -> Result<Object, InboxError> {
        self.pool.get().await.map_err(|error| InboxError::unavailable(&error))
    }

    /// A statement that is a transaction of its own, again where it lost a race.
    async fn query(&self, text: &str, parameters: &Parameters<'_>) -> Result<Vec<Row>, InboxError> {
        let client = self.client().await?;
        let statement = client.prepare_cached(text).await.map_err(|error| failure(&error))?;
        for _ in 1..RACES {
            match client.query(&statement, parameters).await {
                Err(error) if is_race(&error) => {}
                result => return result.map_err(|error| failure(&error)),
            }
        }
        client.query(&statement, parameters).await.map_err(|error| failure(&error))
    }

    /// A statement whose plan depends on which of its parameters are given.
    async fn look_up(&self, text: &str, parameters: &Parameters<'_>) -> Result<Vec<Row>, InboxError> {
        self.client().await?.query(text, parameters).await.map_err(|error| failure(&error))
    }

    /// Drops the oldest day of the archive and that of the keys, where they are entirely old; none where no day is.
    async fn drop_day(&self, bodies: Duration, keys: Duration) -> Result<Option<Pruned>, InboxError> {
        let rows = self.query(sql::DROP_DAY.text, &[&millis(bodies), &millis(keys)]).await?;
        let held = |index| rows.first().and_then(|row| row.get::<_, Option<i64>>(index));
        let dropped: [Option<i64>; 2] = [held(0), held(1)];
        let number = |held: Option<i64>| held.and_then(|held| u64::try_from(held).ok()).unwrap_or(0);
        let partitions = dropped.iter().flatten().count() as u64;
        Ok((partitions > 0).then(|| Pruned { deliveries: number(dropped[0]), keys: number(dropped[1]), partitions }))
    }

    /// Deliveries with keys: whoever puts one behind another of its key, or ends that one, holds the key's lock. Again where
    /// the transaction lost a race.
    async fn append_keyed(
        &self,
        keys: &[&Option<String>],
        parameters: &Parameters<'_>,
    ) -> Result<Vec<Row>, InboxError> {
        let mut client = self.client().await?;
        for _ in 1..RACES {
            match append_locked(&mut client, keys, parameters).await {
                Err(error) if is_race(&error) => {}
                result => return result.map_err(|error| failure(&error)),
            }
        }
        append_locked(&mut client, keys, parameters).await.map_err(|error| failure(&error))
    }
}

async fn append_locked(
    client: &mut Object,
    keys: &[&Option<String>],
    parameters: &Parameters<'_>,
) -> Result<Vec<Row>, Error> {
    let transaction = client.transaction().await?;
    transaction.query(&transaction.prepare_cached(sql::LOCK_KEYS.text).await?, &[&keys]).await?;
    let rows = transaction.query(&transaction.prepare_cached(sql::APPEND.text).await?, parameters).await?;
    transaction.commit().await?;
    Ok(rows)
}

#[async_trait]
impl Engine for PostgresStore {
    fn address(&self) -> String {
        connect::shown(&self.config)
    }

    fn appenders(&self) -> usize {
        APPENDERS
    }

    async fn append(&self, batch: &[Arrival], expired_before: i64, hold: bool) -> Result<Vec<Outcome>, InboxError> {
        let identities: Vec<_> = batch.iter().map(Arrival::identity).collect();
        let created: Vec<i64> = identities.iter().map(|(created, _)| *created).collect();
        let digests: Vec<&[u8]> = identities.iter().map(|(_, digest)| &digest[..]).collect();
        let ids: Vec<&str> = batch.iter().map(|arrival| &*arrival.delivery_id).collect();
        let types: Vec<&str> = batch.iter().map(|arrival| &*arrival.event_type).collect();
        let addresses: Vec<_> = batch.iter().map(|arrival| &arrival.address).collect();
        let signed: Vec<_> = batch.iter().map(|arrival| arrival.created).collect();
        let sent: Vec<_> = batch.iter().map(|arrival| arrival.sent).collect();
        let secrets: Vec<_> = batch.iter().map(|arrival| arrival.secret).collect();
        let headers: Vec<&str> = batch.iter().map(|arrival| &*arrival.headers).collect();
        let bodies: Vec<&[u8]> = batch.iter().map(|arrival| &*arrival.body).collect();
        let keys: Vec<_> = batch.iter().map(|arrival| &arrival.key).collect();
        let parameters: [&(dyn ToSql + Sync); 13] = [
            &created,
            &digests,
            &ids,
            &types,
            &addresses,
            &signed,
            &sent,
            &secrets,
            &headers,
            &bodies,
            &keys,
            &expired_before,
            &hold,
        ];
        let rows = if keys.iter().all(|key| key.is_none()) {
            self.query(sql::APPEND.text, &parameters).await?
        } else {
            self.append_keyed(&keys, &parameters).await?
        };
        if let Some(bell) = self.bell.as_ref().filter(|_| !rows.is_empty()) {
            bell.ring();
        }
        let fresh: HashMap<i64, Outcome> = rows.iter().map(|row| (row.get(0), outcome(row))).collect();
        let seen: Vec<Arrival> = (1..)
            .zip(batch)
            .filter(|(ordinal, _)| !fresh.contains_key(ordinal))
            .map(|(_, arrival)| arrival.clone())
            .collect();
        let mut of = self.repeat(&seen).await?.into_iter();
        let outcomes = (1..).take(batch.len()).map(|ordinal: i64| match fresh.get(&ordinal) {
            Some(outcome) => *outcome,
            None => Outcome::Duplicate { of: of.next().unwrap_or_default() },
        });
        Ok(outcomes.collect())
    }

    async fn repeat(&self, repeats: &[Arrival]) -> Result<Vec<i64>, InboxError> {
        if repeats.is_empty() {
            return Ok(Vec::new());
        }
        let identities: Vec<_> = repeats.iter().map(Arrival::identity).collect();
        let created: Vec<i64> = identities.iter().map(|(created, _)| *created).collect();
        let digests: Vec<&[u8]> = identities.iter().map(|(_, digest)| &digest[..]).collect();
        let ids: Vec<&str> = repeats.iter().map(|arrival| &*arrival.delivery_id).collect();
        let secrets: Vec<_> = repeats.iter().map(|arrival| arrival.secret).collect();
        let rows = self.query(sql::REPEAT.text, &[&created, &digests, &ids, &secrets]).await?;
        let found: HashMap<i64, i64> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
        Ok((1..).take(repeats.len()).map(|ordinal: i64| found.get(&ordinal).copied().unwrap_or_default()).collect())
    }

    async fn claim(&self, limit: usize, lease: Duration) -> Result<Vec<Job>, InboxError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = self.query(sql::CLAIM.text, &[&limit, &millis(lease)]).await?;
        Ok(rows.iter().map(job).collect())
    }

    async fn finish(&self, finished: &[Finish]) -> Result<Vec<bool>, InboxError> {
        let mut last = None;
        for _ in 0..RACES {
            let mut client = self.client().await?;
            let ended = async {
                let transaction = client.transaction().await?;
                let ended = finish_all(&transaction, finished).await?;
                transaction.commit().await?;
                Ok::<_, Error>(ended)
            };
            match ended.await {
                Ok(ended) => return Ok(finished.iter().map(|one| ended.contains(&one.lease.seq)).collect()),
                Err(error) if is_race(&error) => last = Some(failure(&error)),
                Err(error) => return Err(failure(&error)),
            }
        }
        Err(last.unwrap_or_else(|| InboxError::unavailable(&"too many races")))
    }

    fn renewer(&self) -> Box<dyn Renewer> {
        Box::new(PostgresRenewer { config: self.config.clone(), tls: self.tls.clone(), connected: None })
    }

    async fn next_due(&self) -> Result<Option<Duration>, InboxError> {
        let rows = self.query(sql::NEXT_DUE.text, &[]).await?;
        let due: Option<i64> = rows.first().and_then(|row| row.get(0));
        Ok(due.map(|due| Duration::from_millis(u64::try_from(due).unwrap_or(0))))
    }

    fn listen(&self, stored: Arc<Notify>) -> Option<JoinHandle<()>> {
        self.bell.as_ref()?;
        Some(tokio::spawn(wake::listen(self.config.clone(), self.tls.clone(), stored)))
    }

    async fn stats(&self) -> Result<Stats, InboxError> {
        let counters = self.query(sql::COUNTERS.text, &[]).await?;
        let depth = self.query(sql::DEPTH.text, &[]).await?;
        let stray = self.query(sql::DEFAULT_ROWS.text, &[]).await?;
        let secrets = self.query(sql::SECRETS.text, &[]).await?;
        let mut counters = counters.iter().map(|row| (row.get(0), row.get(1))).collect();
        let secrets = secret_uses(&mut counters, secrets.iter().map(|row| (row.get(0), row.get(1))).collect());
        let row = depth.first().ok_or_else(|| InboxError::unavailable(&"the depth has no row"))?;
        Ok(Stats {
            counters,
            waiting: row.get(0),
            oldest: row.get(1),
            now: row.get(2),
            default_partition_rows: stray.first().and_then(|row| row.get(0)),
            secrets,
        })
    }

    async fn note_secrets(&self, matched: &[(String, i64)]) -> Result<(), InboxError> {
        for (secret, count) in matched {
            self.query(sql::NOTE_SECRET.text, &[secret, count]).await?;
        }
        Ok(())
    }

    async fn maintain(&self) -> Result<(), InboxError> {
        self.query(sql::ADD_DAYS.text, &[]).await.map(drop)
    }

    async fn probe(&self) -> Result<(), InboxError> {
        self.query(sql::PROBE.text, &[]).await.map(drop)
    }
}

#[async_trait]
impl Store for PostgresStore {
    async fn known(&self, arrivals: &[Arrival]) -> Result<Vec<Option<i64>>, InboxError> {
        let identities: Vec<_> = arrivals.iter().map(Arrival::identity).collect();
        let created: Vec<i64> = identities.iter().map(|(created, _)| *created).collect();
        let digests: Vec<&[u8]> = identities.iter().map(|(_, digest)| &digest[..]).collect();
        let rows = self.query(sql::KNOWN.text, &[&created, &digests]).await?;
        let found: HashMap<i64, i64> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
        Ok((1..).take(arrivals.len()).map(|ordinal: i64| found.get(&ordinal).copied()).collect())
    }

    async fn list(&self, filter: &Filter, limit: usize) -> Result<Vec<Summary>, InboxError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let address = filter.address.as_ref().map(|address| address.to_lowercase());
        let status = filter.status.map(Status::as_str);
        let parameters: [&(dyn ToSql + Sync); 7] =
            [&filter.event_type, &address, &filter.delivery_id, &status, &filter.since, &filter.before_seq, &limit];
        Ok(self.look_up(&filter.narrowed(sql::LIST.text, '$'), &parameters).await?.iter().map(summary).collect())
    }

    async fn recent(&self, since: i64, before_seq: i64, limit: usize) -> Result<Vec<Recent>, InboxError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = self.query(sql::RECENT.text, &[&since, &before_seq, &limit]).await?;
        let recent =
            |row: &Row| Recent { seq: row.get(0), received: row.get(1), event_type: row.get(2), body: row.get(3) };
        Ok(rows.iter().map(recent).collect())
    }

    async fn find(&self, seq: i64) -> Result<Option<Stored>, InboxError> {
        let rows = self.query(sql::FIND.text, &[&seq]).await?;
        Ok(rows.first().map(|row| stored(seq, row, 0)))
    }

    async fn history(&self, seq: i64) -> Result<(Vec<Attempt>, Vec<Repeat>), InboxError> {
        let attempts = self.query(sql::ATTEMPTS.text, &[&seq]).await?;
        let repeats = self.query(sql::REPEATS.text, &[&seq]).await?;
        let attempt = |row: &Row| Attempt { attempt: row.get(0), ended: row.get(1), error: row.get(2) };
        let repeat = |row: &Row| Repeat { at: row.get(0), delivery_id: row.get(1), secret: row.get(2) };
        Ok((attempts.iter().map(attempt).collect(), repeats.iter().map(repeat).collect()))
    }

    async fn replay(&self, seqs: &[i64]) -> Result<u64, InboxError> {
        Ok(self.query(sql::REQUEUE.text, &[&seqs]).await?.len() as u64)
    }

    async fn prune(&self, bodies: Duration, keys: Duration, limit: usize) -> Result<Pruned, InboxError> {
        if let Some(dropped) = self.drop_day(bodies, keys).await? {
            return Ok(dropped);
        }
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let removed = self.query(sql::PRUNE_BODIES.text, &[&millis(bodies), &limit]).await?;
        let client = self.client().await?;
        let keys = client.execute(sql::PRUNE_KEYS.text, &[&millis(keys), &limit]).await;
        let keys = keys.map_err(|error| failure(&error))?;
        Ok(Pruned { deliveries: removed.len() as u64, keys, partitions: 0 })
    }

    async fn erase(&self, address: &str) -> Result<u64, InboxError> {
        let client = self.client().await?;
        client.execute(sql::ERASE.text, &[&address.to_lowercase()]).await.map_err(|error| failure(&error))
    }

    async fn counts(&self, since: i64, width: i64, scanned: usize) -> Result<Vec<Count>, InboxError> {
        let scanned = i64::try_from(scanned).unwrap_or(i64::MAX);
        let rows = self.query(sql::COUNTS.text, &[&since, &width, &scanned]).await?;
        Ok(rows.iter().map(count).collect())
    }
}

/// A row of `append`.
fn outcome(row: &Row) -> Outcome {
    let seq = row.get(1);
    match row.get(2) {
        Some("expired") => Outcome::Expired { seq },
        Some(_) => Outcome::Held { seq },
        None => Outcome::New { seq, id_reused: row.get(3) },
    }
}

/// A row of `claim`.
fn job(row: &Row) -> Job {
    let seq = row.get(0);
    let attempt = u32::try_from(row.get::<_, i64>(2)).unwrap_or(u32::MAX);
    Job { lease: Lease { seq, number: row.get(1) }, attempt, is_suspect: row.get(3), stored: stored(seq, row, 4) }
}

/// Writes all endings down, and returns the deliveries whose lease was still held.
async fn finish_all(transaction: &Transaction<'_>, finished: &[Finish]) -> Result<Vec<i64>, Error> {
    let (mut done, mut dead, mut retry) = (Leases::default(), Leases::default(), Leases::default());
    for Finish { lease, ending } in finished {
        match ending {
            Ending::Done => done.add(*lease, 0, None),
            Ending::Dead { error } => dead.add(*lease, 0, Some(error)),
            Ending::Retry { after, error } => retry.add(*lease, millis(*after), Some(error)),
            Ending::Release => retry.add(*lease, 0, None),
        }
    }
    let mut rows = run(transaction, sql::DONE.text, &[&done.seqs, &done.numbers], &done).await?;
    rows.extend(run(transaction, sql::BURY.text, &[&dead.seqs, &dead.numbers, &dead.errors], &dead).await?);
    let keys: Vec<String> = rows.iter().filter_map(|row| row.get(1)).collect();
    let parameters: [&(dyn ToSql + Sync); 4] = [&retry.seqs, &retry.numbers, &retry.delays, &retry.errors];
    let freed = run(transaction, sql::RETRY.text, &parameters, &retry).await?;
    if !keys.is_empty() {
        transaction.query(&transaction.prepare_cached(sql::LOCK_KEYS.text).await?, &[&keys]).await?;
        transaction.execute(&transaction.prepare_cached(sql::WAKE_NEXT.text).await?, &[&keys]).await?;
    }
    Ok(rows.iter().chain(&freed).map(|row| row.get(0)).collect())
}

async fn run(
    transaction: &Transaction<'_>,
    text: &str,
    parameters: &Parameters<'_>,
    leases: &Leases<'_>,
) -> Result<Vec<Row>, Error> {
    if leases.seqs.is_empty() {
        return Ok(Vec::new());
    }
    transaction.query(&transaction.prepare_cached(text).await?, parameters).await
}

#[derive(Default)]
struct Leases<'a> {
    seqs: Vec<i64>,
    numbers: Vec<i64>,
    delays: Vec<i64>,
    errors: Vec<Option<&'a str>>,
}

impl<'a> Leases<'a> {
    fn add(&mut self, lease: Lease, delay: i64, error: Option<&'a String>) {
        self.seqs.push(lease.seq);
        self.numbers.push(lease.number);
        self.delays.push(delay);
        self.errors.push(error.map(String::as_str));
    }
}

/// Renews over a connection and a runtime of its own.
struct PostgresRenewer {
    config: Config,
    tls: MakeRustlsConnect,
    connected: Option<(tokio::runtime::Runtime, tokio_postgres::Client)>,
}

impl PostgresRenewer {
    fn connect(&self) -> Result<(tokio::runtime::Runtime, tokio_postgres::Client), InboxError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| InboxError::unavailable(&error))?;
        let connected = runtime.block_on(self.config.connect(self.tls.clone()));
        let (client, connection) = connected.map_err(|error| failure(&error))?;
        runtime.spawn(connection);
        Ok((runtime, client))
    }
}

impl Renewer for PostgresRenewer {
    fn renew(&mut self, leases: &[Lease], lease: Duration) -> Result<Vec<Lease>, InboxError> {
        let (runtime, client) = match self.connected.take().filter(|(_, client)| !client.is_closed()) {
            Some(connected) => connected,
            None => self.connect()?,
        };
        let mut sorted = leases.to_vec();
        sorted.sort_by_key(|lease| lease.seq);
        let seqs: Vec<i64> = sorted.iter().map(|lease| lease.seq).collect();
        let numbers: Vec<i64> = sorted.iter().map(|lease| lease.number).collect();
        let rows = runtime
            .block_on(client.query(sql::RENEW.text, &[&seqs, &numbers, &millis(lease)]))
            .map_err(|error| failure(&error))?;
        self.connected = Some((runtime, client));
        let held: Vec<i64> = rows.iter().map(|row| row.get(0)).collect();
        Ok(sorted.into_iter().filter(|lease| !held.contains(&lease.seq)).collect())
    }
}
