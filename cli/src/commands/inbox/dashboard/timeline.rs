//! Counts over time.

use autosend_webhooks_inbox::{Count, InboxError, Store};
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// How many deliveries are counted at most: the newest.
const SCANNED: usize = 200_000;

/// How long an answer is good for: several pages cost as much as one.
const FRESH: Duration = Duration::from_secs(5);

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How far to look back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Range {
    Hour,
    Day,
    Week,
    Month,
}

impl Range {
    /// Its length and that of its steps, in milliseconds.
    const fn lengths(self) -> (i64, i64) {
        match self {
            Self::Hour => (HOUR, MINUTE),
            Self::Day => (DAY, HOUR),
            Self::Week => (7 * DAY, 6 * HOUR),
            Self::Month => (30 * DAY, DAY),
        }
    }
}

/// What was received within a range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// When its first step begins, Unix milliseconds.
    since: i64,
    /// When its last step begins.
    last: i64,
    /// The length of a step, in milliseconds.
    width: i64,
    /// Whether all deliveries of the range were counted; otherwise the newest.
    complete: bool,
    counts: Vec<Count>,
}

/// What was asked for lately. One question at a time goes to the store.
#[derive(Default)]
pub struct Timelines(Mutex<HashMap<Range, (Instant, Timeline)>>);

impl Timelines {
    pub async fn get(&self, store: &dyn Store, range: Range) -> Result<Timeline, InboxError> {
        let mut known = self.0.lock().await;
        if let Some((at, timeline)) = known.get(&range).filter(|(at, _)| at.elapsed() < FRESH) {
            let _ = at;
            return Ok(timeline.clone());
        }
        let timeline = count(store, range, store.stats().await?.now).await?;
        known.insert(range, (Instant::now(), timeline.clone()));
        Ok(timeline)
    }
}

async fn count(store: &dyn Store, range: Range, now: i64) -> Result<Timeline, InboxError> {
    let (length, width) = range.lengths();
    let last = now - now.rem_euclid(width);
    let since = last + width - length;
    let counts = store.counts(since, width, SCANNED).await?;
    let counted: i64 = counts.iter().map(|one| one.count).sum();
    let complete = usize::try_from(counted).is_ok_and(|counted| counted < SCANNED);
    Ok(Timeline { since, last, width, complete, counts })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_whole_steps() {
        for range in [Range::Hour, Range::Day, Range::Week, Range::Month] {
            let (length, width) = range.lengths();
            assert!(length % width == 0 && length / width <= 60, "{range:?}");
        }
    }
}
