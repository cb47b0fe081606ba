//! [`NatsEngine`].

use super::{
    check::check,
    held::{Held, Holding, NatsRenewer},
    stream::{Names, failure},
};
use crate::{
    Arrival, Ending, Engine, Finish, InboxError, InboxErrorCode, Job, Lease, Outcome, Renewer, Stats, WIRE,
    engine_address::{EngineAddress, bad, choose_cryptography},
    envelope::{decode, digest_text, encode},
};
use async_nats::{
    Client, ConnectOptions, ServerAddr,
    jetstream::{self, AckKind, Context, consumer::PullConsumer, message::PublishMessage},
};
use async_trait::async_trait;
use autosend_webhooks::unix_millis;
use bytes::Bytes;
use futures_util::{StreamExt, future::join_all};
use percent_encoding::percent_decode_str;
use std::{
    collections::BTreeMap,
    time::{Duration, Instant, SystemTime},
};
use tokio::{sync::Mutex, time::timeout};

/// How long NATS may take to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// How many batches are published at once.
const APPENDERS: usize = 8;
/// How long JetStream recognises what it was given, unless the address says otherwise.
const DUPLICATE_WINDOW: u64 = 3600;
/// How many bytes of a message's limit are left for its headers.
const HEADERS: usize = 4096;
/// As many replicas as a cluster needs to lose a server and nothing else.
const REPLICAS: usize = 3;

/// An inbox in JetStream, for any number of receivers and workers.
#[derive(Clone)]
pub struct NatsEngine {
    client: Client,
    context: Context,
    servers: Vec<ServerAddr>,
    shown: String,
    names: Names,
    holding: Holding,
    consumer: std::sync::Arc<Mutex<Option<(Duration, PullConsumer)>>>,
}

impl NatsEngine {
    /// Connects to `nats://user:password@host:port,host:port?monitor=host:port,host:port`, or `tls://…`; a user alone is a token, and
    /// `%40` is an @ in either. `monitor` names the HTTP
    /// monitoring of every server; `inbox=NAME` keeps several inboxes apart, and `duplicate_window=SECONDS` is how
    /// long repeats are recognised, an hour by default.
    ///
    /// Fails with `bad_store_address`, `inbox_unavailable`, or `unsafe_setting` for servers that would lose what they
    /// acknowledged: they must have `sync_interval: always`, and streams in a cluster three replicas.
    pub async fn connect(address: &str) -> Result<Self, InboxError> {
        let address = EngineAddress::parse(address, &["duplicate_window", "inbox", "monitor"])?;
        let servers = servers(&address)?;
        choose_cryptography();
        let monitors: Vec<&str> =
            address.value("monitor").unwrap_or("").split(',').filter(|one| !one.is_empty()).collect();
        let replicas = if check(&monitors).await? >= REPLICAS { REPLICAS } else { 1 };
        let window = Duration::from_secs(address.number("duplicate_window")?.unwrap_or(DUPLICATE_WINDOW));
        let names = Names::of(address.inbox()?, replicas, window);
        let client = options(&servers).connect(&servers[..]).await.map_err(|error| failure(&error))?;
        let mut context = jetstream::new(client.clone());
        context.set_timeout(ANSWER_WITHIN);
        names.provide(&context).await?;
        let (holding, consumer) = <(Holding, _)>::default();
        Ok(Self { client, context, servers, shown: address.shown(), names, holding, consumer })
    }

    /// Publishes, and waits until JetStream has it.
    async fn publish(&self, subject: &str, id: String, payload: Bytes, error: &str) -> Result<(u64, bool), InboxError> {
        let mut message = PublishMessage::build().message_id(id).payload(payload);
        if !error.is_empty() {
            // A header is one line.
            message = message.header(WIRE.nats.error_header, error.replace(['\r', '\n'], " ").as_str());
        }
        let published =
            self.context.send_publish(subject.to_owned(), message).await.map_err(|error| failure(&error))?;
        let kept = published.await.map_err(|error| failure(&error))?;
        Ok((kept.sequence, kept.duplicate))
    }

