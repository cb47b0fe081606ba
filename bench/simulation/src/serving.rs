//! The engine: requests wait, are executed, flushed, and answered.

use crate::{
    agenda::Nanos,
    backlog::Claimed,
    cpu::ProcessId,
    engine::Discipline,
    receiving::Delivery,
    setup::Op,
    world::{Event, Task, World},
};
use std::collections::VecDeque;

/// How long SQLite waits between its looks at a file that another process writes to, in milliseconds.
const BETWEEN_LOOKS: [Nanos; 12] = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100];

pub struct Request {
    pub server: usize,
    /// How long it is on its way.
    pub way: Nanos,
    pub purpose: Purpose,
}

pub enum Purpose {
    Append { receiver: usize, deliveries: Vec<Delivery> },
    Claim { worker: usize, life: u32, limit: usize, jobs: Vec<Claimed> },
    Finish { worker: usize, life: u32, jobs: Vec<Claimed> },
    Mark { worker: usize, life: u32, job: Claimed },
}

impl Purpose {
    fn items(&self) -> usize {
        match self {
            Self::Append { deliveries, .. } => deliveries.len(),
            Self::Claim { jobs, .. } | Self::Finish { jobs, .. } => jobs.len(),
            Self::Mark { .. } => 1,
        }
    }
}

pub struct Server {
    pub process: ProcessId,
    discipline: Discipline,
    /// Whether it has to lock a file that others write to.
    locks: bool,
    pub is_for_marks: bool,
    waiting: VecDeque<Request>,
    /// At work, or flushing where work goes on meanwhile.
    is_busy: bool,
    pub since: Nanos,
    /// How long it was busy, and how long of it flushing.
    pub busy: Nanos,
    pub flushing: Nanos,
}

impl Server {
    pub fn new(process: ProcessId, discipline: Discipline, locks: bool, is_for_marks: bool) -> Self {
        let waiting = VecDeque::new();
        Self { process, discipline, locks, is_for_marks, waiting, is_busy: false, since: 0, busy: 0, flushing: 0 }
    }

    /// Whether it does one thing at a time.
    pub fn is_serial(&self) -> bool {
        self.discipline != Discipline::AtOnce
    }

    /// How long it was busy until now.
    pub fn busy_until(&self, now: Nanos) -> Nanos {
        self.busy + if self.is_busy { now - self.since } else { 0 }
    }
}

impl World {
    pub fn asked(&mut self, number: usize, request: Request) {
        if self.servers[number].is_serial() {
            self.servers[number].waiting.push_back(request);
            self.serve(number);
        } else {
            self.execute(number, vec![request]);
        }
    }

    /// Where work is serial: begins the next, unless there is one.
    fn serve(&mut self, number: usize) {
        let now = self.agenda.now();
        let server = &mut self.servers[number];
        if server.is_busy || server.waiting.is_empty() {
            return;
        }
        (server.is_busy, server.since) = (true, now);
        self.lock(number, 0);
    }

    /// Takes the lock, or looks again later.
    pub fn lock(&mut self, number: usize, tries: usize) {
        let locks = self.servers[number].locks;
        if locks && self.is_locked {
            let pause = BETWEEN_LOOKS[tries.min(BETWEEN_LOOKS.len() - 1)] * 1_000_000;
            return self.agenda.after(pause, Event::Retry(number, tries + 1));
        }
        self.is_locked |= locks;
        let server = &mut self.servers[number];
        let taken = if server.discipline == Discipline::Together { server.waiting.len() } else { 1 };
        let batch: Vec<_> = server.waiting.drain(..taken).collect();
        self.execute(number, batch);
    }

    fn execute(&mut self, number: usize, mut batch: Vec<Request>) {
        let now = self.agenda.now();
        let (mut takes, mut aside) = (0, 0);
        for request in &mut batch {
            if let Purpose::Claim { limit, jobs, .. } = &mut request.purpose {
                *jobs = self.backlog.claim(*limit, now);
            }
            let op = self.op(&request.purpose);
            takes += op.serving(request.purpose.items());
            aside += op.replicating(request.purpose.items());
        }
        if let Some(replicas) = self.replicas.filter(|_| aside > 0) {
            self.compute(replicas, aside, Task::Aside);
        }
        self.compute(self.servers[number].process, takes, Task::Serve(number, batch));
    }

    /// What was executed is flushed: now, or by the next flush where one is under way.
    pub fn served(&mut self, number: usize, batch: Vec<Request>) {
        if self.servers[number].is_serial() {
            return self.flush(number, batch);
        }
        self.servers[number].waiting.extend(batch);
        self.flush_waiting(number);
    }

    fn flush_waiting(&mut self, number: usize) {
        let now = self.agenda.now();
        let server = &mut self.servers[number];
        if !server.is_busy && !server.waiting.is_empty() {
            (server.is_busy, server.since) = (true, now);
            let batch = server.waiting.drain(..).collect();
            self.flush(number, batch);
        }
    }

    fn flush(&mut self, number: usize, batch: Vec<Request>) {
        let (mut once, mut each) = (0, 0);
        for request in batch.iter().filter(|request| request.purpose.items() > 0) {
            let (shared, own) = self.op(&request.purpose).flushing(request.purpose.items());
            once = once.max(shared);
            each += own;
        }
        self.servers[number].flushing += once + each;
        self.agenda.after(once + each, Event::Flushed(number, batch));
    }

    /// Committed: others see it, and who asked is told.
    pub fn flushed(&mut self, number: usize, batch: Vec<Request>) {
        let now = self.agenda.now();
        let server = &mut self.servers[number];
        server.busy = server.busy_until(now);
        server.is_busy = false;
        if server.locks {
            self.is_locked = false;
        }
        for request in batch {
            match &request.purpose {
                Purpose::Append { deliveries, .. } => self.keep(deliveries),
                Purpose::Finish { jobs, .. } => self.done(jobs),
                Purpose::Claim { .. } | Purpose::Mark { .. } => {}
            }
            self.agenda.after(request.way, Event::Answered(request));
        }
        if self.servers[number].is_serial() { self.serve(number) } else { self.flush_waiting(number) }
    }

    fn op(&self, purpose: &Purpose) -> Op {
        match purpose {
            Purpose::Append { .. } => self.costs.append,
            Purpose::Claim { .. } => self.costs.claim,
            Purpose::Finish { .. } => self.costs.finish,
            Purpose::Mark { .. } => self.costs.mark,
        }
    }
}
