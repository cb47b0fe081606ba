//! The programs of this workspace that the demo, the tests and the benchmarks start.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    step,
    toolchains::kafka,
    workspace::{self, Metadata},
};

const COMMAND_LINE: &str = "autosend-webhooks";
const AXUM: &str = "example-axum";

/// For whom programs are built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// Soon, with what the demo shows and nothing else.
    Demo,
    /// With all features and as `cargo test` built them for the tests of the workspace, so that there is nothing left to build.
    Tests,
    /// Optimised.
    Bench,
}

/// Builds the command line, and the axum example for the demo and the tests; returns the program that the command line is.
pub fn command_line(build: Build) -> Result<PathBuf> {
    let (title, arguments) = match build {
        Build::Demo => (
            "building the command line and a receiver",
            format!("build --package autosend-webhooks-cli --package {AXUM} --bins --no-default-features"),
        ),
        // With a test among them, cargo takes the features of a test build.
        Build::Tests => (
            "building the programs",
            "build --workspace --exclude xtask --all-features --bins --test output".to_owned(),
        ),
        Build::Bench => ("building the command line", format!("build --release --bin {COMMAND_LINE}")),
    };
    if build == Build::Tests {
        kafka::client()?;
    }
    step::must(title, workspace::cargo(&arguments))?;
    let profile = if build == Build::Bench { "release" } else { "debug" };
    Ok(Metadata::read()?.binary(profile, COMMAND_LINE))
}

/// The axum example, built by [`command_line`].
pub fn axum() -> Result<PathBuf> {
    Ok(Metadata::read()?.binary("debug", AXUM))
}
