//! `cargo xtask bench`: the side-by-side measurements, in release builds: the `bench` crate's, then those of the
//! bindings.

use std::{ffi::OsString, process::Command};

use anyhow::{Context, Result};
use clap::builder::PossibleValuesParser;

use crate::{
    kotlin, node,
    python::{self, Wheel},
    swift, ui, workspace,
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

/// A part: what `--only` calls it, and the program that measures it, built.
type Part = (&'static str, fn() -> Result<Command>);

static PARTS: &[Part] = &[
    ("rust", || Ok(workspace::cargo("run --release --package bench --"))),
    ("dev", || Ok(workspace::cargo("bench --package autosend-webhooks-cli --bench dev --"))),
    ("python", || python::bench(Wheel::Versioned)),
    ("python-abi3", || python::bench(Wheel::Stable)),
    ("node", node::bench),
    ("kotlin", kotlin::bench),
    ("swift", swift::bench),
];

fn names() -> PossibleValuesParser {
    PARTS.iter().map(|(name, _)| *name).into()
}

/// Returns whether all benchmarks ended well.
pub fn main(args: &Args) -> Result<bool> {
    let mut fine = true;
    for (name, build) in PARTS {
        if !args.only.is_empty() && !args.only.iter().any(|only| only == name) {
            continue;
        }
        ui::note(&format!("building and running the benchmark: {name} (release)"));
        let status = build()?.args(&args.arguments).status().context("cannot run the benchmark")?;
        fine &= status.success();
    }
    Ok(fine)
}
