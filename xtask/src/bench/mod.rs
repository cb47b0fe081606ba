//! `cargo xtask bench`: the side-by-side measurements, in release builds: the `bench` crate's, then those of the
//! bindings, then every language without a binding against the snippet that it replaces, then the generator: beside others, and by
//! what its code takes to make and compile.

mod generators;
mod sdks;

use std::{ffi::OsString, process::Command};

use anyhow::{Context, Result};
use clap::builder::PossibleValuesParser;

use crate::{
    toolchains::{
        self, kafka, kotlin, nats, node, postgres,
        python::{self, Wheel},
        redis, swift,
    },
    ui, workspace,
};

#[derive(clap::Args)]
pub struct Args {
    /// Measure this part only; may be given several times, or with commas
    #[arg(long, value_name = "PART", value_delimiter = ',', value_parser = names())]
    only: Vec<String>,

    /// Passed on to the benchmark
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// A part: what `--only` calls it, and how it is measured with the arguments passed on. Returns whether it ended well.
type Part = (&'static str, fn(&[OsString]) -> Result<bool>);

static PARTS: &[Part] = &[
    ("rust", |arguments| run(workspace::cargo("run --release --package bench --"), arguments)),
    ("dev", |arguments| run(workspace::cargo("bench --package autosend-webhooks-cli --bench dev --"), arguments)),
    ("inbox", |arguments| run(workspace::cargo("bench --package autosend-webhooks-cli --bench inbox --"), arguments)),
    ("engines", |arguments| run(engines()?, arguments)),
    ("scaling", |arguments| run(scaling()?, arguments)),
    ("rivals", |arguments| run(rivals()?, arguments)),
    ("python", |arguments| run(python::bench(Wheel::Versioned)?, arguments)),
    ("python-abi3", |arguments| run(python::bench(Wheel::Stable)?, arguments)),
    ("node", |arguments| run(node::bench()?, arguments)),
    ("kotlin", |arguments| run(kotlin::bench()?, arguments)),
    ("swift", |arguments| run(swift::bench()?, arguments)),
    ("sdks", sdks::run),
    ("generators", |arguments| run(generators::compare()?, arguments)),
    ("generated", |arguments| run(generators::size()?, arguments)),
];

fn run(mut program: Command, arguments: &[OsString]) -> Result<bool> {
    Ok(program.args(arguments).status().context("cannot run the benchmark")?.success())
}

/// The inbox over engines, beside their own clients.
fn engines() -> Result<Command> {
    over_engines("--engines")
}

/// What operations cost, and what several processes reach: what the simulation is made from, and held against.
fn scaling() -> Result<Command> {
    postgres::provide()?;
    over_engines("--scaling")
}

fn over_engines(what: &str) -> Result<Command> {
    redis::provide()?;
    let mut bench = workspace::cargo("bench --package autosend-webhooks-cli --features kafka --bench inbox --");
    bench.arg(what).env("NATS_SERVER", nats::server()?).env("KAFKA_FOLDER", kafka::provide()?);
    Ok(bench)
}

/// Receivers as they are usually written, beside the inbox.
fn rivals() -> Result<Command> {
    toolchains::node_modules(&workspace::root().join("bench/rivals"))?;
    redis::provide()?;
    postgres::provide()?;
    Ok(workspace::cargo("bench --package autosend-webhooks-cli --bench rivals --"))
}

fn names() -> PossibleValuesParser {
    PARTS.iter().map(|(name, _)| *name).into()
}

/// Returns whether all benchmarks ended well.
pub fn main(args: &Args) -> Result<bool> {
    let mut fine = true;
    for (name, measure) in PARTS {
        if !args.only.is_empty() && !args.only.iter().any(|only| only == name) {
            continue;
        }
        ui::note(&format!("building and running the benchmark: {name} (release)"));
        fine &= measure(&args.arguments)?;
    }
    Ok(fine)
}
