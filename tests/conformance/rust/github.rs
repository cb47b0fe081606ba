//! Runs what GitHub sent through a crate of GitHub's document: `github FOLDER`.

mod runner;

use std::{env, path::Path, process::ExitCode};

fn main() -> Result<ExitCode, runner::Failed> {
    let folder = env::args().nth(1).ok_or("usage: github FOLDER")?;
    runner::run::<github::Event>(Path::new(&folder))
}
