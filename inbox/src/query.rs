//! Looking into an inbox.

use serde::Serialize;
use std::{collections::BTreeMap, fmt::Write};

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// For a worker, now or at its next attempt.
    Waiting,
    /// A worker has it.
    Working,
    /// Processed.
    Done,
    /// All attempts failed.
    Dead,
    /// Too old to tell whether it was seen; kept from the workers.
    Expired,
    /// Came under an id that was taken; kept from the workers.
    Held,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Waiting, Self::Working, Self::Done, Self::Dead, Self::Expired, Self::Held];

    /// As it stands in tables and filters.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Working => "working",
            Self::Done => "done",
            Self::Dead => "dead",
            Self::Expired => "expired",
            Self::Held => "held",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }
}

/// Which deliveries to list; all conditions hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// This event type.
    pub event_type: Option<String>,
    /// About this address; case does not matter.
    pub address: Option<String>,
    /// With this delivery id.
    pub delivery_id: Option<String>,
    /// In this state.
    pub status: Option<Status>,
    /// Only those whose id had come with another body.
    pub id_reused: bool,
    /// Received at this time or later, Unix milliseconds.
    pub since: Option<i64>,
    /// Older than this number: the next page.
    pub before_seq: Option<i64>,
}

impl Filter {
    /// The statement that lists, with the conditions that an index answers said once more, plainly: where each condition may
    /// be switched off by a parameter, a database looks at every delivery there is. `sign` stands before a parameter's number.
    pub(crate) fn narrowed(&self, list: &str, sign: char) -> String {
        let mut conditions = String::new();
        match self.status {
            Some(Status::Dead) => conditions += " AND d.seq IN (SELECT seq FROM inbox_dead)",
            Some(Status::Waiting | Status::Working) => conditions += " AND d.seq IN (SELECT seq FROM inbox_job)",
            _ => {}
        }
        if self.address.is_some() {
            let _ = write!(conditions, " AND d.address = {sign}2");
        }
        if self.id_reused {
            conditions += " AND d.id_reused";
        }
        if self.delivery_id.is_some() {
            let _ = write!(conditions, " AND d.seq IN (SELECT seq FROM inbox_seen WHERE delivery_id = {sign}3)");
        }
        let (before, order) = list.rsplit_once("ORDER BY").unwrap_or((list, ""));
        format!("{before}{conditions} ORDER BY{order}")
    }
}

/// A delivery in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Its number in this inbox.
    pub seq: i64,
    /// Its id, a label.
    pub delivery_id: String,
    /// The event's type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Whom it is about.
    pub address: Option<String>,
    /// Signed creation time, Unix milliseconds.
    pub created: Option<i64>,
    /// When it says it was sent, Unix milliseconds.
    pub sent: Option<i64>,
    /// When it was stored, Unix milliseconds.
    pub received: i64,
    /// Which of the secrets matched, from 0.
    pub secret: i64,
    /// Whether its id had come with another body.
    pub id_reused: bool,
    /// Where it stands.
    pub status: Status,
    /// How often its body came again.
    pub repeats: i64,
    /// How often it was tried.
    pub attempts: i64,
    /// What the last attempt said, if it failed.
    pub error: Option<String>,
}

/// One try to process a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// From 1.
    pub attempt: i64,
    /// When it ended, Unix milliseconds.
    pub ended: i64,
    /// Why it failed; none where it went well.
    pub error: Option<String>,
}

/// A repeat that came under another id or with another secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repeat {
    /// When, Unix milliseconds.
    pub at: i64,
    /// The id that it claimed.
    pub delivery_id: String,
    /// Which of the secrets matched, from 0.
    pub secret: i64,
}

/// Counters by name: `new`, `duplicate`, `expired`, `held`, `id_reused`, `done`, `failed`, `dead`, and `type:` with a type.
pub type Counters = BTreeMap<String, i64>;

/// What an inbox holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Since the tables were made.
    pub counters: Counters,
    /// Unfinished deliveries.
    pub waiting: i64,
    /// When the oldest unfinished one was received, Unix milliseconds.
    pub oldest: Option<i64>,
    /// The store's clock, Unix milliseconds.
    pub now: i64,
    /// Keys and deliveries in PostgreSQL's default partitions: more than a few mean that nobody makes partitions ahead.
    /// None where the tables have no partitions.
    pub default_partition_rows: Option<i64>,
}

/// What pruning removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Pruned {
    /// Bodies, with all that the archive had of them.
    pub deliveries: u64,
    /// Keys: what is older than the oldest kept one is expired from now on.
    pub keys: u64,
    /// Partitions that were dropped, with all that they held.
    pub partitions: u64,
}

/// How many deliveries of a type were received within a step of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// When the step began, Unix milliseconds: a multiple of its length.
    pub start: i64,
    /// The event's type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `new`, or why they are kept from the workers: `expired`, `held`.
    pub outcome: String,
    /// How many.
    pub count: i64,
}
