//! What the workers of this process have: the partitions that are theirs, and the leases on their records.

use super::window::{Entry, Window};
use crate::{InboxError, Lease, Renewer};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::Notify;

/// How many workers may not have come back from a record before it runs alone.
const SUSPECT_AFTER: u32 = 2;

/// A partition: of the topic of retries or of new deliveries, and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub is_retry: bool,
    pub partition: i32,
}

/// A record that a worker has.
#[derive(Debug, Clone)]
pub struct Held {
    pub place: Place,
    pub offset: i64,
    pub entry: Entry,
    /// How often it was tried, with this time.
    pub attempt: u32,
    pub is_suspect: bool,
    /// Then it is another's. Counted from before it was taken.
    until: Instant,
    /// Whether its copy is in the topic of retries or of dead letters already.
    pub is_forwarded: bool,
}

#[derive(Default)]
struct State {
    windows: BTreeMap<Place, Window>,
    leases: HashMap<Lease, Held>,
    /// Of leases: never used again.
    last_number: i64,
    /// How many claims there were: each begins with another partition.
    turns: usize,
}

/// Shared by the thread that reads, the workers, and what renews their leases.
#[derive(Clone, Default)]
pub struct Holding(Arc<(Mutex<State>, Condvar)>);

/// What a commit is to say of a partition.
pub type Commit = (Place, i64, String);

impl Holding {
    /// A partition has become this process's.
    pub fn assign(&self, place: Place, window: Window) {
        self.all().windows.insert(place, window);
    }

