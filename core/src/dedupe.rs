//! Recognising deliveries that were seen before.

use crate::{Delivery, Time, time::unix_millis};
use std::{
    collections::{BTreeMap, HashMap, hash_map},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

/// How long a delivery is remembered by default: as long as the provider tells receivers to keep delivery ids.
pub const DEFAULT_WINDOW: Duration = Duration::from_hours(24);
/// How many deliveries are remembered by default.
pub const DEFAULT_CAPACITY: usize = 100_000;

/// What to do with a verified delivery.
#[derive(Debug)]
#[must_use = "a claim that is dropped is free again"]
pub enum Admission {
    /// Neither done nor claimed: process it, then call [`Claim::done`]. A claim that is dropped before frees the
    /// delivery, so that the retry is processed: an error, a panic or a cancelled future does not lose the event.
    First(Claim),
    /// Processed before: respond with 200 and do nothing.
    Duplicate,
    /// Somebody processes it just now, and may fail yet: respond with 503 with `Retry-After: 1`, so that it comes again.
    InProgress,
    /// Not known, and created before the memory begins, so nobody can tell whether it was processed: respond with 200, log
    /// it, and look it up in your own records if it matters.
    Expired,
}

/// Remembers deliveries in memory, to process each event once. Clones share the memory.
///
/// AutoSend signs the body alone, so *the body alone identifies an event*, by its SHA-256 digest. Retries repeat it byte for
/// byte, and whoever captured a request can repeat it too, under any delivery id. The id is a label: one that comes with
/// an unseen body is reported by [`Claim::id_reused`], and the event is processed, for nothing authentic may be lost
/// because of a header that is not signed.
///
/// A delivery is claimed, and then done or free again. What is done is remembered for the window, counted from the
/// admission or the event's creation time, whichever is later, and up to the capacity; what is claimed is neither counted
/// nor evicted. Because the memory ends somewhere, events whose signed creation time lies before it are
/// told apart as [`Admission::Expired`].
///
/// It lives in one process and forgets on restart: with several processes, use a unique index on the digest in a database of
/// yours.
///
/// ```
/// # use autosend_webhooks::{Admission, Deduplicator, Delivery};
/// # async fn process(_: &Delivery<'_>) -> Result<(), ()> { Ok(()) }
/// async fn receive(seen: &Deduplicator, delivery: &Delivery<'_>) -> u16 {
///     match seen.admit(delivery) {
///         Admission::First(claim) => match process(delivery).await {
///             Ok(()) => {
///                 claim.done();
///                 200
///             }
///             Err(()) => 500, // the claim ends here: AutoSend's retry is processed
///         },
///         Admission::InProgress => 503,
///         Admission::Duplicate => 200,
///         Admission::Expired => {
///             eprintln!("{} is too old to be told from a repeat: {}", delivery.id, delivery.event_type());
///             200
///         }
///     }
/// }
/// ```
#[derive(Clone)]
pub struct Deduplicator {
    window: Duration,
    memory: Arc<Mutex<Memory>>,
}

/// The right and the duty to process a delivery. Dropped before [`done`](Self::done), it frees the delivery.
#[must_use = "a claim that is dropped is free again"]
pub struct Claim {
    memory: Arc<Mutex<Memory>>,
    digest: [u8; 32],
    number: u64,
    id_reused: bool,
}

struct Memory {
    capacity: usize,
    entries: HashMap<[u8; 32], Entry>,
    /// How many entries each delivery id has.
    ids: HashMap<Arc<str>, usize>,
    /// What is done, by the order in which it was.
    done: BTreeMap<u64, [u8; 32]>,
    /// Counts claims and what is done.
    last_number: u64,
}

struct Entry {
    id: Arc<str>,
    /// From when on its age counts, Unix milliseconds: the later one of admission and creation, so that a replay finds
    /// the entry for as long as its creation time alone does not tell it.
    since: i64,
    state: State,
}

enum State {
    /// By the claim of this number.
    Claimed(u64),
    /// Under this number in [`Memory::done`].
    Done(u64),
}

impl Deduplicator {
    /// Remembers what is done for `window`, and at most `capacity` of it, at least one. Beyond that what was done first goes
    /// first, and a replay of it is processed: choose a capacity above what you receive within the window.
    ///
    /// An entry takes some 250 bytes with the ids that AutoSend uses.
    #[must_use]
    pub fn new(window: Duration, capacity: usize) -> Self {
        let memory = Memory {
            capacity: capacity.max(1),
            entries: HashMap::new(),
            ids: HashMap::new(),
            done: BTreeMap::new(),
            last_number: 0,
        };
        Self { window, memory: Arc::new(Mutex::new(memory)) }
    }

    /// Whether a delivery is to be processed; one that is belongs to whoever holds the claim.
    ///
    /// Atomic: of any number of threads with the same delivery, one gets [`Admission::First`].
    pub fn admit(&self, delivery: &Delivery<'_>) -> Admission {
        self.admit_at(delivery, SystemTime::now())
    }

    /// [`admit`](Self::admit) with the clock as an argument.
    pub fn admit_at(&self, delivery: &Delivery<'_>, now: SystemTime) -> Admission {
        self.admit_digest(delivery.digest(), &delivery.id, delivery.created_at().map(Time::unix_millis), now)
    }

    /// [`admit_at`](Self::admit_at) for what another verifier took: by the SHA-256 of an authentic body, the delivery's id, and
    /// when its event was created, in Unix milliseconds, if what is signed says so.
    ///
    /// ```
    /// # use autosend_webhooks::{Admission, Deduplicator};
    /// # use std::time::SystemTime;
    /// let (seen, digest, now) = (Deduplicator::default(), [7; 32], SystemTime::now());
    /// let Admission::First(claim) = seen.admit_digest(digest, "evt_1", None, now) else { unreachable!() };
    /// claim.done();
    /// assert!(matches!(seen.admit_digest(digest, "evt_1", None, now), Admission::Duplicate));
    /// ```
    pub fn admit_digest(&self, digest: [u8; 32], id: &str, created_at: Option<i64>, now: SystemTime) -> Admission {
        let now = unix_millis(now);
        let created_at = created_at.unwrap_or(now);
        let horizon = now.saturating_sub(i64::try_from(self.window.as_millis()).unwrap_or(i64::MAX));
        let mut memory = lock(&self.memory);
        memory.drop_until(horizon);
        match memory.entries.get(&digest) {
            Some(Entry { state: State::Claimed(_), .. }) => return Admission::InProgress,
            Some(entry) if entry.since >= horizon => return Admission::Duplicate,
            Some(_) => memory.remove(&digest),
            None => {}
        }
        if created_at <= horizon {
            return Admission::Expired;
        }
        let id_reused = memory.ids.contains_key(id);
        let number = memory.claim(digest, id, now.max(created_at));
        Admission::First(Claim { memory: Arc::clone(&self.memory), digest, number, id_reused })
    }

    /// Marks a delivery as processed where its claim was [left](Claim::leave). One that nobody claims stays as it is.
    pub fn done(&self, delivery: &Delivery<'_>) {
        lock(&self.memory).finish(&delivery.digest(), None);
    }

    /// [`done`](Self::done) by the SHA-256 of the body, for what [`admit_digest`](Self::admit_digest) took.
    pub fn done_digest(&self, digest: &[u8; 32]) {
        lock(&self.memory).finish(digest, None);
    }

    /// Frees a delivery, whether its claim was [left](Claim::leave) or it was done: when it comes again, it is processed.
    pub fn forget(&self, delivery: &Delivery<'_>) {
        lock(&self.memory).remove(&delivery.digest());
    }
}

impl Claim {
    /// Whether the memory knows the delivery's id by another body: a replay took the id, or the sender gave it
    /// twice. Worth a line in the log; the event is to be processed all the same.
    #[must_use]
    pub const fn id_reused(&self) -> bool {
        self.id_reused
    }

    /// The delivery was processed: from now on it is a [`Duplicate`](Admission::Duplicate).
    pub fn done(self) {
        lock(&self.memory).finish(&self.digest, Some(self.number));
    }

    /// Leaves the delivery claimed without a claim to hold, for code that can't hold one, such as a binding for another
    /// language: it then has to call [`Deduplicator::done`] or [`Deduplicator::forget`].
    pub fn leave(mut self) {
        self.number = NOBODY;
    }
}

/// No claim has this number.
const NOBODY: u64 = 0;

impl Drop for Claim {
    fn drop(&mut self) {
        lock(&self.memory).release(&self.digest, self.number);
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
            .field("capacity", &lock(&self.memory).capacity)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claim").field("id_reused", &self.id_reused).finish_non_exhaustive()
    }
}

fn lock(memory: &Mutex<Memory>) -> MutexGuard<'_, Memory> {
    // No code that can panic runs while the lock is held, so a poisoned memory is a whole one.
    memory.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Memory {
    const fn next_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    fn claim(&mut self, digest: [u8; 32], id: &str, since: i64) -> u64 {
        let number = self.next_number();
        let id: Arc<str> = id.into();
        *self.ids.entry(Arc::clone(&id)).or_default() += 1;
        self.entries.insert(digest, Entry { id, since, state: State::Claimed(number) });
        number
    }

    /// Marks as done what is claimed, by the claim of that number if there is one.
    fn finish(&mut self, digest: &[u8; 32], claim: Option<u64>) {
        let number = self.next_number();
        let Some(entry) = self.entries.get_mut(digest) else { return };
        let State::Claimed(holder) = entry.state else { return };
        if claim.is_some_and(|claim| claim != holder) {
            return;
        }
        entry.state = State::Done(number);
        self.done.insert(number, *digest);
        while self.done.len() > self.capacity {
            self.drop_oldest();
        }
    }

    /// Frees what the claim of that number still holds.
    fn release(&mut self, digest: &[u8; 32], claim: u64) {
        let holds = |entry: &Entry| matches!(entry.state, State::Claimed(holder) if holder == claim);
        if self.entries.get(digest).is_some_and(holds) {
            self.remove(digest);
        }
    }

    fn remove(&mut self, digest: &[u8; 32]) {
        let Some(entry) = self.entries.remove(digest) else { return };
        if let State::Done(number) = entry.state {
            self.done.remove(&number);
        }
        if let hash_map::Entry::Occupied(mut count) = self.ids.entry(entry.id) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }

    fn drop_until(&mut self, horizon: i64) {
        let is_old = |entry: &Entry| entry.since < horizon;
        while let Some(digest) = self.oldest().filter(|digest| self.entries.get(digest).is_some_and(is_old)) {
            self.remove(&digest);
        }
    }

    fn drop_oldest(&mut self) {
        if let Some(digest) = self.oldest() {
            self.remove(&digest);
        }
    }

    /// What was done first.
    fn oldest(&self) -> Option<[u8; 32]> {
        self.done.first_key_value().map(|(_, digest)| *digest)
    }
}
