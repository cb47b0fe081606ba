//! [`RedisEngine`].

use super::{check::check, renew::RedisRenewer};
use crate::{
    Arrival, Ending, Engine, Finish, InboxError, InboxErrorCode, Job, Lease, Outcome, Renewer, Stats, WIRE, Wire,
    engine_address::{EngineAddress, bad, choose_cryptography},
    envelope::{decode, digest_text, encode},
    statements::redis_streams as lua,
    store::millis,
};
use async_trait::async_trait;
use autosend_webhooks::unix_millis;
use redis::{
    Client, RedisError, RedisResult, Script,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime},
};

/// How long Redis may take to answer, and to be connected to.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// The consumer group of all workers.
const GROUP: &str = WIRE.group;
/// How many batches are stored at once: a flush is shared by what waits for it.
const APPENDERS: usize = 8;

/// An inbox in Redis Streams, for any number of receivers and workers.
#[derive(Clone)]
pub struct RedisEngine {
    client: Client,
    connection: ConnectionManager,
    shown: String,
    keys: Keys,
    /// Never used by another worker: it is what a lease is known by.
    consumer: String,
}

/// The keys of an inbox, all in one slot.
#[derive(Clone)]
pub(super) struct Keys {
    prefix: String,
    pub(super) entries: String,
    delayed: String,
    dead: String,
    sequence: String,
}

impl Keys {
    fn of(inbox: &str) -> Self {
        let prefix = Wire::name(WIRE.redis.prefix, inbox);
        let key = |name: &str| format!("{prefix}{name}");
        Self {
            entries: key(WIRE.redis.entries),
            delayed: key(WIRE.redis.delayed),
            dead: key(WIRE.redis.dead),
            sequence: key("sequence"),
            prefix,
        }
    }

    fn named(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }
}

impl RedisEngine {
    /// Connects to `redis://user:password@host:port/database`, or `rediss://…` for an encrypted connection; `?inbox=NAME` keeps
    /// several inboxes apart.
    ///
    /// Fails with `bad_store_address`, `inbox_unavailable`, or `unsafe_setting` for a server that would lose what it acknowledged:
    /// it must have `appendonly yes`, `appendfsync always`, `no-appendfsync-on-rewrite no` and `maxmemory-policy noeviction`.
    pub async fn connect(address: &str) -> Result<Self, InboxError> {
        let address = EngineAddress::parse(address, &["inbox"])?;
        let keys = Keys::of(address.inbox()?);
        choose_cryptography();
        let client = Client::open(address.server.as_str()).map_err(|error| bad(error.to_string()))?;
        // The manager tries for ever, and says nothing of why it fails.
        answered(client.get_multiplexed_async_connection()).await?;
        let mut connection = answered(ConnectionManager::new_with_config(client.clone(), settings())).await?;
        check(&mut connection).await?;
        let consumer = format!("{:032x}", rand::random::<u128>());
        let engine = Self { client, connection, shown: address.shown(), keys, consumer };
        engine.make_group().await?;
        Ok(engine)
    }

    async fn make_group(&self) -> Result<(), InboxError> {
        let mut create = redis::cmd("XGROUP");
        create.arg("CREATE").arg(&self.keys.entries).arg(GROUP).arg(0).arg("MKSTREAM");
        let mut connection = self.connection.clone();
        let made = async {
            match create.query_async::<()>(&mut connection).await {
                Err(error) if error.code() == Some("BUSYGROUP") => Ok(()),
                made => made,
            }
        };
        answered(made).await
    }

    /// Takes what can't be read out of the way: somebody else put it there.
    async fn bury_stray(&self, lease: Lease) -> Result<(), InboxError> {
        let ending = Ending::Dead { error: WIRE.stray.into() };
        self.finish(&[Finish { lease, ending }]).await.map(drop)
    }

    async fn depth(&self) -> Result<Depth, InboxError> {
        let script = Script::new(lua::DEPTH.text);
        let mut depth = script.prepare_invoke();
        depth.key(&self.keys.entries).key(&self.keys.delayed).key(&self.keys.dead);
        answered(depth.invoke_async(&mut self.connection.clone())).await
    }
}

/// Unfinished, dead, the server's clock, when the next is due (-1: nothing is delayed), the oldest.
type Depth = (i64, i64, i64, i64, Vec<u8>);

/// Reconnects for ever, with pauses of a second at most.
fn settings() -> ConnectionManagerConfig {
    ConnectionManagerConfig::new()
        .set_response_timeout(Some(ANSWER_WITHIN))
        .set_connection_timeout(Some(ANSWER_WITHIN))
        .set_max_delay(Duration::from_secs(1))
        .set_number_of_retries(usize::MAX)
}

/// Waits for an answer; while it reconnects there is none.
async fn answered<T>(answer: impl Future<Output = RedisResult<T>>) -> Result<T, InboxError> {
    match tokio::time::timeout(ANSWER_WITHIN, answer).await {
        Ok(answer) => answer.map_err(|error| failure(&error)),
        Err(_) => Err(InboxError::new(InboxErrorCode::Busy, format!("Redis: no answer within {ANSWER_WITHIN:?}"))),
    }
}

/// An answer of Redis that is not one to what was asked.
pub(super) fn failure(error: &RedisError) -> InboxError {
    let code = if error.is_timeout() { InboxErrorCode::Busy } else { InboxErrorCode::Unavailable };
    InboxError::new(code, format!("Redis: {error}"))
}

#[async_trait]
impl Engine for RedisEngine {
    fn address(&self) -> String {
        self.shown.clone()
    }

