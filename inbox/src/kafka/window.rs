//! What is known of a partition: which of its records are read and not done, and what to commit of that.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How far beyond its oldest unfinished record a partition is read: what is done of that has to fit into a commit, 4096 bytes.
const SPAN: i64 = 4096;
/// How many unfinished records of a partition are in memory, and how many bytes of them.
const HELD: usize = 1024;
const HELD_BYTES: usize = 8 << 20;
/// How many records of a partition are worked on at the same time: their attempts are in the commit as well.
const LEASED: usize = 96;

/// A record that is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The delivery's number: that of its first record.
    pub seq: i64,
    /// When it was stored, Unix milliseconds.
    pub stored: i64,
    pub key: Option<Vec<u8>>,
    pub payload: Vec<u8>,
    /// How many attempts have failed.
    pub failed: u32,
    /// When it is to be tried, Unix milliseconds; 0 for at once.
    pub due: i64,
}

/// What stands in the metadata of a commit.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Beyond {
    /// What is done beyond the offset: a bit each, from the lowest of the first hexadecimal digit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    done: String,
    /// How often records were given to workers that have not come back, by their distance from the offset.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    tried: BTreeMap<i64, u32>,
}

/// A partition that this process reads.
#[derive(Debug, Default)]
pub struct Window {
    /// The offset that is read next.
    next: i64,
    unfinished: BTreeMap<i64, Entry>,
    bytes: usize,
    /// Those that nobody works on, by when they are due.
    waiting: BTreeSet<(i64, i64)>,
    leased: usize,
    tried: BTreeMap<i64, u32>,
    /// Done before this process had the partition, and not passed by yet.
    skipped: BTreeSet<i64>,
    pub is_paused: bool,
    /// It is going to another: nothing of it is begun any more.
    pub is_leaving: bool,
}

impl Window {
    /// What a commit says. What can't be read counts as nothing: then it is done again.
    pub fn restored(offset: i64, metadata: &str) -> Self {
        let beyond: Beyond = serde_json::from_str(metadata).unwrap_or_default();
        let tried = beyond.tried.iter().map(|(distance, count)| (offset + distance, *count)).collect();
        let skipped = distances(&beyond.done).map(|distance| offset + distance).collect();
        Self { next: offset, tried, skipped, ..Self::default() }
    }

    /// Takes what was read. Offsets that are left out are of records that are gone.
    pub fn read(&mut self, offset: i64, entry: Entry) {
        if offset < self.next {
            return;
        }
        self.next = offset + 1;
        if self.skipped.remove(&offset) {
            return;
        }
        self.waiting.insert((entry.due, offset));
        self.bytes += entry.payload.len();
        self.unfinished.insert(offset, entry);
    }

    /// Whether it is read far enough.
    pub fn is_full(&self) -> bool {
        self.next - self.offset() >= SPAN || self.unfinished.len() >= HELD || self.bytes >= HELD_BYTES
    }

    /// When the first is due that nobody works on, Unix milliseconds.
    pub fn next_due(&self) -> Option<i64> {
        self.waiting.first().map(|(due, _)| *due)
    }

    /// What may be begun now: offset, how often it was tried before.
    pub fn due(&self, now: i64, limit: usize) -> impl Iterator<Item = (i64, u32)> {
        let room = if self.is_leaving { 0 } else { limit.min(LEASED.saturating_sub(self.leased)) };
        let due = self.waiting.iter().take_while(move |(due, _)| *due <= now).take(room);
        due.map(|(_, offset)| (*offset, self.tried.get(offset).copied().unwrap_or(0)))
    }

    pub fn entry(&self, offset: i64) -> Option<&Entry> {
        self.unfinished.get(&offset)
    }

    /// Counts an attempt. Returns the how manyth it is by workers of which none came back.
    pub fn begin(&mut self, offset: i64) -> u32 {
        let Some(entry) = self.unfinished.get(&offset) else { return 0 };
        self.waiting.remove(&(entry.due, offset));
        self.leased += 1;
        let tried = self.tried.entry(offset).or_default();
        *tried = tried.saturating_add(1);
        *tried
    }

    /// As if it had not been begun.
    pub fn release(&mut self, offset: i64) {
        if let Some(entry) = self.unfinished.get(&offset) {
            self.waiting.insert((entry.due, offset));
            self.leased = self.leased.saturating_sub(1);
            match self.tried.get_mut(&offset) {
                Some(count) if *count > 1 => *count -= 1,
                _ => drop(self.tried.remove(&offset)),
            }
        }
    }

    /// It is done. What it was, to be put back if that can't be committed.
    pub fn finish(&mut self, offset: i64) -> Option<(Entry, u32)> {
        let entry = self.unfinished.remove(&offset)?;
        self.bytes -= entry.payload.len();
        self.leased = self.leased.saturating_sub(1);
        Some((entry, self.tried.remove(&offset).unwrap_or(1)))
    }

    /// It is begun, and not done after all.
    pub fn put_back(&mut self, offset: i64, (entry, tried): (Entry, u32)) {
        self.bytes += entry.payload.len();
        self.leased += 1;
        self.tried.insert(offset, tried);
        self.unfinished.insert(offset, entry);
    }

    /// The oldest that is not done.
    fn offset(&self) -> i64 {
        self.unfinished.first_key_value().map_or(self.next, |(offset, _)| *offset)
    }

