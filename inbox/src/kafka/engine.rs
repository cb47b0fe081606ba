//! [`KafkaEngine`].

use super::{
    check::{Checked, provide},
    consume::Consuming,
    depth::{Complaints, Looker},
    holding::{Held, Told},
    publish::{DIGEST, DUE, ERROR, FAILED, Publisher, Record, SEQ},
    settings::{Names, Settings, failure},
};
use crate::{
    Arrival, Ending, Engine, Finish, InboxError, InboxErrorCode, Job, Lease, Outcome, Renewer, Stats,
    envelope::{decode, digest_text, encode},
    store::millis,
};
use async_trait::async_trait;
use autosend_webhooks::unix_millis;
use futures_util::future::{join_all, try_join_all};
use rdkafka::{ClientConfig, admin::AdminClient, client::DefaultClientContext};
use std::{
    collections::BTreeMap,
    future::pending,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant, SystemTime},
};
use tokio::{sync::Notify, task::JoinHandle};

/// How many batches are published at once.
const APPENDERS: usize = 8;
/// How many bits of a delivery's number say its partition.
pub const PARTITION_BITS: u32 = 12;

/// An inbox in Kafka, for any number of receivers and workers.
#[derive(Clone)]
pub struct KafkaEngine(Arc<Parts>);

struct Parts {
    client: ClientConfig,
    names: Names,
    shown: String,
    sessions: (Duration, Duration),
    publisher: Publisher,
    looker: Looker,
    admin: AdminClient<DefaultClientContext>,
    /// Once somebody works.
    consuming: Mutex<Option<Arc<Consuming>>>,
    told: Told,
}

impl KafkaEngine {
    /// Connects to `kafka://user:password@host:port,host:port`. `inbox=NAME` keeps several inboxes apart; `tls=yes` encrypts, with
    /// `ca=FILE` for who vouches for the brokers and `certificate=FILE&key=FILE` for this client; `sasl` is `PLAIN` (the default
    /// with a user), `SCRAM-SHA-256` or `SCRAM-SHA-512`. Topics that are missing are made, with `partitions=N` (12 by default)
    /// and `replicas=N` (as many as there are brokers, three at most).
    ///
    /// Fails with `bad_store_address`, `inbox_unavailable`, or `unsafe_setting` for topics that would lose what was
    /// acknowledged: they must have `flush.messages=1`, `unclean.leader.election.enable=false`, `cleanup.policy=delete`,
    /// `retention.ms=-1` and `retention.bytes=-1`, that many replicas, and `min.insync.replicas=2` where there are two brokers
    /// or more.
    pub async fn connect(address: &str) -> Result<Self, InboxError> {
        let settings = Settings::parse(address)?;
        let mut looking = settings.client.clone();
        looking.set("group.id", &settings.names.group).set("enable.auto.commit", "false");
        let looker = looking.create_with_context(Complaints::default()).map_err(|error| failure(&error))?;
        let looker = Looker::new(Arc::new(looker));
        let admin: AdminClient<_> = settings.client.create().map_err(|error| failure(&error))?;
        let provided = provide(&settings, &admin, &looker.consumer).await;
        let Checked { longest, sessions } = looker.explained(provided).await?;
        Ok(Self(Arc::new(Parts {
            publisher: Publisher::new(&settings.client, longest)?,
            client: settings.client,
            names: settings.names,
            shown: settings.shown,
            sessions,
            looker,
            admin,
            consuming: Mutex::default(),
            told: Told::default(),
        })))
    }

    async fn append_one(&self, arrival: &Arrival, payload: &[u8], expired_before: i64) -> Result<Outcome, InboxError> {
        let digest = digest_text(&arrival.digest);
        let is_expired = arrival.created.is_some_and(|created| created <= expired_before);
        let topic = if is_expired { &self.0.names.dead } else { &self.0.names.entries };
        let headers = [(DIGEST, digest.as_str()), (ERROR, "expired")];
        let record = Record {
            topic,
            key: arrival.address.as_deref().map(str::as_bytes),
            payload,
            stored: unix_millis(SystemTime::now()),
            headers: &headers[..if is_expired { 2 } else { 1 }],
        };
        let (partition, offset) = self.0.publisher.publish(record).await?;
        let seq = seq_of(partition, offset);
        Ok(if is_expired { Outcome::Expired { seq } } else { Outcome::New { seq, id_reused: false } })
    }

