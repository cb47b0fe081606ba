//! Workers: claim as many as there is room for, let effects happen, mark them, write down that they are done.

use crate::{
    agenda::{Nanos, SECOND},
    backlog::Claimed,
    cpu::ProcessId,
    serving::{Purpose, Request},
    world::{Event, Task, World, nanos, scaled},
};
use autosend_webhooks_inbox::{WorkOptions, limits::FINISHED_TOGETHER};
use std::collections::VecDeque;

/// How long after something was stored idle workers hear of it.
const BELL: Nanos = SECOND / 20;

pub struct Worker {
    pub process: ProcessId,
    server: usize,
    /// Counts its starts; what an earlier life began is not this one's.
    life: u32,
    state: State,
    is_finishing: bool,
    naps: u64,
    held: Vec<Claimed>,
    ended: VecDeque<Claimed>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Dead,
    Awake,
    Claiming,
    /// Until the next look.
    Asleep,
}

impl Worker {
    pub fn new(process: ProcessId, server: usize) -> Self {
        Self {
            process,
            server,
            life: 0,
            state: State::Awake,
            is_finishing: false,
            naps: 0,
            held: Vec::new(),
            ended: VecDeque::new(),
        }
    }
}

impl World {
    /// Claims as many as there is room for, unless it does.
    pub fn claim(&mut self, number: usize) {
        let op = self.costs.claim;
        let worker = &mut self.workers[number];
        let limit = self.setup.max_concurrent - worker.held.len();
        if matches!(worker.state, State::Dead | State::Claiming) || limit == 0 {
            return;
        }
        worker.state = State::Claiming;
        let purpose = Purpose::Claim { worker: number, life: worker.life, limit, jobs: Vec::new() };
        let request = Request { server: worker.server, way: op.way(), purpose };
        self.compute(self.workers[number].process, op.asking(0), Task::Ask(request));
    }

    pub fn claimed(&mut self, number: usize, life: u32, jobs: Vec<Claimed>) {
        if !self.is_alive(number, life) {
            return self.lose(jobs);
        }
        if jobs.is_empty() {
            return self.sleep(number);
        }
        let takes = self.costs.claim.asking(jobs.len()) - self.costs.claim.asking(0);
        self.workers[number].held.extend(&jobs);
        self.tally.held(self.agenda.now(), self.held());
        self.compute(self.workers[number].process, takes, Task::Take { worker: number, life, jobs });
    }

    pub fn taken(&mut self, number: usize, life: u32, jobs: Vec<Claimed>) {
        if !self.is_alive(number, life) {
            return;
        }
        for job in jobs {
            let task = Task::Work { worker: number, life, job };
            self.compute(self.workers[number].process, self.costs.work, task);
        }
        self.workers[number].state = State::Awake;
        self.claim(number);
    }

    fn sleep(&mut self, number: usize) {
        let poll = nanos(WorkOptions::default().poll);
        let nap = scaled(poll, 0.75 + self.uniform() / 2.0);
        let worker = &mut self.workers[number];
        worker.naps += 1;
        worker.state = State::Asleep;
        let nap_number = worker.naps;
        self.agenda.after(nap, Event::Look { worker: number, nap: nap_number });
    }

    pub fn look(&mut self, number: usize, nap: u64) {
        let worker = &self.workers[number];
        if worker.state == State::Asleep && worker.naps == nap {
            self.claim(number);
        }
    }

    /// Something was stored: who listens hears of it, once for all that is stored until then.
    pub fn ring(&mut self) {
        if self.setup.engine.notifies() && !self.is_ringing {
            self.is_ringing = true;
            self.agenda.after(BELL, Event::Bell);
        }
    }

    pub fn bell(&mut self) {
        self.is_ringing = false;
        for number in 0..self.workers.len() {
            if self.workers[number].state == State::Asleep {
                self.claim(number);
            }
        }
    }

    /// It is on its way to where it is forwarded to.
    pub fn worked(&mut self, worker: usize, life: u32, job: Claimed) {
        if self.is_alive(worker, life) {
            self.compute(self.generator, self.costs.target, Task::Target { worker, life, job });
        }
    }

    pub fn forwarded(&mut self, worker: usize, life: u32, job: Claimed) {
        let effect = self.exponential(nanos(self.setup.effect));
        self.agenda.after(effect, Event::Effect { worker, life, job });
    }

    /// The effect happened; where the engine is no database it is marked in one.
    pub fn effect(&mut self, number: usize, life: u32, job: Claimed) {
        if !self.is_alive(number, life) {
            return;
        }
        self.tally.effects += 1;
        let Some(server) = self.marks else { return self.ended(number, life, job) };
        let op = self.costs.mark;
        let request = Request { server, way: op.way(), purpose: Purpose::Mark { worker: number, life, job } };
        self.compute(self.workers[number].process, op.asking(1), Task::Ask(request));
    }

    pub fn ended(&mut self, number: usize, life: u32, job: Claimed) {
        if self.is_alive(number, life) {
            self.workers[number].ended.push_back(job);
            self.finish(number);
        }
    }

    fn finish(&mut self, number: usize) {
        let op = self.costs.finish;
        let worker = &mut self.workers[number];
        if worker.is_finishing || worker.ended.is_empty() {
            return;
        }
        worker.is_finishing = true;
        let jobs: Vec<_> = worker.ended.drain(..FINISHED_TOGETHER.min(worker.ended.len())).collect();
        let takes = op.asking(jobs.len());
        let purpose = Purpose::Finish { worker: number, life: worker.life, jobs };
        let request = Request { server: worker.server, way: op.way(), purpose };
        self.compute(self.workers[number].process, takes, Task::Ask(request));
    }

    /// Done, where the lease was still held.
    pub fn done(&mut self, jobs: &[Claimed]) {
        for job in jobs {
            if let Some(due) = self.backlog.finish(*job) {
                self.tally.processed(self.agenda.now() - due);
            }
        }
    }

    pub fn finished(&mut self, number: usize, life: u32, jobs: &[Claimed]) {
        if !self.is_alive(number, life) {
            return;
        }
        let worker = &mut self.workers[number];
        worker.is_finishing = false;
        worker.held.retain(|held| !jobs.contains(held));
        self.tally.held(self.agenda.now(), self.held());
        self.finish(number);
        self.claim(number);
    }

    pub fn kill(&mut self, number: usize) {
        let worker = &mut self.workers[number];
        (worker.state, worker.is_finishing) = (State::Dead, false);
        worker.life += 1;
        worker.ended.clear();
        let held = std::mem::take(&mut worker.held);
        self.lose(held);
        self.tally.held(self.agenda.now(), self.held());
    }

    /// It is started again, unless it was: a second kill may have come before.
    pub fn back(&mut self, number: usize) {
        if self.workers[number].state == State::Dead {
            self.workers[number].state = State::Awake;
            self.claim(number);
        }
    }

    /// Nobody renews these leases any more: they were renewed within the last third.
    fn lose(&mut self, jobs: Vec<Claimed>) {
        let rest = scaled(nanos(self.setup.lease), 1.0 - self.uniform() / 3.0);
        self.agenda.after(rest, Event::LeasesEnded(jobs));
    }

    pub fn leases_ended(&mut self, jobs: &[Claimed]) {
        for job in jobs {
            self.tally.leases_lost += u64::from(self.backlog.free(*job));
        }
    }

    fn is_alive(&self, number: usize, life: u32) -> bool {
        let worker = &self.workers[number];
        worker.state != State::Dead && worker.life == life
    }

    fn held(&self) -> usize {
        self.workers.iter().map(|worker| worker.held.len()).sum()
    }
}
