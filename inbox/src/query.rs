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

/// A delivery, as far as its body goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// Its number in this inbox.
    pub seq: i64,
    /// When it was stored, Unix milliseconds.
    pub received: i64,
    /// The event's type.
    pub event_type: String,
    /// The signed bytes. Empty once they were erased.
    pub body: Vec<u8>,
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

/// Counters by name, those of secrets apart: `new`, `duplicate`, `expired`, `held`, `id_reused`, `done`, `failed`, `dead`, and `type:` with a type.
pub type Counters = BTreeMap<String, i64>;

/// What a receiver's secret was good for. It goes by a name that does not tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SecretUse {
    /// What it is called.
    pub secret: String,
    /// How many deliveries it matched, repeats too.
    pub matched: i64,
    /// When it matched for the last time, Unix milliseconds.
    pub last: Option<i64>,
    /// Since when a receiver has had it, Unix milliseconds.
    pub since: i64,
    /// When a receiver last said that it has it, Unix milliseconds.
    pub loaded: i64,
}

impl SecretUse {
    /// How long a receiver may say nothing, and how long a secret may match nothing, in milliseconds.
    const LOADED_WITHIN: i64 = 5 * 60_000;
    const SILENT_AFTER: i64 = 24 * 3_600_000;

    /// Whether a receiver has it now.
    #[must_use]
    pub const fn is_loaded(&self, now: i64) -> bool {
        now - self.loaded <= Self::LOADED_WITHIN
    }

    /// For how long it has matched nothing, in milliseconds.
    #[must_use]
    pub fn silent_for(&self, now: i64) -> i64 {
        now - self.last.unwrap_or(self.since)
    }

    fn speaks(&self, now: i64) -> bool {
        self.is_loaded(now) && self.last.is_some() && self.silent_for(now) <= Self::SILENT_AFTER
    }
}

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
    /// What the secrets of its receivers were good for, as they tell it every few seconds.
    pub secrets: Vec<SecretUse>,
}

impl Stats {
    /// The secrets that a receiver has, and that matched nothing for a day while another one did: those of webhooks that were
    /// replaced.
    #[must_use]
    pub fn silent_secrets(&self) -> Vec<&SecretUse> {
        let is_silent =
            |one: &&SecretUse| one.is_loaded(self.now) && one.silent_for(self.now) > SecretUse::SILENT_AFTER;
        let other_speaks = self.secrets.iter().any(|one| one.speaks(self.now));
        self.secrets.iter().filter(|one| other_speaks && is_silent(one)).collect()
    }
}

/// Where the counter of what a secret matched is, and the notes on it.
pub(crate) const SECRET_COUNTER: &str = "secret:";
const SECRET_NOTES: [&str; 3] = ["secret_since:", "secret_loaded:", "secret_matched:"];

/// Takes the uses of secrets out of the counters, with the times that are noted.
pub(crate) fn secret_uses(counters: &mut Counters, notes: Vec<(String, i64)>) -> Vec<SecretUse> {
    let mut uses: BTreeMap<String, SecretUse> = BTreeMap::new();
    for (name, at) in notes {
        let Some((kind, secret)) = SECRET_NOTES.iter().find_map(|kind| Some((*kind, name.strip_prefix(kind)?))) else {
            continue;
        };
        let matched = counters.remove(&format!("{SECRET_COUNTER}{secret}"));
        let new = SecretUse { secret: secret.to_owned(), matched: 0, last: None, since: at, loaded: at };
        let one = uses.entry(secret.to_owned()).or_insert(new);
        one.matched += matched.unwrap_or(0);
        match kind {
            "secret_since:" => one.since = at,
            "secret_loaded:" => one.loaded = at,
            _ => one.last = Some(at),
        }
    }
    uses.into_values().collect()
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