    /// Partitions go to another: what is at work in them may end, for so long.
    pub fn leave(&self, places: &[Place], wait: Duration) {
        let mut state = self.all();
        for place in places {
            if let Some(window) = state.windows.get_mut(place) {
                window.is_leaving = true;
            }
        }
        let until = Instant::now() + wait;
        loop {
            let now = Instant::now();
            let is_at_work = |held: &Held| places.contains(&held.place) && now < held.until;
            if now >= until || !state.leases.values().any(is_at_work) {
                return;
            }
            // Not longer than a lease may end without anybody saying so.
            let pause = (until - now).min(Duration::from_millis(50));
            state = self.0.1.wait_timeout(state, pause).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Partitions are another's: so is what was leased of them.
    pub fn revoke(&self, places: &[Place]) {
        let mut state = self.all();
        state.windows.retain(|place, _| !places.contains(place));
        state.leases.retain(|_, held| !places.contains(&held.place));
    }

    /// Takes what was read. Returns whether its partition is to be paused.
    pub fn read(&self, place: Place, offset: i64, entry: Entry) -> bool {
        let mut state = self.all();
        let Some(window) = state.windows.get_mut(&place) else { return false };
        window.read(offset, entry);
        let is_paused = window.is_full() && !window.is_paused;
        window.is_paused |= is_paused;
        is_paused
    }

    /// Partitions that were paused and need not be any more.
    pub fn resumed(&self) -> Vec<Place> {
        let mut state = self.all();
        let resumed = state.windows.iter_mut().filter(|(_, window)| window.is_paused && !window.is_full());
        resumed
            .map(|(place, window)| {
                window.is_paused = false;
                *place
            })
            .collect()
    }

    /// Whether a lease ended that nobody renewed: who does not look after what it has gives all of it away.
    pub fn is_neglected(&self) -> bool {
        let now = Instant::now();
        self.all().leases.values().any(|held| held.until <= now)
    }

    pub fn is_empty(&self) -> bool {
        self.all().leases.is_empty()
    }

    /// Takes what is due, and what to commit of that. One that may end its workers comes alone.
    pub fn claim(&self, limit: usize, now: i64, until: Instant) -> (Vec<(Lease, Held)>, Vec<Commit>) {
        let mut state = self.all();
        if state.leases.values().any(|held| held.is_suspect) {
            return Default::default();
        }
        let chosen = state.choose(limit, now);
        let jobs: Vec<_> = chosen.iter().filter_map(|(place, offset)| state.begin(*place, *offset, until)).collect();
        let commits = state.commits(jobs.iter().map(|(_, held)| held.place));
        (jobs, commits)
    }

    /// A record whose lease has not ended.
    pub fn get(&self, lease: Lease) -> Option<Held> {
        let now = Instant::now();
        self.all().leases.get(&lease).filter(|held| now < held.until).cloned()
    }

    /// Its copy is kept.
    pub fn forwarded(&self, lease: Lease) {
        if let Some(held) = self.all().leases.get_mut(&lease) {
            held.is_forwarded = true;
        }
    }

    /// They are free again, and nobody's attempt.
    pub fn release(&self, leases: &[Lease]) -> Vec<Commit> {
        let mut state = self.all();
        let released: Vec<_> = leases.iter().filter_map(|lease| state.leases.remove(lease)).collect();
        for held in &released {
            if let Some(window) = state.windows.get_mut(&held.place) {
                window.release(held.offset);
            }
        }
        self.0.1.notify_all();
        state.commits(released.iter().map(|held| held.place))
    }

    /// They are done, if `commit` says so: it is told what to commit. Otherwise nothing has changed.
    pub fn finish(
        &self,
        leases: &[Lease],
        commit: impl FnOnce(&[Commit]) -> Result<(), InboxError>,
    ) -> Result<(), InboxError> {
        let mut state = self.all();
        let held: Vec<Held> = leases.iter().filter_map(|lease| state.leases.get(lease).cloned()).collect();
        let removed: Vec<_> = held
            .iter()
            .filter_map(|held| Some((held, state.windows.get_mut(&held.place)?.finish(held.offset)?)))
            .collect();
        let commits = state.commits(held.iter().map(|held| held.place));
        // Others may read, claim and renew meanwhile.
        drop(state);
        let committed = commit(&commits);
        let mut state = self.all();
        if committed.is_ok() {
            state.leases.retain(|lease, _| !leases.contains(lease));
        } else {
            for (held, was) in removed {
                if let Some(window) = state.windows.get_mut(&held.place) {
                    window.put_back(held.offset, was);
                }
            }
        }
        self.0.1.notify_all();
        committed
    }

    /// In how many milliseconds something is due.
    pub fn next_due(&self, now: i64) -> Option<i64> {
        let state = self.all();
        state.windows.values().filter_map(Window::next_due).min().map(|due| (due - now).max(0))
    }

    fn all(&self) -> MutexGuard<'_, State> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// From every partition in turn.
    fn choose(&mut self, limit: usize, now: i64) -> Vec<(Place, i64)> {
        let count = self.windows.len().max(1);
        self.turns = self.turns.wrapping_add(1) % count;
        let turned = self.windows.iter().cycle().skip(self.turns).take(self.windows.len());
        let mut due: Vec<_> = turned.map(|(place, window)| (*place, window.due(now, limit))).collect();
        let mut chosen = Vec::new();
        while chosen.len() < limit {
            let before = chosen.len();
            for (place, due) in &mut due {
                match due.next() {
                    Some((offset, tried)) if tried >= SUSPECT_AFTER => return vec![(*place, offset)],
                    Some((offset, _)) => chosen.push((*place, offset)),
                    None => {}
                }
            }
            if chosen.len() == before {
                break;
            }
        }
        chosen.truncate(limit);
        chosen
    }

    fn begin(&mut self, place: Place, offset: i64, until: Instant) -> Option<(Lease, Held)> {
        let window = self.windows.get_mut(&place)?;
        let tried = window.begin(offset);
        let entry = window.entry(offset)?.clone();
        self.last_number += 1;
        let lease = Lease { seq: entry.seq, number: self.last_number };
        let (attempt, is_suspect) = (entry.failed.saturating_add(tried), tried > SUSPECT_AFTER);
        let held = Held { place, offset, entry, attempt, is_suspect, until, is_forwarded: false };
        self.leases.insert(lease, held.clone());
        Some((lease, held))
    }

    fn commits(&self, places: impl Iterator<Item = Place>) -> Vec<Commit> {
        let mut places: Vec<Place> = places.collect();
        places.sort_unstable();
        places.dedup();
        let known = places.into_iter().filter_map(|place| Some((place, self.windows.get(&place)?)));
        known
            .map(|(place, window)| {
                let (offset, metadata) = window.commit();
                (place, offset, metadata)
            })
            .collect()
    }
}

/// Keeps leases for as long as this process has their partitions. That it is alive is told to the brokers by a thread of the
/// client; this says that it still looks after its work.
impl Renewer for Holding {
    fn renew(&mut self, leases: &[Lease], lease: Duration) -> Result<Vec<Lease>, InboxError> {
        let now = Instant::now();
        let mut state = self.all();
        let mut lost = Vec::new();
        for one in leases {
            match state.leases.get_mut(one) {
                Some(held) if now < held.until => held.until = now + lease,
                _ => lost.push(*one),
            }
        }
        Ok(lost)
    }
}

/// Who is told when something was read that may be worked on.
#[derive(Clone, Default)]
pub struct Told(Arc<Mutex<Vec<Arc<Notify>>>>);

/// Somebody who is told, until this is dropped.
pub struct Listening(Told, Arc<Notify>);

impl Told {
    pub fn listen(&self, stored: Arc<Notify>) -> Listening {
        self.listeners().push(stored.clone());
        Listening(self.clone(), stored)
    }

    pub fn tell(&self) {
        for listener in self.listeners().iter() {
            listener.notify_waiters();
        }
    }

    fn listeners(&self) -> MutexGuard<'_, Vec<Arc<Notify>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.listeners().retain(|one| !Arc::ptr_eq(one, &self.1));
    }
}
