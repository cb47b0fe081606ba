//! What a million deliveries a minute take: as few engines, receivers and workers as do it without being full.

use crate::{Engine, Fleet, Layout, Load, Measured, Report, Setup, real::thousands, simulate, table::Table};
use anyhow::Result;
use std::time::Duration;

/// Deliveries a second.
const RATE: f64 = 1_000_000.0 / 60.0;
/// More would be another design.
const MOST_ENGINES: usize = 64;
const MOST_PROCESSES: usize = 256;
/// As much of what comes in has to come out while it is counted.
const KEPT_UP: f64 = 0.97;
/// An eighth more of them has to give more than this, or it was in vain; and how often that may be.
const BETTER: f64 = 1.02;
const IN_VAIN: usize = 4;

/// What it takes.
pub struct Answer {
    engine: Engine,
    /// None where 64 engines are too few.
    found: Option<Found>,
}

struct Found {
    engines: usize,
    /// Of each.
    setup: Setup,
    report: Report,
}

/// The fewest engines, each with its own share of the deliveries, and for each of them the fewest receivers and workers.
pub fn answer(measured: &Measured, fleet: Fleet, engine: Engine, flush: Option<Duration>) -> Result<Answer> {
    let setup = Setup {
        flush,
        effect: fleet.effect(),
        warm_up: Duration::from_secs(2),
        time: Duration::from_secs(2),
        ..Setup::new(engine, Layout::Fleet(fleet))
    };
    for engines in 1..=MOST_ENGINES {
        let rate = RATE / count(engines);
        if let Some(setup) = fill(measured, setup.clone(), rate / fleet.most_busy)? {
            let report = simulate(measured, Setup { load: Load::Rate(rate), ..setup.clone() })?;
            return Ok(Answer { engine, found: Some(Found { engines, setup, report }) });
        }
    }
    Ok(Answer { engine, found: None })
}

/// Adds receivers and workers until what comes in at a peak comes out; none where more of them do not help.
fn fill(measured: &Measured, setup: Setup, peak: f64) -> Result<Option<Setup>> {
    let mut setup = setup.with(1, 1, Load::Rate(peak));
    let (mut best, mut in_vain) = (0.0, 0);
    while in_vain < IN_VAIN && setup.receivers.max(setup.workers) <= MOST_PROCESSES {
        let report = simulate(measured, setup.clone())?;
        let out = report.accepted_per_second.min(report.processed_per_second);
        if out > KEPT_UP * report.arrived_per_second {
            return Ok(Some(setup));
        }
        in_vain = if out > BETTER * best { 0 } else { in_vain + 1 };
        best = best.max(out);
        let is_receiving = report.accepted_per_second > KEPT_UP * report.arrived_per_second;
        let grown = match (is_receiving, setup.engine.is_in_process()) {
            (false, _) => &mut setup.receivers,
            (true, true) => &mut setup.max_concurrent,
            (true, false) => &mut setup.workers,
        };
        *grown += grown.div_ceil(8);
    }
    Ok(None)
}

#[expect(clippy::cast_precision_loss, reason = "few")]
const fn count(engines: usize) -> f64 {
    engines as f64
}

/// A row for each.
pub fn table(answers: &[Answer]) -> Table {
    let mut table = Table::new(&[
        "engine",
        "engines",
        "receivers",
        "workers",
        "effects at the same time",
        "p50 / p99 ms until 200",
    ]);
    for Answer { engine, found } in answers {
        let cells = match found {
            Some(found) => found.cells(),
            None => [format!("more than {MOST_ENGINES}"), dash(), dash(), dash(), dash()],
        };
        table.row([engine.title().to_owned()].into_iter().chain(cells));
    }
    table
}

impl Found {
    fn cells(&self) -> [String; 5] {
        let Self { engines, setup, report } = self;
        let in_all = |each: usize| thousands(count(engines * each));
        [
            engines.to_string(),
            in_all(setup.receivers),
            if setup.engine.is_in_process() { "the receivers".into() } else { in_all(setup.workers) },
            in_all(setup.workers * setup.max_concurrent),
            format!("{:.1} / {:.1}", report.accepted_p50_ms, report.accepted_p99_ms),
        ]
    }
}

fn dash() -> String {
    "–".into()
}