    /// The member of the group; it joins when somebody works.
    fn consuming(&self, lease: Duration) -> Result<Arc<Consuming>, InboxError> {
        let mut known = self.0.consuming.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(consuming) = &*known {
            return Ok(consuming.clone());
        }
        let (shortest, longest) = self.0.sessions;
        let session = lease.clamp(shortest, longest.max(shortest));
        let consuming = Arc::new(Consuming::start(&self.0.client, &self.0.names, session, self.0.told.clone())?);
        *known = Some(consuming.clone());
        Ok(consuming)
    }

    fn consumed(&self) -> Option<Arc<Consuming>> {
        self.0.consuming.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes what can't be read out of the way: somebody else put it there.
    async fn job(&self, lease: Lease, held: Held) -> Result<Option<Job>, InboxError> {
        let Some(stored) = decode(lease.seq, &held.entry.payload) else {
            let ending = Ending::Dead { error: crate::WIRE.stray.into() };
            return self.finish(&[Finish { lease, ending }]).await.map(|_| None);
        };
        Ok(Some(Job { lease, attempt: held.attempt, is_suspect: held.is_suspect, stored }))
    }

    /// Keeps the copy of what is tried again, or of what is dead, before it counts as done here. Returns whether it is held.
    async fn forward(&self, consuming: &Consuming, Finish { lease, ending }: &Finish) -> Result<bool, InboxError> {
        let Some(held) = consuming.shared.holding.get(*lease) else { return Ok(false) };
        let (topic, due, error) = match ending {
            Ending::Retry { after, error } => (&self.0.names.retries, now().saturating_add(millis(*after)), error),
            Ending::Dead { error } => (&self.0.names.dead, 0, error),
            Ending::Done | Ending::Release => return Ok(true),
        };
        if !held.is_forwarded {
            let stored = decode(lease.seq, &held.entry.payload);
            let digest = stored.map_or_else(String::new, |stored| digest_text(&stored.digest));
            let (seq, failed, due) = (lease.seq.to_string(), held.attempt.to_string(), due.to_string());
            let headers =
                [(DIGEST, digest.as_str()), (SEQ, &seq), (FAILED, &failed), (ERROR, error.as_str()), (DUE, &due)];
            let record = Record {
                topic,
                key: held.entry.key.as_deref(),
                payload: &held.entry.payload,
                stored: held.entry.stored,
                headers: &headers,
            };
            self.0.publisher.publish(record).await?;
            consuming.shared.holding.forwarded(*lease);
        }
        Ok(true)
    }
}

/// A delivery's number: where its first record is.
pub fn seq_of(partition: i32, offset: i64) -> i64 {
    (offset << PARTITION_BITS) | i64::from(partition)
}

fn now() -> i64 {
    unix_millis(SystemTime::now())
}

/// Commits on a thread that may wait.
async fn waiting<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, InboxError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| InboxError::unavailable(&error))
}

#[async_trait]
impl Engine for KafkaEngine {
    fn address(&self) -> String {
        self.0.shown.clone()
    }

    fn appenders(&self) -> usize {
        APPENDERS
    }

    async fn append(&self, batch: &[Arrival], expired_before: i64, hold: bool) -> Result<Vec<Outcome>, InboxError> {
        if hold {
            return Err(InboxError::new(InboxErrorCode::Refused, "Kafka does not see that an id is used again"));
        }
        let payloads: Vec<_> = batch.iter().map(encode).collect();
        // Before any is kept: a copy of what comes again is not recognised.
        payloads.iter().try_for_each(|payload| self.0.publisher.check_length(payload))?;
        let all = batch.iter().zip(&payloads);
        // The client puts them together again.
        let all = join_all(all.map(|(arrival, payload)| self.append_one(arrival, payload, expired_before))).await;
        all.into_iter().collect()
    }

    async fn repeat(&self, _repeats: &[Arrival]) -> Result<Vec<i64>, InboxError> {
        Ok(Vec::new())
    }

