//! Recognising deliveries that were seen before.

use crate::{Delivery, Time, time::unix_millis};
use std::{
    collections::{HashMap, VecDeque},
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

/// How long a delivery is remembered by default: as long as the provider tells receivers to keep delivery ids.
pub(crate) const DEFAULT_WINDOW: Duration = Duration::from_hours(24);
/// How many deliveries are remembered by default.
pub(crate) const DEFAULT_CAPACITY: usize = 100_000;

/// What to do with a verified delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// Not seen before: process it.
    First,
    /// Seen before, by its id or by its body: answer 200 and do nothing.
    Duplicate,
    /// Created longer ago than the memory reaches, so nobody can tell whether it was seen: answer 200 and
    /// do nothing, or look it up in your own records.
    Expired,
}

/// Remembers deliveries in memory, to process each event once.
///
/// AutoSend repeats a delivery under the same id when an answer was lost, and whoever captured a request can
/// repeat its body under a new id with a fresh timestamp, since only the body is signed. So a delivery is
/// a duplicate when its id *or* the digest of its body was seen. A replayed body does not enter
/// its id: an attacker can't use it to make a genuine delivery to come look like a duplicate. And because
/// the memory ends somewhere, events whose signed creation time lies before it are told apart.
///
/// It lives in one process and forgets on restart: with several processes, use unique indexes on the id and the
/// digest in a database of yours.
///
/// ```
/// # use autosend_webhooks::{Admission, Deduplicator, Delivery};
/// # fn process(_: &Delivery) -> Result<(), ()> { Ok(()) }
/// fn receive(seen: &Deduplicator, delivery: &Delivery) -> u16 {
///     if seen.admit(delivery) != Admission::First {
///         return 200;
///     }
///     match process(delivery) {
///         Ok(()) => 200,
///         Err(()) => {
///             seen.forget(delivery); // let AutoSend's retry in
///             500
///         }
///     }
/// }
/// ```
pub struct Deduplicator {
    window: Duration,
    capacity: usize,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    by_digest: HashMap<[u8; 32], u64>,
    by_id: HashMap<Box<str>, u64>,
    /// In order of admission.
    order: VecDeque<Entry>,
    admissions: u64,
}

struct Entry {
    number: u64,
    digest: [u8; 32],
    id: Box<str>,
    /// From when on its age counts, Unix milliseconds: the later one of admission and creation, so that a replay finds
    /// the entry for as long as its creation time alone does not tell it.
    since: i64,
}

impl Deduplicator {
    /// Remembers each delivery for `window`, and at most `capacity` of them. Beyond that the oldest go first, and
    /// a replay of those gets in: choose a capacity above what you receive within the window.
    ///
    /// An entry takes some 250 bytes with the ids that AutoSend uses.
    #[must_use]
    pub fn new(window: Duration, capacity: usize) -> Self {
        Self { window, capacity: capacity.max(1), memory: Mutex::default() }
    }

    /// Whether a delivery is to be processed; one that is counts as seen from now on.
    ///
    /// Atomic: of any number of threads with the same delivery, one gets [`Admission::First`].
    pub fn admit(&self, delivery: &Delivery<'_>) -> Admission {
        self.admit_at(delivery, SystemTime::now())
    }

    /// [`admit`](Self::admit) with the clock as an argument.
    pub fn admit_at(&self, delivery: &Delivery<'_>, now: SystemTime) -> Admission {
        let (now, digest) = (unix_millis(now), delivery.digest());
        let created_at = delivery.created_at().map_or(now, Time::unix_millis);
        let horizon = now.saturating_sub(i64::try_from(self.window.as_millis()).unwrap_or(i64::MAX));
        let mut memory = self.memory();
        memory.drop_until(horizon);
        if memory.by_digest.contains_key(&digest) || memory.by_id.contains_key(&*delivery.id) {
            return Admission::Duplicate;
        }
        if created_at <= horizon {
            return Admission::Expired;
        }
        while memory.order.len() >= self.capacity {
            memory.drop_oldest();
        }
        memory.remember(digest, &delivery.id, now.max(created_at));
        Admission::First
    }

    /// Forgets a delivery whose processing failed, so that its retry is processed.
    pub fn forget(&self, delivery: &Delivery<'_>) {
        let mut memory = self.memory();
        // Both must belong to this delivery: a replay must not make the original's id free again.
        let (digest, id) = (delivery.digest(), &*delivery.id);
        let number = memory.by_digest.get(&digest).copied();
        if number.is_some() && memory.by_id.get(id).copied() == number {
            memory.by_digest.remove(&digest);
            memory.by_id.remove(id);
            memory.order.retain(|entry| Some(entry.number) != number);
        }
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // No code that can panic runs while the lock is held, so a poisoned memory is a whole one.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Deduplicator {
    /// 24 hours and 100 000 deliveries.
    fn default() -> Self {
        Self::new(DEFAULT_WINDOW, DEFAULT_CAPACITY)
    }
}

impl fmt::Debug for Deduplicator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deduplicator")
            .field("window", &self.window)
            .field("capacity", &self.capacity)
            .finish_non_exhaustive()
    }
}

impl Memory {
    fn remember(&mut self, digest: [u8; 32], id: &str, since: i64) {
        self.admissions += 1;
        let number = self.admissions;
        self.by_digest.insert(digest, number);
        self.by_id.insert(id.into(), number);
        self.order.push_back(Entry { number, digest, id: id.into(), since });
    }

    fn drop_until(&mut self, horizon: i64) {
        while self.order.front().is_some_and(|entry| entry.since < horizon) {
            self.drop_oldest();
        }
    }

    fn drop_oldest(&mut self) {
        if let Some(entry) = self.order.pop_front() {
            self.by_digest.remove(&entry.digest);
            self.by_id.remove(&entry.id);
        }
    }
}
