//! What happens when: events in the order of their times, and of their making where those are equal.

use std::{cmp::Ordering, collections::BinaryHeap};

/// Simulated time since the start.
pub type Nanos = u64;

/// A second.
pub const SECOND: Nanos = 1_000_000_000;

pub struct Agenda<E> {
    now: Nanos,
    made: u64,
    entries: BinaryHeap<Entry<E>>,
}

struct Entry<E> {
    at: Nanos,
    number: u64,
    event: E,
}

impl<E> Agenda<E> {
    pub const fn new() -> Self {
        Self { now: 0, made: 0, entries: BinaryHeap::new() }
    }

    pub const fn now(&self) -> Nanos {
        self.now
    }

    /// Lets an event happen after a delay.
    pub fn after(&mut self, delay: Nanos, event: E) {
        self.made += 1;
        self.entries.push(Entry { at: self.now + delay, number: self.made, event });
    }

    /// The next event that happens before an end, and the clock moves there.
    pub fn next(&mut self, end: Nanos) -> Option<E> {
        if self.entries.peek()?.at >= end {
            return None;
        }
        let entry = self.entries.pop()?;
        self.now = entry.at;
        Some(entry.event)
    }
}

impl<E> Ord for Entry<E> {
    /// The earliest is the greatest: it is taken first.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.number).cmp(&(self.at, self.number))
    }
}

impl<E> PartialOrd for Entry<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> PartialEq for Entry<E> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl<E> Eq for Entry<E> {}

#[cfg(test)]
mod tests {
    use super::Agenda;

    #[test]
    fn events_come_in_the_order_of_their_times_and_of_their_making() {
        let mut agenda = Agenda::new();
        for (delay, name) in [(20, "late"), (10, "first"), (10, "second")] {
            agenda.after(delay, name);
        }
        assert_eq!(agenda.next(20), Some("first"));
        assert_eq!(agenda.next(20), Some("second"));
        assert_eq!((agenda.next(20), agenda.now()), (None, 10));
        assert_eq!((agenda.next(21), agenda.now()), (Some("late"), 20));
    }
}
