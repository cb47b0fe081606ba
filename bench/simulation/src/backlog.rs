//! What is stored and not done: jobs that wait, and leases of those that are held.

use crate::agenda::Nanos;
use std::collections::VecDeque;

/// A job under a lease: whoever has another number changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claimed {
    pub job: usize,
    lease: u64,
}

struct Job {
    due: Nanos,
    /// 0: nobody has it.
    lease: u64,
    is_done: bool,
}

#[derive(Default)]
pub struct Backlog {
    jobs: Vec<Job>,
    ready: VecDeque<usize>,
    leases: u64,
    held: usize,
    done: usize,
    is_endless: bool,
}

impl Backlog {
    /// Endless: there is always more to claim.
    pub fn new(is_endless: bool) -> Self {
        Self { is_endless, ..Self::default() }
    }

    /// Stores one that was due at a time.
    pub fn store(&mut self, due: Nanos) {
        self.ready.push_back(self.jobs.len());
        self.jobs.push(Job { due, lease: 0, is_done: false });
    }

    pub fn claim(&mut self, limit: usize, now: Nanos) -> Vec<Claimed> {
        while self.is_endless && self.ready.len() < limit {
            self.store(now);
        }
        let taken: Vec<usize> = self.ready.drain(..limit.min(self.ready.len())).collect();
        self.held += taken.len();
        taken.into_iter().map(|job| self.lease(job)).collect()
    }

    fn lease(&mut self, job: usize) -> Claimed {
        self.leases += 1;
        self.jobs[job].lease = self.leases;
        Claimed { job, lease: self.leases }
    }

    /// Returns when it was due, if it was held and is done now.
    pub fn finish(&mut self, claimed: Claimed) -> Option<Nanos> {
        let job = &mut self.jobs[claimed.job];
        if job.lease != claimed.lease || job.is_done {
            return None;
        }
        (job.lease, job.is_done) = (0, true);
        self.held -= 1;
        self.done += 1;
        Some(job.due)
    }

    /// Its worker did not come back in time. Returns whether it was still held.
    pub fn free(&mut self, claimed: Claimed) -> bool {
        let job = &mut self.jobs[claimed.job];
        if job.lease != claimed.lease {
            return false;
        }
        job.lease = 0;
        self.held -= 1;
        self.ready.push_front(claimed.job);
        true
    }

    pub fn ready(&self) -> usize {
        self.ready.len()
    }

    pub fn held(&self) -> usize {
        self.held
    }

    pub fn done(&self) -> usize {
        self.done
    }

    pub fn stored(&self) -> usize {
        self.jobs.len()
    }
}

#[cfg(test)]
mod tests {
    use super::Backlog;

    #[test]
    fn a_lease_that_was_lost_changes_nothing() {
        let mut backlog = Backlog::new(false);
        backlog.store(7);
        let lost = backlog.claim(8, 0)[0];
        assert!(backlog.free(lost) && !backlog.free(lost));
        let again = backlog.claim(8, 0)[0];
        assert_eq!(backlog.finish(lost), None);
        assert_eq!((backlog.finish(again), backlog.finish(again)), (Some(7), None));
        assert_eq!((backlog.stored(), backlog.done(), backlog.held(), backlog.ready()), (1, 1, 0, 0));
    }
}
