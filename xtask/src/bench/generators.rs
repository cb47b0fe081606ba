//! The generator: what its code makes of bodies beside that of other generators, and how long large packages take.

use std::process::Command;

use anyhow::Result;

use crate::{
    programs::{self, Build},
    toolchains,
    workspace::{self, command},
};

const PROJECT: &str = "bench/generators";
/// The project that has GitHub's document.
const GITHUB: &str = "tests/conformance/github";
const DOCUMENT: &str = "node_modules/@octokit/openapi-webhooks/generated/api.github.com.json";

/// The comparison; what can't be had here it names, and leaves out.
pub fn compare() -> Result<Command> {
    let mut compare = script("compare.py")?;
    compare.arg(programs::command_line(Build::Bench)?).arg(toolchains::cache("generators")?);
    Ok(compare)
}

/// What packages of GitHub's document take to make, to compile and to load.
pub fn size() -> Result<Command> {
    let github = workspace::root().join(GITHUB);
    toolchains::node_modules(&github)?;
    let mut size = script("size.py")?;
    size.arg(programs::command_line(Build::Bench)?).arg(github.join(DOCUMENT)).arg(toolchains::cache("generators")?);
    Ok(size)
}

fn script(name: &str) -> Result<Command> {
    let project = workspace::root().join(PROJECT);
    toolchains::node_modules(&project)?;
    let mut python = command(toolchains::python(&project.join("requirements.txt"))?);
    python.arg("-B").arg(project.join(name));
    Ok(python)
}
