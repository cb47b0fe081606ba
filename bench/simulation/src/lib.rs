//! A fleet of receivers and workers over each engine, simulated: what rate it reaches, how long a delivery takes, and what the limit is.
//!
//! Discrete events, seeded: the same seed gives the same run, on every machine. What operations cost was measured
//! ([`costs::Measured`]); who waits for whom is what the inbox and the engines do: batches without added delay, a flush that is shared,
//! leases, marks.
//!
//! ```
//! use simulation::{Engine, Layout, Load, Setup, measured, simulate};
//!
//! let setup = Setup::new(Engine::Sqlite, Layout::OneMachine { cores: 2 }).with(1, 0, Load::Rate(500.0));
//! let report = simulate(&measured(), setup).unwrap();
//! assert!((400.0..600.0).contains(&report.accepted_per_second));
//! ```
#![forbid(unsafe_code)]

mod agenda;
mod backlog;
pub mod book;
pub mod costs;
mod cpu;
mod engine;
mod million;
pub mod real;
mod receiving;
mod serving;
mod setup;
pub mod table;
pub mod tables;
mod tally;
mod working;
mod world;

pub use costs::Measured;
pub use engine::{Discipline, Engine};
pub use setup::{Fleet, Kill, Layout, Load, Setup};
pub use tally::{Report, Totals, Usage};

use anyhow::{Context, Result};
use serde::Serialize;
use std::{fs, path::Path};

/// The costs that are in the repository.
///
/// # Panics
///
/// If the file is not valid; a test reads it.
#[must_use]
pub fn measured() -> Measured {
    toml::from_str(include_str!("../measured.toml")).expect("the file of costs is valid")
}

/// The fleet that is assumed.
///
/// # Panics
///
/// If the file is not valid; a test reads it.
#[must_use]
pub fn fleet() -> Fleet {
    toml::from_str(include_str!("../fleet.toml")).expect("the file of the fleet is valid")
}

/// The runs of real processes that are in the repository.
///
/// # Panics
///
/// If the file is not valid; a test reads it.
#[must_use]
pub fn runs() -> Vec<real::Real> {
    toml::from_str::<real::Runs>(include_str!("../real.toml")).expect("the file of runs is valid").run
}

/// Runs one. Fails where its engine was not measured.
pub fn simulate(measured: &Measured, setup: Setup) -> Result<Report> {
    let costs = setup::Costs::of(measured, &setup)?;
    Ok(world::World::new(setup, &costs).run())
}

/// Writes down what was measured, and the runs that go with it.
pub fn save(measured: &Measured, runs: &[real::Real]) -> Result<()> {
    write("measured.toml", measured)?;
    write("real.toml", &real::Runs { run: runs.to_vec() })
}

fn write(name: &str, value: &impl Serialize) -> Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = toml::to_string(value)?;
    let text = format!(
        "# Written by `cargo xtask bench --only scaling -- --save`, on a machine that did nothing else.\n\n{text}"
    );
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}