    async fn append_one(&self, arrival: &Arrival, payload: Bytes, expired_before: i64) -> Result<Outcome, InboxError> {
        let digest = digest_text(&arrival.digest);
        if arrival.created.is_some_and(|created| created <= expired_before) {
            let (seq, is_seen) = self.publish(&self.names.dead_subject, digest, payload, "expired").await?;
            let seq = number(seq);
            return Ok(if is_seen { Outcome::Duplicate { of: seq } } else { Outcome::Expired { seq } });
        }
        let (seq, is_seen) = self.publish(&self.names.subject, digest, payload, "").await?;
        let seq = number(seq);
        Ok(if is_seen { Outcome::Duplicate { of: seq } } else { Outcome::New { seq, id_reused: false } })
    }

    /// The consumer; made again after an error, since its server may have come back without it.
    async fn consumer(&self, lease: Duration) -> Result<PullConsumer, InboxError> {
        let mut known = self.consumer.lock().await;
        if let Some((its, consumer)) = &*known
            && *its == lease
        {
            return Ok(consumer.clone());
        }
        let made = self.names.consumer(&self.context, lease).await?;
        *known = Some((lease, made.clone()));
        Ok(made)
    }

    async fn fetch(&self, limit: usize, lease: Duration) -> Result<Vec<Job>, InboxError> {
        let consumer = self.consumer(lease).await?;
        let until = Instant::now() + lease;
        let fetching = consumer.fetch().max_messages(limit).messages();
        let mut messages = timeout(ANSWER_WITHIN, fetching)
            .await
            .map_err(|error| failure(&error))?
            .map_err(|error| failure(&error))?;
        let mut jobs = Vec::new();
        loop {
            let held = match timeout(ANSWER_WITHIN, messages.next()).await {
                Ok(Some(Ok(message))) => self.hold(&message, until).await,
                Ok(Some(Err(error))) => Err(failure(&error)),
                Ok(None) => return Ok(jobs),
                Err(error) => Err(failure(&error)),
            };
            match held {
                Ok(job) => jobs.extend(job),
                // What came is worked on; the rest comes again.
                Err(_) if !jobs.is_empty() => return Ok(jobs),
                Err(error) => return Err(error),
            }
        }
    }

    /// Remembers what to acknowledge. What can't be read is taken out of the way: somebody else put it there.
    async fn hold(&self, message: &jetstream::Message, until: Instant) -> Result<Option<Job>, InboxError> {
        let info = message.info().map_err(|error| failure(&error))?;
        let lease = Lease { seq: number(info.stream_sequence), number: number(info.consumer_sequence) };
        let reply = message.reply.as_ref().map(ToString::to_string).unwrap_or_default();
        let stored = decode(lease.seq, &message.payload);
        let digest = stored.as_ref().map_or_else(String::new, |stored| digest_text(&stored.digest));
        self.holding.put(lease, Held { reply, digest, payload: message.payload.clone(), until });
        let Some(stored) = stored else {
            self.finish_one(lease, &Ending::Dead { error: WIRE.stray.into() }).await?;
            return Ok(None);
        };
        let attempt = u32::try_from(info.delivered).unwrap_or(u32::MAX);
        Ok(Some(Job { lease, attempt, is_suspect: false, stored }))
    }

    async fn finish_one(&self, lease: Lease, ending: &Ending) -> Result<bool, InboxError> {
        let Some(held) = self.holding.get(lease) else {
            self.holding.remove(lease);
            return Ok(false);
        };
        let kind = match ending {
            Ending::Done => AckKind::Ack,
            Ending::Retry { after, .. } => AckKind::Nak(Some(*after)),
            Ending::Release => AckKind::Nak(None),
            Ending::Dead { error } => {
                // First there, then not here: in between it is in both.
                let id = WIRE.nats.dead_id.replace("SEQ", &lease.seq.to_string()).replace("DIGEST", &held.digest);
                self.publish(&self.names.dead_subject, id, held.payload, error).await?;
                AckKind::Ack
            }
        };
        self.client.request(held.reply, kind.into()).await.map_err(|error| failure(&error))?;
        self.holding.remove(lease);
        Ok(true)
    }

    async fn messages_in(&self, stream: &str) -> Result<async_nats::jetstream::stream::State, InboxError> {
        let stream = self.context.get_stream(stream).await.map_err(|error| failure(&error))?;
        Ok(stream.cached_info().state.clone())
    }
}