    fn appenders(&self) -> usize {
        APPENDERS
    }

    async fn append(&self, batch: &[Arrival], expired_before: i64, hold: bool) -> Result<Vec<Outcome>, InboxError> {
        let script = Script::new(lua::APPEND.text);
        let mut append = script.prepare_invoke();
        append.key(&self.keys.entries).key(&self.keys.sequence).key(&self.keys.dead);
        append.arg(unix_millis(SystemTime::now()).saturating_sub(expired_before).max(1));
        for arrival in batch {
            let digest = digest_text(&arrival.digest);
            append.key(self.keys.named(&format!("digest:{digest}")));
            append.key(self.keys.named(&format!("id:{}", arrival.delivery_id)));
            let is_expired = arrival.created.is_some_and(|created| created <= expired_before);
            let fate = if is_expired { "expired" } else { ["", "hold"][usize::from(hold)] };
            append.arg(digest).arg(fate).arg(encode(arrival));
        }
        let rows: Vec<(String, i64, bool)> = answered(append.invoke_async(&mut self.connection.clone())).await?;
        Ok(rows.into_iter().map(|(outcome, seq, id_reused)| named(&outcome, seq, id_reused)).collect())
    }

    async fn repeat(&self, _repeats: &[Arrival]) -> Result<Vec<i64>, InboxError> {
        Ok(Vec::new())
    }

    async fn claim(&self, limit: usize, lease: Duration) -> Result<Vec<Job>, InboxError> {
        let script = Script::new(lua::CLAIM.text);
        let mut claim = script.prepare_invoke();
        claim.key(&self.keys.entries).key(&self.keys.delayed);
        claim.arg(GROUP).arg(&self.consumer).arg(limit).arg(millis(lease));
        let rows: Result<Vec<(String, i64, bool, Vec<u8>)>, _> =
            answered(claim.invoke_async(&mut self.connection.clone())).await;
        let rows = match rows {
            // The server has come back without what it had.
            Err(error) if error.to_string().contains("NOGROUP") => {
                self.make_group().await?;
                return Ok(Vec::new());
            }
            rows => rows?,
        };
        let mut jobs = Vec::with_capacity(rows.len());
        for (entry, attempt, is_suspect, payload) in rows {
            let lease = Lease { seq: seq_of(&entry), number: attempt };
            let attempt = u32::try_from(attempt).unwrap_or(u32::MAX);
            match decode(lease.seq, &payload) {
                Some(stored) => jobs.push(Job { lease, attempt, is_suspect, stored }),
                None => self.bury_stray(lease).await?,
            }
        }
        Ok(jobs)
    }

    async fn finish(&self, finished: &[Finish]) -> Result<Vec<bool>, InboxError> {
        let script = Script::new(lua::FINISH.text);
        let mut held = Vec::with_capacity(finished.len());
        let calls = finished.iter().map(|Finish { lease, ending }| {
            let (name, after, error) = match ending {
                Ending::Done => ("done", Duration::ZERO, ""),
                Ending::Retry { after, error } => ("retry", *after, error.as_str()),
                Ending::Dead { error } => ("dead", Duration::ZERO, error.as_str()),
                Ending::Release => ("release", Duration::ZERO, ""),
            };
            let mut finish = script.prepare_invoke();
            finish.key(&self.keys.entries).key(&self.keys.delayed).key(&self.keys.dead);
            finish.arg(GROUP).arg(&self.consumer).arg(entry_of(lease.seq)).arg(lease.number);
            finish.arg(name).arg(millis(after)).arg(error);
            let mut connection = self.connection.clone();
            // Over one connection, and flushed together.
            async move { answered(finish.invoke_async::<bool>(&mut connection)).await }
        });
        for one in futures_util::future::join_all(calls).await {
            held.push(one?);
        }
        Ok(held)
    }

    fn renewer(&self) -> Box<dyn Renewer> {
        Box::new(RedisRenewer::new(self.client.clone(), self.keys.clone(), GROUP, self.consumer.clone()))
    }

    async fn next_due(&self) -> Result<Option<Duration>, InboxError> {
        let (_, _, now, due, _) = self.depth().await?;
        Ok((due >= 0).then(|| Duration::from_millis(u64::try_from(due - now).unwrap_or(0))))
    }

    async fn stats(&self) -> Result<Stats, InboxError> {
        let (waiting, dead, now, _, oldest) = self.depth().await?;
        let oldest = decode(0, &oldest).map(|stored| stored.received);
        let counters = BTreeMap::from([("dead".to_owned(), dead)]);
        Ok(Stats { counters, waiting, oldest, now, default_partition_rows: None, secrets: Vec::new() })
    }

    async fn probe(&self) -> Result<(), InboxError> {
        let mut set = redis::cmd("SET");
        set.arg(self.keys.named("probe")).arg(unix_millis(SystemTime::now()));
        answered(set.query_async(&mut self.connection.clone())).await
    }
}

/// What a row of `append` says.
fn named(outcome: &str, seq: i64, id_reused: bool) -> Outcome {
    match outcome {
        "duplicate" => Outcome::Duplicate { of: seq },
        "expired" => Outcome::Expired { seq },
        "held" => Outcome::Held { seq },
        _ => Outcome::New { seq, id_reused },
    }
}

/// The number of an entry, `NUMBER-0`.
fn seq_of(entry: &str) -> i64 {
    entry.split('-').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The entry of a number.
pub(super) fn entry_of(seq: i64) -> String {
    format!("{seq}-0")
}
