//! `cargo xtask simulate`: a fleet over each engine, by the crate `bench/simulation`.

use std::ffi::OsString;

use anyhow::{Context, Result};

use crate::workspace;

#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub struct Args {
    /// Passed on: `run --engine redis`, `docs`, `--json`, `--help`; without any, all tables
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Returns whether it ended well. Its tests' build is optimised, and is used: it is compiled sooner than a release.
pub fn main(args: &Args) -> Result<bool> {
    let mut simulation = workspace::cargo("run --quiet --package simulation --bin simulation --");
    Ok(simulation.args(&args.arguments).status().context("cannot run the simulation")?.success())
}
