//! The streams and the consumer of an inbox.

use super::check::refused;
use crate::{InboxError, WIRE, Wire};
use async_nats::jetstream::{
    Context,
    consumer::{AckPolicy, PullConsumer, pull},
    stream::{Config, Info, PersistenceMode, RetentionPolicy, StorageType, Stream},
};
use std::time::Duration;

/// What an inbox's streams are called, and how they are kept.
#[derive(Debug, Clone)]
pub struct Names {
    pub entries: String,
    pub subject: String,
    pub dead: String,
    pub dead_subject: String,
    pub probe_subject: String,
    pub replicas: usize,
    pub duplicate_window: Duration,
}

impl Names {
    pub fn of(inbox: &str, replicas: usize, duplicate_window: Duration) -> Self {
        let name = |pattern| Wire::name(pattern, inbox);
        Self {
            entries: name(WIRE.nats.entries),
            subject: name(WIRE.nats.subject),
            dead: name(WIRE.nats.dead),
            dead_subject: name(WIRE.nats.dead_subject),
            probe_subject: format!("{inbox}.probe"),
            replicas,
            duplicate_window,
        }
    }

    /// Makes the streams where they are missing, and refuses those that lose.
    pub async fn provide(&self, context: &Context) -> Result<(), InboxError> {
        // What is acknowledged leaves the work queue, and nothing else does.
        let entries = self.config(&self.entries, &self.subject, RetentionPolicy::WorkQueue);
        let dead = self.config(&self.dead, &self.dead_subject, RetentionPolicy::Limits);
        for config in [entries, dead] {
            let mut stream = context.get_or_create_stream(config).await.map_err(|error| failure(&error))?;
            self.check(stream.info().await.map_err(|error| failure(&error))?)?;
        }
        let probe = self.config(&format!("{}-probe", self.entries), &self.probe_subject, RetentionPolicy::Limits);
        let probe = Config { max_messages: 1, ..probe };
        context.get_or_create_stream(probe).await.map(drop).map_err(|error| failure(&error))
    }

    fn config(&self, name: &str, subject: &str, retention: RetentionPolicy) -> Config {
        Config {
            name: name.to_owned(),
            subjects: vec![subject.to_owned()],
            retention,
            storage: StorageType::File,
            num_replicas: self.replicas,
            duplicate_window: self.duplicate_window,
            ..Config::default()
        }
    }

    /// A stream that was there may have been made otherwise.
    fn check(&self, info: &Info) -> Result<(), InboxError> {
        let Config { name, storage, num_replicas, max_age, max_messages, max_bytes, .. } = &info.config;
        let fault = if *storage != StorageType::File {
            "storage is not file".to_owned()
        } else if *num_replicas < self.replicas {
            format!("replicas is {num_replicas}, and must be {}", self.replicas)
        } else if info.config.persist_mode == Some(PersistenceMode::Async) {
            "persist_mode is async, and must be default".to_owned()
        } else if !max_age.is_zero() || *max_messages > 0 || *max_bytes > 0 {
            "max_age, max_messages and max_bytes must not be set: what is not acknowledged would be removed".to_owned()
        } else {
            return Ok(());
        };
        Err(refused(&format!("the stream {name}: {fault}")))
    }

    /// The consumer that all workers share, with their lease.
    pub async fn consumer(&self, context: &Context, lease: Duration) -> Result<PullConsumer, InboxError> {
        let config = pull::Config {
            durable_name: Some(WIRE.group.to_owned()),
            ack_policy: AckPolicy::Explicit,
            ack_wait: lease,
            // Attempts are counted by the workers, which make dead letters; the server would only stop delivering.
            max_deliver: -1,
            max_ack_pending: WIRE.nats.max_held,
            ..pull::Config::default()
        };
        let stream: Stream = context.get_stream(&self.entries).await.map_err(|error| failure(&error))?;
        stream.create_consumer(config).await.map_err(|error| failure(&error))
    }
}

/// An answer of JetStream that is not one to what was asked.
pub fn failure(error: &impl std::fmt::Display) -> InboxError {
    InboxError::unavailable(&format!("NATS: {error}"))
}
