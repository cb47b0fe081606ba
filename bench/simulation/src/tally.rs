//! What is counted, and what it says: rates, times, who was how busy, and what the limit is.

use crate::{
    agenda::Nanos,
    cpu::ProcessId,
    setup::{Layout, Load},
    world::{World, nanos},
};
use hdrhistogram::Histogram;
use serde::Serialize;
use std::time::Duration;

/// Counts; times since the warm-up only.
pub struct Tally {
    pub effects: u64,
    pub leases_lost: u64,
    arrived: u64,
    arrived_before: u64,
    refused: u64,
    answered: u64,
    is_warm: bool,
    accepting: Histogram<u64>,
    processing: Histogram<u64>,
    /// How many were due and not answered, over time.
    under_way: Integral,
    /// How many jobs workers held, over time.
    holding: Integral,
    before: Vec<Nanos>,
}

/// A number of things over time.
#[derive(Default, Clone, Copy)]
struct Integral {
    since: Nanos,
    value: usize,
    sum: u128,
}

impl Integral {
    fn set(&mut self, now: Nanos, value: usize) {
        self.sum += u128::from(now - self.since) * self.value as u128;
        (self.since, self.value) = (now, value);
    }

    /// The same from now on.
    fn again(&mut self, now: Nanos) {
        *self = Self { since: now, value: self.value, sum: 0 };
    }

    /// In the mean, of a time that ends now.
    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    fn mean(mut self, now: Nanos, time: Duration) -> f64 {
        self.set(now, self.value);
        self.sum as f64 / time.as_nanos() as f64
    }
}

impl Tally {
    pub fn new() -> Self {
        let histogram = || Histogram::new_with_bounds(1, 86_400_000_000, 3).expect("these bounds are valid");
        Self {
            effects: 0,
            leases_lost: 0,
            arrived: 0,
            arrived_before: 0,
            refused: 0,
            answered: 0,
            is_warm: false,
            accepting: histogram(),
            processing: histogram(),
            under_way: Integral::default(),
            holding: Integral::default(),
            before: Vec::new(),
        }
    }

    /// From now on it counts.
    pub fn begin(world: &mut World) {
        world.tally.before = busy(world);
        world.tally.is_warm = true;
        world.tally.arrived_before = world.tally.arrived;
        let now = world.agenda.now();
        world.tally.under_way.again(now);
        world.tally.holding.again(now);
    }

    pub fn arrived(&mut self, now: Nanos) {
        self.arrived += 1;
        self.under_way.set(now, self.under_way.value + 1);
    }

    pub fn refused(&mut self, now: Nanos) {
        self.refused += 1;
        self.under_way.set(now, self.under_way.value - 1);
    }

    pub fn accepted(&mut self, now: Nanos, after: Nanos) {
        self.answered += 1;
        self.under_way.set(now, self.under_way.value - 1);
        if self.is_warm {
            self.accepting.saturating_record(after / 1000);
        }
    }

    pub fn processed(&mut self, after: Nanos) {
        if self.is_warm {
            self.processing.saturating_record(after / 1000);
        }
    }

    pub fn held(&mut self, now: Nanos, held: usize) {
        self.holding.set(now, held);
    }
}

/// How a run was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Deliveries a second that were due.
    pub arrived_per_second: f64,
    /// Deliveries a second that were answered with 200.
    pub accepted_per_second: f64,
    /// From when one was due to its response: half of them.
    pub accepted_p50_ms: f64,
    /// The same of the slowest in a hundred.
    pub accepted_p99_ms: f64,
    /// The same in the mean.
    pub accepted_mean_ms: f64,
    /// How many were due and not answered, in the mean.
    pub accepting: f64,
    /// Deliveries a second that were processed.
    pub processed_per_second: f64,
    /// From when one was due to when it was done: half of them.
    pub processed_p50_ms: f64,
    /// The same of the slowest in a hundred.
    pub processed_p99_ms: f64,
    /// Who was how busy.
    pub usage: Vec<Usage>,
    /// What there is no more of.
    pub limit: String,
    /// Counts since the start.
    pub totals: Totals,
}

/// How busy something was, as a share of the time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Usage {
    /// Of whom.
    pub what: String,
    /// From 0 to 1.
    pub share: f64,
}

/// Since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Sent to a receiver.
    pub arrived: u64,
    /// Answered with 503.
    pub refused: u64,
    /// Answered with 200.
    pub answered: u64,
    /// Committed by the engine.
    pub stored: usize,
    /// Of these, free to be claimed.
    pub waiting: usize,
    /// Of these, under a lease.
    pub held: usize,
    /// Of these, done.
    pub processed: usize,
    /// How often an effect happened.
    pub effects: u64,
    /// How many leases ended with their worker.
    pub leases_lost: u64,
}

/// What is busier than this is the limit.
const FULL: f64 = 0.9;

impl Report {
    pub(crate) fn of(world: &World) -> Self {
        let tally = &world.tally;
        let seconds = world.setup.time.as_secs_f64();
        let ms = |histogram: &Histogram<u64>, quantile| milliseconds(histogram.value_at_quantile(quantile));
        let usage = usage(world);
        Self {
            arrived_per_second: float(tally.arrived - tally.arrived_before) / seconds,
            accepted_per_second: float(tally.accepting.len()) / seconds,
            accepted_p50_ms: ms(&tally.accepting, 0.5),
            accepted_p99_ms: ms(&tally.accepting, 0.99),
            accepted_mean_ms: tally.accepting.mean() / 1000.0,
            accepting: tally.under_way.mean(world.agenda.now(), world.setup.time),
            processed_per_second: float(tally.processing.len()) / seconds,
            processed_p50_ms: ms(&tally.processing, 0.5),
            processed_p99_ms: ms(&tally.processing, 0.99),
            limit: limit(world, &usage),
            usage,
            totals: Totals {
                arrived: tally.arrived,
                refused: tally.refused,
                answered: tally.answered,
                stored: world.backlog.stored(),
                waiting: world.backlog.ready(),
                held: world.backlog.held(),
                processed: world.backlog.done(),
                effects: tally.effects,
                leases_lost: tally.leases_lost,
            },
        }
    }

