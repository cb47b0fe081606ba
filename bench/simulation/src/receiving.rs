//! Receivers: verify, queue, store in batches without added delay, answer.

use crate::{
    agenda::Nanos,
    cpu::ProcessId,
    serving::{Purpose, Request},
    setup::Load,
    world::{Event, Task, World, apart},
};
use autosend_webhooks_inbox::limits::{BATCH, WAITING};
use std::collections::VecDeque;

/// A delivery on its way in.
#[derive(Debug, Clone, Copy)]
pub struct Delivery {
    receiver: usize,
    due: Nanos,
}

pub struct Receiver {
    pub process: ProcessId,
    pub server: usize,
    queue: VecDeque<Delivery>,
    idle_appenders: usize,
}

impl Receiver {
    pub fn new(process: ProcessId, server: usize, appenders: usize) -> Self {
        Self { process, server, queue: VecDeque::new(), idle_appenders: appenders }
    }
}

impl World {
    /// One is due, and so is the next one later.
    pub fn due(&mut self) {
        let Load::Rate(rate) = self.setup.load else { return };
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few")]
        let receiver = (self.uniform() * self.receivers.len() as f64) as usize;
        self.compute(self.generator, self.costs.generate, Task::Generate(receiver));
        let next = self.exponential(apart(rate));
        self.agenda.after(next, Event::Due);
    }

    pub fn arrive(&mut self, receiver: usize) {
        let delivery = Delivery { receiver, due: self.agenda.now() };
        self.tally.arrived(self.agenda.now());
        self.compute(self.receivers[receiver].process, self.costs.receive, Task::Receive(delivery));
    }

    pub fn received(&mut self, delivery: Delivery) {
        let receiver = &mut self.receivers[delivery.receiver];
        if receiver.queue.len() >= WAITING {
            self.tally.refused(self.agenda.now());
            return self.send_next(delivery.receiver);
        }
        receiver.queue.push_back(delivery);
        self.append(delivery.receiver);
    }

    fn append(&mut self, number: usize) {
        let receiver = &mut self.receivers[number];
        if receiver.idle_appenders == 0 || receiver.queue.is_empty() {
            return;
        }
        receiver.idle_appenders -= 1;
        let deliveries: Vec<_> = receiver.queue.drain(..BATCH.min(receiver.queue.len())).collect();
        let (process, server, op) = (receiver.process, receiver.server, self.costs.append);
        let takes = op.asking(deliveries.len());
        let purpose = Purpose::Append { receiver: number, deliveries };
        self.compute(process, takes, Task::Ask(Request { server, way: op.way(), purpose }));
    }

    /// The engine has them.
    pub fn keep(&mut self, deliveries: &[Delivery]) {
        for delivery in deliveries {
            self.backlog.store(delivery.due);
        }
        self.ring();
    }

    /// They are answered with 200.
    pub fn stored(&mut self, number: usize, deliveries: &[Delivery]) {
        self.receivers[number].idle_appenders += 1;
        for delivery in deliveries {
            let now = self.agenda.now();
            self.tally.accepted(now, now - delivery.due);
            self.send_next(number);
        }
        self.append(number);
    }

    fn send_next(&mut self, receiver: usize) {
        if matches!(self.setup.load, Load::Connections(_)) {
            self.compute(self.generator, self.costs.generate, Task::Generate(receiver));
        }
    }
}
