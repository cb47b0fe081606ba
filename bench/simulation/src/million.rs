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
/// Receivers or workers that are busier than this are too few.
const FULL: f64 = 0.95;

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
    while setup.receivers <= MOST_PROCESSES && setup.workers <= MOST_PROCESSES {
        let report = simulate(measured, setup.clone())?;
        let is_full = |what: &str| report.usage.iter().any(|usage| usage.what == what && usage.share > FULL);
        if is_full("the receivers' CPU") {
            setup.receivers += setup.receivers.div_ceil(8);
        } else if !is_full("the workers' effects") && !is_full("the workers' CPU") {
            let out = report.accepted_per_second.min(report.processed_per_second);
            return Ok((out > KEPT_UP * report.arrived_per_second).then_some(setup));
        } else if setup.engine.is_in_process() {
            setup.max_concurrent += setup.max_concurrent.div_ceil(8);
            if setup.max_concurrent > MOST_PROCESSES * 8 {
                return Ok(None);
            }
        } else {
            setup.workers += setup.workers.div_ceil(8);
        }
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