    /// What to commit: an offset and its metadata.
    pub fn commit(&self) -> (i64, String) {
        let offset = self.offset();
        let read = (offset..self.next).filter(|one| !self.unfinished.contains_key(one));
        let done = digits(read.chain(self.skipped.iter().copied()).map(|one| one - offset));
        let tried = self.tried.range(offset..).map(|(one, count)| (one - offset, *count)).collect();
        let beyond = Beyond { done, tried };
        // Text and numbers always are JSON.
        (offset, serde_json::to_string(&beyond).unwrap_or_default())
    }
}

/// How many records beyond its offset a commit says are done.
pub fn done_beyond(metadata: &str) -> i64 {
    let beyond: Beyond = serde_json::from_str(metadata).unwrap_or_default();
    i64::try_from(distances(&beyond.done).count()).unwrap_or(0)
}

/// Bits as hexadecimal digits, those in front first; increasing distances from 0.
fn digits(distances: impl Iterator<Item = i64>) -> String {
    let mut bits = Vec::<u8>::new();
    for distance in distances {
        let Ok(distance) = usize::try_from(distance) else { continue };
        if bits.len() <= distance / 4 {
            bits.resize(distance / 4 + 1, 0);
        }
        bits[distance / 4] |= 1 << (distance % 4);
    }
    bits.iter().filter_map(|digit| char::from_digit((*digit).into(), 16)).collect()
}

fn distances(digits: &str) -> impl Iterator<Item = i64> {
    let bits = digits.chars().flat_map(|digit| {
        let digit = digit.to_digit(16).unwrap_or(0);
        (0..4).map(move |bit| digit & (1 << bit) != 0)
    });
    (0..).zip(bits).filter(|(_, is_done)| *is_done).map(|(distance, _)| distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(due: i64) -> Entry {
        Entry { seq: 0, stored: 0, key: None, payload: vec![0; 10], failed: 0, due }
    }

    fn read(window: &mut Window, offsets: std::ops::Range<i64>) {
        for offset in offsets {
            window.read(offset, entry(0));
        }
    }

    fn due(window: &Window) -> Vec<(i64, u32)> {
        window.due(1000, usize::MAX).collect()
    }

    #[test]
    fn another_process_goes_on_where_the_commit_says() {
        let mut window = Window::restored(100, "");
        read(&mut window, 100..110);
        for offset in [100, 101, 103, 104, 108] {
            window.begin(offset);
        }
        for offset in [100, 103, 104] {
            window.finish(offset);
        }
        let (offset, metadata) = window.commit();
        assert_eq!((offset, done_beyond(&metadata)), (101, 2), "{metadata}");
        let mut next = Window::restored(offset, &metadata);
        read(&mut next, 101..110);
        assert_eq!(due(&next), [(101, 1), (102, 0), (105, 0), (106, 0), (107, 0), (108, 1), (109, 0)]);
        next.begin(101);
        let (_, again) = next.commit();
        assert_eq!(Window::restored(101, &again).tried, BTreeMap::from([(101, 2), (108, 1)]));
    }

    #[test]
    fn what_was_done_is_remembered_before_it_is_passed_by() {
        let mut window = Window::restored(0, r#"{"done":"6","tried":{"3":1}}"#);
        window.read(0, entry(0));
        assert_eq!(window.commit(), (0, r#"{"done":"6","tried":{"3":1}}"#.to_owned()));
        read(&mut window, 1..3);
        window.begin(0);
        window.finish(0);
        assert_eq!(window.commit(), (3, r#"{"tried":{"0":1}}"#.to_owned()));
    }

    #[test]
    fn what_can_not_be_committed_is_as_before() {
        let mut window = Window::restored(5, "");
        read(&mut window, 5..8);
        window.begin(5);
        let before = window.commit();
        let was = window.finish(5).unwrap();
        assert_eq!(window.commit().0, 6);
        window.put_back(5, was);
        assert_eq!((window.commit(), window.leased, window.bytes), (before, 1, 30));
        window.release(5);
        assert_eq!((window.commit(), due(&window).len()), ((5, "{}".to_owned()), 3));
    }

    #[test]
    fn records_that_are_gone_hold_nothing_up() {
        let mut window = Window::restored(0, "");
        read(&mut window, 40..42);
        assert_eq!(window.commit().0, 40);
        read(&mut window, 50..51);
        for offset in [40, 41] {
            window.begin(offset);
            window.finish(offset);
        }
        assert_eq!(window.commit(), (50, "{}".to_owned()));
    }

    #[test]
    fn those_due_first_come_first_and_those_not_due_wait() {
        let mut window = Window::restored(0, "");
        for (offset, due) in (0..).zip([900, 2000, 0, 500]) {
            window.read(offset, entry(due));
        }
        assert_eq!(due(&window), [(2, 0), (3, 0), (0, 0)]);
        assert_eq!(window.next_due(), Some(0));
        window.is_leaving = true;
        assert_eq!(due(&window), []);
    }

    #[test]
    fn the_fullest_commit_fits() {
        let mut window = Window::restored(0, "");
        for offset in 0..SPAN {
            window.read(offset, entry(0));
            let is_among_the_last = offset >= SPAN - i64::try_from(LEASED).unwrap();
            if offset > 0 && !is_among_the_last {
                window.begin(offset);
                window.finish(offset);
            }
        }
        assert!(window.is_full());
        for (offset, _) in window.due(0, usize::MAX).collect::<Vec<_>>() {
            window.begin(offset);
            window.tried.insert(offset, u32::MAX);
        }
        assert_eq!(window.leased, LEASED);
        assert!(window.commit().1.len() < 4096, "{}", window.commit().1.len());
    }
}
