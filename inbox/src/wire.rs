//! What stands in engines beside the deliveries: names, texts and needed settings. Consumers in other languages are generated from
//! it, so that workers in all of them share one inbox.

use serde::Serialize;

/// What all engines have in common, and what each has besides. In names `INBOX` stands for that of the inbox.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Wire {
    /// The name of an inbox, unless another is given.
    pub inbox: &'static str,
    /// The consumer group, or durable consumer, that all workers share.
    pub group: &'static str,
    /// What a dead letter says that somebody else put there.
    pub stray: &'static str,
    /// NATS JetStream.
    pub nats: NatsWire,
    /// Redis Streams; its scripts are [`statements`](crate::statements) of `redis-streams`.
    pub redis: RedisWire,
}

/// Names in NATS JetStream.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct NatsWire {
    /// The stream of what is to be processed.
    pub entries: &'static str,
    /// Its subject.
    pub subject: &'static str,
    /// The stream of dead letters.
    pub dead: &'static str,
    /// Its subject.
    pub dead_subject: &'static str,
    /// The id of a dead letter's message: `SEQ` is the number in the stream it comes from, `DIGEST` that of the delivery.
    pub dead_id: &'static str,
    /// The header that says why a delivery is a dead letter.
    pub error_header: &'static str,
    /// How many deliveries all workers together may hold.
    pub max_held: i64,
}

/// Keys in Redis, all in one slot of a cluster.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct RedisWire {
    /// What all keys begin with.
    pub prefix: &'static str,
    /// After it: the stream of what is to be processed.
    pub entries: &'static str,
    /// After it: what is due after a failure.
    pub delayed: &'static str,
    /// After it: the stream of dead letters.
    pub dead: &'static str,
    /// What each setting must be, and what would happen otherwise.
    pub needed: [(&'static str, &'static str, &'static str); 4],
}

/// The one that this version speaks.
pub const WIRE: Wire = Wire {
    inbox: "autosend-inbox",
    group: "workers",
    stray: "this is no delivery",
    nats: NatsWire {
        entries: "INBOX",
        subject: "INBOX.new",
        dead: "INBOX-dead",
        dead_subject: "INBOX.dead",
        dead_id: "dead-SEQ-DIGEST",
        error_header: "Autosend-Error",
        max_held: 100_000,
    },
    redis: RedisWire {
        prefix: "{INBOX}:",
        entries: "entries",
        delayed: "delayed",
        dead: "dead",
        needed: [
            ("appendonly", "yes", "what is acknowledged would be in memory only"),
            ("appendfsync", "always", "what came in the last second would be lost with the power"),
            ("no-appendfsync-on-rewrite", "no", "nothing would be flushed while the log is rewritten"),
            ("maxmemory-policy", "noeviction", "deliveries would be removed to make room"),
        ],
    },
};

impl Wire {
    /// A name for an inbox.
    #[must_use]
    pub fn name(pattern: &str, inbox: &str) -> String {
        pattern.replace("INBOX", inbox)
    }
}
