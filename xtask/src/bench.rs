//! `cargo xtask bench`: the side-by-side measurements of the `bench` crate, in a release build.

use std::ffi::OsString;

use anyhow::{Context, Result};

use crate::{ui, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// Passed on to the benchmark
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Returns whether the benchmark ended well.
pub fn main(args: &Args) -> Result<bool> {
    ui::note("building and running the benchmark (release)");
    let mut command = workspace::cargo("run --release --package bench --");
    let status = command.args(&args.arguments).status().context("cannot run cargo")?;
    Ok(status.success())
}
