//! What is simulated: a fleet, its load, and what its engine costs.

use crate::{
    agenda::Nanos,
    costs::{Cost, Measured, Operations, Point},
    engine::Engine,
};
use anyhow::{Context, Result};
use autosend_webhooks_inbox::WorkOptions;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// One run.
#[derive(Debug, Clone, Serialize)]
pub struct Setup {
    /// Where deliveries are kept.
    pub engine: Engine,
    /// Processes of `inbox serve`.
    pub receivers: usize,
    /// Processes of `inbox work`; on SQLite they are part of the receivers as far as there are any.
    pub workers: usize,
    /// What comes in.
    pub load: Load,
    /// How long an effect takes, in the mean; it is waiting, not CPU.
    pub effect: Duration,
    /// How many effects of a worker are under way at the same time.
    pub max_concurrent: usize,
    /// How long what a killed worker had is nobody's.
    pub lease: Duration,
    /// On which machines.
    pub layout: Layout,
    /// How long a flush takes, where not as measured.
    pub flush: Option<Duration>,
    /// What is not counted, and then what is.
    pub warm_up: Duration,
    /// What is counted.
    pub time: Duration,
    /// The same seed is the same run.
    pub seed: u64,
    /// Workers that are killed.
    pub kills: Vec<Kill>,
}

/// What comes in.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Load {
    /// Connections to each receiver that send the next delivery when the last was answered.
    Connections(usize),
    /// Deliveries a second to all receivers together, at random times.
    Rate(f64),
    /// Nothing comes in; workers have more than they can do.
    Backlog,
}

/// A worker that is killed, and started again.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Kill {
    /// Which, from 0.
    pub worker: usize,
    /// When.
    pub at: Duration,
    /// How long it takes until it is started again.
    pub back_after: Duration,
}

/// Which machines there are.
#[derive(Debug, Clone, Copy, Serialize)]
pub enum Layout {
    /// All on one machine, also what sends and what deliveries are forwarded to: as in the runs that this is compared with.
    OneMachine {
        /// How many it has.
        cores: usize,
    },
    /// A machine for each receiver, for each worker, and for each server of the engine.
    Fleet(Fleet),
}

/// The machines of a fleet: assumed, in `fleet.toml`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Fleet {
    /// Of each machine of a receiver.
    pub receiver_cores: usize,
    /// Of each machine of a worker.
    pub worker_cores: usize,
    /// Of each server of the engine.
    pub engine_cores: usize,
    /// From one machine to another and back, in microseconds.
    pub round_trip_us: f64,
    /// What is busy for a larger share is full.
    pub most_busy: f64,
    /// A flush of the disks that a fleet has, in microseconds.
    pub flush_us: f64,
    /// How long an effect takes, in milliseconds.
    pub effect_ms: u64,
}

impl Setup {
    /// Receivers whose connections are always busy, in a fleet.
    #[must_use]
    pub fn new(engine: Engine, layout: Layout) -> Self {
        let WorkOptions { max_concurrent, lease, .. } = WorkOptions::default();
        Self {
            engine,
            receivers: 1,
            workers: 0,
            load: Load::Connections(128),
            effect: Duration::ZERO,
            max_concurrent,
            lease,
            layout,
            flush: None,
            warm_up: Duration::from_millis(250),
            time: Duration::from_secs(1),
            seed: 1,
            kills: Vec::new(),
        }
    }

    /// So many processes under a load.
    #[must_use]
    pub fn with(self, receivers: usize, workers: usize, load: Load) -> Self {
        Self { receivers, workers, load, ..self }
    }
}

/// Costs of a run, in nanoseconds.
#[derive(Debug, Clone, Copy)]
pub struct Costs {
    pub receive: Nanos,
    pub work: Nanos,
    pub generate: Nanos,
    pub target: Nanos,
    pub appenders: usize,
    pub append: Op,
    pub claim: Op,
    pub finish: Op,
    pub mark: Op,
}

/// An operation, in nanoseconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Op {
    cost: Cost,
    trip: Nanos,
}

impl Op {
    fn of(points: &[Point], measured: &Measured, setup: &Setup, trips: u32) -> Self {
        let flush_us = measured.machine.flush_us;
        let cost = Cost::of(points, flush_us);
        let factor = setup.flush.map_or(1.0, |flush| micros(flush) / flush_us);
        let way = match setup.layout {
            Layout::OneMachine { .. } => 0.0,
            Layout::Fleet(fleet) => fleet.round_trip_us * f64::from(trips),
        };
        Self { cost: cost.with_flush_scaled(factor), trip: nanos(cost.trip + way) }
    }

    /// Of the client, before it asks.
    #[must_use]
    pub fn asking(&self, items: usize) -> Nanos {
        nanos(self.cost.client.of(count(items)))
    }

    #[must_use]
    pub fn serving(&self, items: usize) -> Nanos {
        nanos(self.cost.server.of(count(items)))
    }

    #[must_use]
    pub fn replicating(&self, items: usize) -> Nanos {
        nanos(self.cost.replicas.of(count(items)))
    }

    /// What is flushed once, however many share it, and what is flushed for each item.
    #[must_use]
    pub fn flushing(&self, items: usize) -> (Nanos, Nanos) {
        (nanos(self.cost.flush.batch), nanos(self.cost.flush.item * count(items)))
    }

    /// One way.
    #[must_use]
    pub const fn way(&self) -> Nanos {
        self.trip / 2
    }
}

impl Costs {
    /// Fails where the engine was not measured.
    pub fn of(measured: &Measured, setup: &Setup) -> Result<Self> {
        let engine = setup.engine;
        let operations = of(measured, engine)?;
        let op = |points: &[Point], trips| Op::of(points, measured, setup, trips);
        let marks =
            if engine.is_database() { Op::default() } else { op(&of(measured, Engine::Postgres)?.mark, TRIPS_TO_MARK) };
        let is_sent_here = matches!(setup.layout, Layout::OneMachine { .. });
        let here = |us: f64| if is_sent_here { nanos(us) } else { 0 };
        Ok(Self {
            receive: nanos(measured.receive_us),
            work: nanos(measured.work_us),
            generate: here(measured.generate_us),
            target: here(measured.target_us),
            appenders: operations.appenders,
            append: op(&operations.append, engine.trips()),
            claim: op(&operations.claim, engine.trips()),
            finish: op(&operations.finish, engine.trips_to_finish()),
            mark: marks,
        })
    }
}

/// Begin, set the timeout, insert, commit.
const TRIPS_TO_MARK: u32 = 4;

fn of(measured: &Measured, engine: Engine) -> Result<&Operations> {
    measured.engines.get(engine.name()).with_context(|| format!("{} was not measured", engine.title()))
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

/// Microseconds as nanoseconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "times are short and not negative")]
fn nanos(us: f64) -> Nanos {
    (us * 1e3).round() as Nanos
}

#[expect(clippy::cast_precision_loss, reason = "batches are short")]
const fn count(items: usize) -> f64 {
    items as f64
}
