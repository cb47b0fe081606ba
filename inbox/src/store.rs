//! What an inbox asks of a database.

use crate::{Arrival, Attempt, Count, Filter, InboxError, Outcome, Pruned, Recent, Repeat, Stats, Summary};
use async_trait::async_trait;
use autosend_webhooks::{Delivery, WebhookError};
use std::{sync::Arc, time::Duration};
use tokio::{sync::Notify, task::JoinHandle};

/// A duration in milliseconds, as the databases count.
pub(crate) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// The right to work on a delivery, until it ends or another worker takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lease {
    /// The delivery.
    pub seq: i64,
    /// Never given twice: whoever completes must name it, so that a worker which lost its lease changes nothing.
    pub number: i64,
}

/// A stored delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its number in this inbox.
    pub seq: i64,
    /// Its id, a label.
    pub delivery_id: String,
    /// The event's type.
    pub event_type: String,
    /// Signed creation time, Unix milliseconds.
    pub created: Option<i64>,
    /// When it says it was sent, Unix milliseconds.
    pub sent: Option<i64>,
    /// When it was stored, Unix milliseconds.
    pub received: i64,
    /// Which of the secrets matched, from 0.
    pub secret: i64,
    /// SHA-256 of the body.
    pub digest: Vec<u8>,
    /// JSON object of the headers that are kept.
    pub headers: String,
    /// The signed bytes. Empty once they were erased.
    pub body: Vec<u8>,
}

impl Stored {
    /// Reads the event again. Fails where the body was erased.
    pub fn delivery(&self) -> Result<Delivery<'_>, WebhookError> {
        Delivery::trusted(self.delivery_id.as_str(), &self.body)
    }
}

/// A delivery that is to be processed now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// What to name when it is done.
    pub lease: Lease,
    /// Which try this is, from 1.
    pub attempt: u32,
    /// Whether it may be what ends its workers: it was tried before, and the last worker did not come back. Nothing else runs
    /// beside it, so that nothing else dies with it.
    pub is_suspect: bool,
    /// What was delivered.
    pub stored: Stored,
}

/// How a try ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It is done.
    Done,
    /// It failed, and is tried again.
    Retry {
        /// In this time.
        after: Duration,
        /// Why.
        error: String,
    },
    /// It failed for good.
    Dead {
        /// Why.
        error: String,
    },
    /// It was not tried, or not to its end: it is free again at once, and why is nobody's fault.
    Release,
}

/// The end of a try, to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finish {
    /// Whose.
    pub lease: Lease,
    /// How it ended.
    pub ending: Ending,
}

/// Keeps leases alive. It is called from a thread of its own, so that a handler that blocks its event loop loses none.
pub trait Renewer: Send {
    /// Makes leases end a duration from now, and returns those that are another's by now.
    fn renew(&mut self, leases: &[Lease], lease: Duration) -> Result<Vec<Lease>, InboxError>;
}

/// What takes deliveries in and hands them out: a database, or an engine that a fleet already runs. Everything that it says is
/// done is durable.
#[async_trait]
pub trait Engine: Send + Sync + 'static {
    /// What it is, without password: for logs.
    fn address(&self) -> String;

    /// How many batches it takes at once.
    fn appenders(&self) -> usize;

    /// Stores a batch in one transaction, and tells what became of each. No two have the same identity; they come
    /// sorted by it. `expired_before`, Unix milliseconds: what was created then or earlier
    /// and never seen is expired. It comes from the receiver's clock, which has just agreed with the provider's; the
    /// database's may be wrong.
    async fn append(&self, batch: &[Arrival], expired_before: i64, hold: bool) -> Result<Vec<Outcome>, InboxError>;

    /// Counts repeats of bodies that are in the store, and notes their other ids. Returns the numbers of the first; none where an
    /// engine counts no repeats.
    async fn repeat(&self, repeats: &[Arrival]) -> Result<Vec<i64>, InboxError>;

    /// Takes what is due, or whose lease has ended, for a duration. Counts the attempt. A suspect comes alone.
    async fn claim(&self, limit: usize, lease: Duration) -> Result<Vec<Job>, InboxError>;

    /// Writes down how tries ended, and tells which of them still had their lease.
    async fn finish(&self, finished: &[Finish]) -> Result<Vec<bool>, InboxError>;

    /// What keeps leases alive.
    fn renewer(&self) -> Box<dyn Renewer>;

    /// In how long something is due; none if nothing waits.
    async fn next_due(&self) -> Result<Option<Duration>, InboxError>;

    /// Has `stored` told when another process stored something, until the task is stopped; none where nobody says so. A hint:
    /// workers look by themselves too.
    fn listen(&self, stored: Arc<Notify>) -> Option<JoinHandle<()>> {
        let _ = stored;
        None
    }

    /// What it holds.
    async fn stats(&self) -> Result<Stats, InboxError>;

    /// Notes that a receiver has secrets, by what they are called, and how many deliveries each has matched since it last said so.
    /// An engine that keeps no counters forgets it.
    async fn note_secrets(&self, _matched: &[(String, i64)]) -> Result<(), InboxError> {
        Ok(())
    }

    /// What is to be done now and then, and does no harm when done twice: partitions for the days to come. An [`Inbox`]
    /// does it when it begins and each hour.
    ///
    /// [`Inbox`]: crate::Inbox
    async fn maintain(&self) -> Result<(), InboxError> {
        Ok(())
    }

    /// A real commit: whether the store can keep what is given to it.
    async fn probe(&self) -> Result<(), InboxError>;

    /// Ends what the store has open, in order, after what was given to it; it does nothing afterwards. Without it nothing is lost,
    /// and SQLite leaves a log beside the database that the next one to open it takes over.
    async fn close(&self) {}
}

/// An engine that also keeps an archive, to look into and to put right: a database.
#[async_trait]
pub trait Store: Engine {
    /// Which of these bodies were seen, under whatever id: the number of each one that was.
    async fn known(&self, arrivals: &[Arrival]) -> Result<Vec<Option<i64>>, InboxError>;

    /// Deliveries, newest first.
    async fn list(&self, filter: &Filter, limit: usize) -> Result<Vec<Summary>, InboxError>;

    /// Bodies of what was received at that time or later, Unix milliseconds: of those older than a number, the newest.
    async fn recent(&self, since: i64, before_seq: i64, limit: usize) -> Result<Vec<Recent>, InboxError>;

    /// One of them, whole.
    async fn find(&self, seq: i64) -> Result<Option<Stored>, InboxError>;

    /// The tries of one of them, and the repeats that came under other ids.
    async fn history(&self, seq: i64) -> Result<(Vec<Attempt>, Vec<Repeat>), InboxError>;

    /// Has deliveries processed again, whatever became of them. Returns how many were not waiting already.
    async fn replay(&self, seqs: &[i64]) -> Result<u64, InboxError>;

    /// Removes finished deliveries older than `bodies` and keys older than `keys`: at most `limit` of each, or, where the
    /// tables have partitions by day and the ages are a day or more, one whole day of each. To be called until it removes nothing.
    async fn prune(&self, bodies: Duration, keys: Duration, limit: usize) -> Result<Pruned, InboxError>;

    /// Removes body, headers and address of the finished deliveries about an address. Keys stay.
    async fn erase(&self, address: &str) -> Result<u64, InboxError>;

    /// What was received since a time, Unix milliseconds, counted by type and outcome in steps of `width` milliseconds. Only the
    /// newest `scanned` deliveries are looked at: where the counts add up to as many, there may be older ones.
    async fn counts(&self, since: i64, width: i64, scanned: usize) -> Result<Vec<Count>, InboxError>;
}