/// Reconnects for ever, with pauses of a second at most, as the user of the first address: the client itself does not look there.
fn options(servers: &[ServerAddr]) -> ConnectOptions {
    let options = ConnectOptions::new()
        .name("autosend-inbox")
        .request_timeout(Some(ANSWER_WITHIN))
        .max_reconnects(None)
        .reconnect_delay_callback(|attempts| Duration::from_millis(50 * attempts.min(20) as u64));
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let first = servers.first();
    match (first.and_then(ServerAddr::username), first.and_then(ServerAddr::password)) {
        (Some(user), Some(password)) => options.user_and_password(decoded(user), decoded(password)),
        (Some(token), None) => options.token(decoded(token)),
        _ => options,
    }
}

/// Each server of `nats://user:password@host:port,host:port`; all have the user of the first.
fn servers(address: &EngineAddress) -> Result<Vec<ServerAddr>, InboxError> {
    let (scheme, hosts) = address.server.split_once("://").ok_or_else(|| bad("write it like nats://host:4222"))?;
    let hosts = hosts.trim_end_matches('/');
    let user = hosts.split(',').next().and_then(|first| first.rsplit_once('@')).map(|(user, _)| user);
    let addresses = hosts.split(',').map(|host| match user {
        Some(user) if !host.contains('@') => format!("{scheme}://{user}@{host}"),
        _ => format!("{scheme}://{host}"),
    });
    addresses
        .map(|one| one.parse().map_err(|_| bad("write it like nats://user:password@host:4222,host:4222")))
        .collect()
}

fn number(sequence: u64) -> i64 {
    i64::try_from(sequence).unwrap_or(i64::MAX)
}

#[async_trait]
impl Engine for NatsEngine {
    fn address(&self) -> String {
        self.shown.clone()
    }

    fn appenders(&self) -> usize {
        APPENDERS
    }

    async fn append(&self, batch: &[Arrival], expired_before: i64, hold: bool) -> Result<Vec<Outcome>, InboxError> {
        if hold {
            return Err(InboxError::new(InboxErrorCode::Refused, "JetStream does not see that an id is used again"));
        }
        let payloads: Vec<Bytes> = batch.iter().map(|arrival| Bytes::from(encode(arrival))).collect();
        let longest = self.client.server_info().max_payload;
        if payloads.iter().any(|payload| payload.len() + HEADERS > longest) {
            let detail = format!("a delivery is longer than max_payload of the server, {longest} bytes");
            return Err(InboxError::new(InboxErrorCode::Refused, detail));
        }
        let published = batch.iter().zip(payloads);
        let all = join_all(published.map(|(arrival, payload)| self.append_one(arrival, payload, expired_before))).await;
        // Those that are in are duplicates when they come again.
        all.into_iter().collect()
    }

    async fn repeat(&self, _repeats: &[Arrival]) -> Result<Vec<i64>, InboxError> {
        Ok(Vec::new())
    }

    async fn claim(&self, limit: usize, lease: Duration) -> Result<Vec<Job>, InboxError> {
        let claimed = self.fetch(limit, lease).await;
        if claimed.is_err() {
            *self.consumer.lock().await = None;
        }
        claimed
    }

    async fn finish(&self, finished: &[Finish]) -> Result<Vec<bool>, InboxError> {
        let all = finished.iter().map(|Finish { lease, ending }| self.finish_one(*lease, ending));
        join_all(all).await.into_iter().collect()
    }

    fn renewer(&self) -> Box<dyn Renewer> {
        let (servers, holding) = (self.servers.clone(), self.holding.clone());
        Box::new(NatsRenewer { servers, options, holding, connected: None })
    }

    async fn next_due(&self) -> Result<Option<Duration>, InboxError> {
        Ok(None)
    }

    async fn stats(&self) -> Result<Stats, InboxError> {
        let entries = self.messages_in(&self.names.entries).await?;
        let dead = self.messages_in(&self.names.dead).await?;
        let oldest = i64::try_from(entries.first_timestamp.unix_timestamp_nanos() / 1_000_000).ok();
        Ok(Stats {
            counters: BTreeMap::from([("dead".to_owned(), number(dead.messages))]),
            waiting: number(entries.messages),
            oldest: oldest.filter(|_| entries.messages > 0),
            now: unix_millis(SystemTime::now()),
            default_partition_rows: None,
            secrets: Vec::new(),
        })
    }

    /// A message in a stream of its own, which keeps the last one.
    async fn probe(&self) -> Result<(), InboxError> {
        let id = format!("{:032x}", rand::random::<u128>());
        self.publish(&self.names.probe_subject, id, Bytes::new(), "").await.map(drop)
    }
}