    async fn claim(&self, limit: usize, lease: Duration) -> Result<Vec<Job>, InboxError> {
        let consuming = self.consuming(lease)?;
        consuming.want();
        let claimed = waiting(move || {
            consuming.commit(|commit| {
                let (held, commits) = consuming.shared.holding.claim(limit, now(), Instant::now() + lease);
                let committed = commit(&commits);
                if committed.is_err() {
                    let leases: Vec<Lease> = held.iter().map(|(lease, _)| *lease).collect();
                    consuming.shared.holding.release(&leases);
                }
                // While partitions change hands nothing is given out; that shows in what is due, not here.
                committed.map_or_else(|_| Vec::new(), |()| held)
            })
        });
        let jobs = claimed.await?.into_iter().map(|(lease, held)| self.job(lease, held));
        Ok(try_join_all(jobs).await?.into_iter().flatten().collect())
    }

    async fn finish(&self, finished: &[Finish]) -> Result<Vec<bool>, InboxError> {
        let Some(consuming) = self.consumed() else { return Ok(vec![false; finished.len()]) };
        let held = try_join_all(finished.iter().map(|one| self.forward(&consuming, one))).await?;
        let of = |is_release: bool| {
            let held = finished.iter().zip(&held).filter(|(_, is_held)| **is_held);
            let chosen = held.filter(move |(one, _)| matches!(one.ending, Ending::Release) == is_release);
            chosen.map(|(one, _)| one.lease).collect::<Vec<Lease>>()
        };
        let (done, released) = (of(false), of(true));
        waiting(move || {
            if !released.is_empty() {
                // Where this fails an attempt was counted that was none. Whoever releases has ended.
                let _ = consuming.commit(|commit| commit(&consuming.shared.holding.release(&released)));
                consuming.leave();
            }
            consuming.commit(|commit| consuming.shared.holding.finish(&done, commit))
        })
        .await??;
        Ok(held)
    }

    fn renewer(&self) -> Box<dyn Renewer> {
        Box::new(KafkaRenewer(self.0.clone()))
    }

    async fn next_due(&self) -> Result<Option<Duration>, InboxError> {
        let due = self.consumed().and_then(|consuming| consuming.shared.holding.next_due(now()));
        Ok(due.map(|due| Duration::from_millis(u64::try_from(due).unwrap_or(0))))
    }

    fn listen(&self, stored: Arc<Notify>) -> Option<JoinHandle<()>> {
        let listening = self.0.told.listen(stored);
        Some(tokio::spawn(async move {
            let _until_stopped = listening;
            pending::<()>().await;
        }))
    }

    async fn stats(&self) -> Result<Stats, InboxError> {
        let depth = self.0.looker.depth(&self.0.names).await?;
        Ok(Stats {
            counters: BTreeMap::from([("dead".to_owned(), depth.dead)]),
            waiting: depth.waiting,
            oldest: depth.oldest,
            now: now(),
            default_partition_rows: None,
            secrets: Vec::new(),
        })
    }

    /// Removes what is done from the brokers' disks.
    async fn maintain(&self) -> Result<(), InboxError> {
        self.0.looker.remove_done(&self.0.admin, &self.0.names).await
    }

    /// A record in a topic of its own, which keeps it for an hour.
    async fn probe(&self) -> Result<(), InboxError> {
        let record = Record { topic: &self.0.names.probe, key: None, payload: b"", stored: now(), headers: &[] };
        self.0.publisher.publish(record).await.map(drop)
    }

    async fn close(&self) {
        let consuming = self.0.consuming.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(consuming) = consuming {
            // Where it can't be waited for the session ends by itself.
            let _ = waiting(move || consuming.end()).await;
        }
    }
}

/// Renews what its engine holds; that may begin after it does.
struct KafkaRenewer(Arc<Parts>);

impl Renewer for KafkaRenewer {
    fn renew(&mut self, leases: &[Lease], lease: Duration) -> Result<Vec<Lease>, InboxError> {
        let consuming = self.0.consuming.lock().unwrap_or_else(PoisonError::into_inner).clone();
        consuming.map_or_else(|| Ok(leases.to_vec()), |consuming| consuming.shared.holding.clone().renew(leases, lease))
    }
}
