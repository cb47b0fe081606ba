//! What a million deliveries a minute take: as few engines, receivers and workers as do it without being full.

use crate::{Engine, Fleet, Layout, Load, Measured, Report, Setup, Usage, real::thousands, simulate, table::Table};
use anyhow::Result;
use std::time::Duration;

/// Deliveries a second.
const RATE: f64 = 1_000_000.0 / 60.0;
/// More would be another design.
const MOST_ENGINES: usize = 64;
const MOST_PROCESSES: usize = 256;
/// As much of what comes in has to come out while it is counted.
const KEPT_UP: f64 = 0.97;

/// What it takes.
pub struct Answer {
    engine: Engine,
    /// None where 64 engines are too few.
    found: Option<Found>,
}

struct Found {
    engines: usize,
    receivers: usize,
    workers: usize,
    max_concurrent: usize,
    report: Report,
}

/// The fewest engines, each with its own share of the deliveries, and for each of them the fewest receivers and workers.
pub fn answer(measured: &Measured, fleet: Fleet, engine: Engine, flush: Option<Duration>) -> Result<Answer> {
    for engines in 1..=MOST_ENGINES {
        let setup = Setup {
            flush,
            effect: fleet.effect(),
            warm_up: Duration::from_secs(2),
            time: Duration::from_secs(2),
            ..Setup::new(engine, Layout::Fleet(fleet))
        };
        let share = setup.with(1, 1, Load::Rate(RATE / count(engines)));
        if let Some(found) = fill(measured, fleet, engines, share)? {
            return Ok(Answer { engine, found: Some(found) });
        }
    }
    Ok(Answer { engine, found: None })
}

/// Adds receivers and workers until none of them is full; none where the engine is.
fn fill(measured: &Measured, fleet: Fleet, engines: usize, mut setup: Setup) -> Result<Option<Found>> {
    loop {
        let report = simulate(measured, setup.clone())?;
        let is_full = |what: &str| share(&report.usage, |usage| usage.what == what) > fleet.most_busy;
        let is_short_of_workers = is_full("the workers' effects") || is_full("the workers' CPU");
        if share(&report.usage, is_of_the_engine) > fleet.most_busy {
            return Ok(None);
        }
        if is_full("the receivers' CPU") {
            setup.receivers += 1;
        } else if is_short_of_workers && setup.engine.is_in_process() {
            setup.max_concurrent += setup.max_concurrent.div_ceil(8);
        } else if is_short_of_workers {
            setup.workers += setup.workers.div_ceil(8);
        } else {
            let keeps_up = report.processed_per_second > KEPT_UP * RATE / count(engines);
            let Setup { receivers, workers, max_concurrent, .. } = setup;
            return Ok(keeps_up.then_some(Found { engines, receivers, workers, max_concurrent, report }));
        }
        if setup.receivers > MOST_PROCESSES || setup.workers > MOST_PROCESSES || setup.max_concurrent > 4096 {
            return Ok(None);
        }
    }
}

/// Whether more receivers and workers would not help.
fn is_of_the_engine(usage: &Usage) -> bool {
    !["the receivers' CPU", "the workers' CPU", "the workers' effects", "the senders' CPU"]
        .contains(&usage.what.as_str())
}

fn share(usage: &[Usage], which: impl Fn(&Usage) -> bool) -> f64 {
    usage.iter().filter(|usage| which(usage)).map(|usage| usage.share).fold(0.0, f64::max)
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
        "at the same time",
        "p50 / p99 ms until 200",
        "the busiest of the engine",
    ]);
    for Answer { engine, found } in answers {
        let Some(found) = found else {
            table.row(
                [engine.title().into(), format!("more than {MOST_ENGINES}")]
                    .into_iter()
                    .chain(std::iter::repeat_n("–".to_owned(), 5)),
            );
            continue;
        };
        let Found { engines, receivers, workers, max_concurrent, report } = found;
        let busiest =
            report.usage.iter().filter(|usage| is_of_the_engine(usage)).max_by(|a, b| a.share.total_cmp(&b.share));
        table.row([
            engine.title().to_owned(),
            engines.to_string(),
            (engines * receivers).to_string(),
            if engine.is_in_process() { "in them".into() } else { (engines * workers).to_string() },
            thousands(count(engines * workers * max_concurrent)),
            format!("{:.1} / {:.1}", report.accepted_p50_ms, report.accepted_p99_ms),
            busiest.map_or_else(String::new, |usage| format!("{}: {:.0} %", usage.what, 100.0 * usage.share)),
        ]);
    }
    table
}
