//! Runs of real processes on one machine, `real.toml`, and the same runs simulated: what the simulation is worth.

use crate::{Engine, Layout, Load, Measured, Report, Setup, simulate, table::Table};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How many connections to each receiver were busy.
pub const CONNECTIONS: usize = 64;

/// What the processes of a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// `inbox serve`, with connections that are always busy.
    Receive,
    /// `inbox work`, with more to do than they can, forwarding by HTTP; marks in PostgreSQL where the engine is no database.
    Work,
}

/// One run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Real {
    /// The engine, by its name.
    pub engine: Engine,
    /// What the processes did.
    pub kind: Kind,
    /// How many there were.
    pub processes: usize,
    /// Deliveries a second.
    pub rate: f64,
    /// From sending to the response, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p50_ms: Option<f64>,
    /// The same of the slowest in a hundred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p99_ms: Option<f64>,
}

/// The file of runs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Runs {
    /// In the order of engines.
    pub run: Vec<Real>,
}

impl Real {
    /// `times`: p50 and p99 in milliseconds.
    #[must_use]
    pub fn new(engine: Engine, kind: Kind, processes: usize, rate: f64, times: Option<(f64, f64)>) -> Self {
        let (p50_ms, p99_ms) = times.unzip();
        Self { engine, kind, processes, rate: rate.round(), p50_ms, p99_ms }
    }

    /// The same, simulated.
    pub fn simulated(&self, measured: &Measured) -> Result<Report> {
        let setup = Setup::new(self.engine, Layout::OneMachine { cores: measured.machine.cores });
        let setup = Setup { time: Duration::from_secs(2), ..setup };
        simulate(
            measured,
            match self.kind {
                Kind::Receive => setup.with(self.processes, 0, Load::Connections(CONNECTIONS)),
                Kind::Work => setup.with(0, self.processes, Load::Backlog),
            },
        )
    }
}

/// How the simulation compares with the runs: a row for each.
pub fn compared(measured: &Measured, runs: &[Real]) -> Result<Table> {
    let mut table = Table::new(&[
        "engine",
        "what",
        "processes",
        "real/s",
        "simulated/s",
        "ratio",
        "real p99 ms",
        "simulated p99 ms",
    ]);
    for run in runs {
        let report = run.simulated(measured)?;
        let (what, rate) = match run.kind {
            Kind::Receive => ("receive", report.accepted_per_second),
            Kind::Work => ("work", report.processed_per_second),
        };
        let simulated_p99 = run.p99_ms.map(|_| format!("{:.1}", report.accepted_p99_ms));
        table.row([
            run.engine.title().into(),
            what.into(),
            run.processes.to_string(),
            thousands(run.rate),
            thousands(rate),
            format!("{:.2}", rate / run.rate),
            run.p99_ms.map_or_else(dash, |ms| format!("{ms:.1}")),
            simulated_p99.unwrap_or_else(dash),
        ]);
    }
    Ok(table)
}

/// How far off the simulated rates are: the median, and the worst, as a share of the real one.
pub fn errors(measured: &Measured, runs: &[Real]) -> Result<(f64, f64)> {
    let mut all = Vec::new();
    for run in runs {
        let report = run.simulated(measured)?;
        let rate = if run.kind == Kind::Receive { report.accepted_per_second } else { report.processed_per_second };
        all.push((rate / run.rate - 1.0).abs());
    }
    all.sort_by(f64::total_cmp);
    Ok((all.get(all.len() / 2).copied().unwrap_or(0.0), all.last().copied().unwrap_or(0.0)))
}

/// Prints the comparison.
pub fn print(measured: &Measured, runs: &[Real]) -> Result<()> {
    println!("{}", compared(measured, runs)?.text());
    let (median, worst) = errors(measured, runs)?;
    println!("the simulated rate is off by {:.0} % in the median, {:.0} % at most", 100.0 * median, 100.0 * worst);
    Ok(())
}

fn dash() -> String {
    "–".into()
}

/// A rate without decimals, `12,345`.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate")]
pub fn thousands(rate: f64) -> String {
    let digits = (rate.round() as u64).to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or("")).collect();
    groups.join(",")
}