    /// The busiest of all.
    #[must_use]
    pub fn busiest(&self) -> f64 {
        self.usage.iter().map(|usage| usage.share).fold(0.0, f64::max)
    }
}

/// How long each process and then each server was busy until now; of servers also how long it flushed.
fn busy(world: &World) -> Vec<Nanos> {
    let processes = groups(world).into_iter().map(|group| of_all(world, &group.processes));
    let servers = world.servers.iter().flat_map(|server| [server.busy_until(world.agenda.now()), server.flushing]);
    processes.chain(servers).collect()
}

fn of_all(world: &World, processes: &[ProcessId]) -> Nanos {
    processes.iter().map(|process| world.cpu.busy(*process)).sum()
}

/// Processes that do the same.
struct Group {
    what: &'static str,
    processes: Vec<ProcessId>,
    /// Of all their machines together.
    cores: usize,
}

fn groups(world: &World) -> Vec<Group> {
    let of = |what, processes: Vec<ProcessId>| {
        let mut machines = Vec::new();
        for process in &processes {
            let machine = world.cpu.machine_of(*process);
            if !machines.contains(&machine) {
                machines.push(machine);
            }
        }
        let cores = machines.iter().map(|machine| world.cpu.cores(*machine)).sum::<usize>().max(1);
        Group { what, processes, cores }
    };
    let servers = |is_for_marks| {
        let fitting = world.servers.iter().filter(move |server| server.is_for_marks == is_for_marks);
        fitting.map(|server| server.process).collect::<Vec<_>>()
    };
    vec![
        of("the receivers' CPU", world.receivers.iter().map(|receiver| receiver.process).collect()),
        of("the workers' CPU", world.workers.iter().map(|worker| worker.process).collect()),
        of("the engine's CPU", servers(false)),
        of("its replicas' CPU", world.replicas.into_iter().collect()),
        of("the marks' database's CPU", servers(true)),
        of("the senders' CPU", vec![world.generator]),
    ]
}

fn usage(world: &World) -> Vec<Usage> {
    let is_one = matches!(world.setup.layout, Layout::OneMachine { .. });
    let since = |number: usize, now: Nanos| float(now - world.tally.before.get(number).copied().unwrap_or(0));
    let time = float(nanos(world.setup.time));
    let now = busy(world);
    let mut all = Vec::new();
    let (mut machine, groups) = (0.0, groups(world));
    for (number, group) in groups.iter().enumerate() {
        let share = since(number, now[number]) / time / float(group.cores as u64);
        machine += share;
        all.push(Usage { what: group.what.into(), share });
    }
    if is_one {
        all.push(Usage { what: "the machine's CPU".into(), share: machine });
    }
    for (number, server) in world.servers.iter().enumerate() {
        let [busy, flushing] = [0, 1].map(|which| {
            let index = groups.len() + 2 * number + which;
            since(index, now[index]) / time
        });
        let what = if server.is_for_marks { "the marks' database" } else { "the engine" };
        if server.is_serial() {
            all.push(Usage { what: format!("{what}, one at a time"), share: busy.min(1.0) });
        }
        all.push(Usage { what: format!("{what}'s disk"), share: flushing.min(1.0) });
    }
    let slots = float((world.workers.len() * world.setup.max_concurrent) as u64);
    if slots > 0.0 {
        let share = world.tally.holding.mean(world.agenda.now(), world.setup.time) / slots;
        all.push(Usage { what: "the workers' effects".into(), share });
    }
    all.retain(|usage| usage.share > 0.000_5);
    all
}

/// What there is no more of. What serves one at a time and mostly flushes is limited by its disk; elsewhere a disk that is always
/// flushing is no limit, since more would share each flush.
fn limit(world: &World, usage: &[Usage]) -> String {
    let share =
        |what: &str| usage.iter().filter(|usage| usage.what == what).map(|usage| usage.share).fold(0.0, f64::max);
    let full = usage.iter().filter(|usage| usage.share > FULL && !usage.what.ends_with("disk"));
    let Some(full) = full.max_by(|a, b| a.share.total_cmp(&b.share)) else { return idle(world) };
    match full.what.strip_suffix(", one at a time") {
        Some(server) if share(&format!("{server}'s disk")) > 0.5 * full.share => {
            format!("{server}'s disk, flush after flush")
        }
        Some(server) => format!("{server}'s one writer"),
        None => full.what.clone(),
    }
}

/// Nothing is full.
fn idle(world: &World) -> String {
    match world.setup.load {
        Load::Connections(_) => "how long one takes, over all connections",
        Load::Rate(_) => "what comes in",
        Load::Backlog => "how long one takes, over all workers",
    }
    .into()
}

#[expect(clippy::cast_precision_loss, reason = "counts and times of a run fit")]
const fn float(number: u64) -> f64 {
    number as f64
}

fn milliseconds(micros: u64) -> f64 {
    float(micros) / 1000.0
}
