//! `schema/`: what the core generates is what is committed, and validators that are not ours agree with it.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    counts, generate,
    step::Steps,
    toolchains::{self},
    workspace::{self, command},
};

/// Where the scripts and their lock files are.
const SCRIPTS: &str = "tests/schema";

pub fn run(steps: &mut Steps) -> Result<()> {
    steps.verdict("cargo xtask generate --check", generate::check());
    steps.attempt("Python's validators", python);
    node(steps)
}

fn python(steps: &mut Steps) -> Result<()> {
    let mut python = command(toolchains::python(&scripts().join("requirements.txt"))?);
    python.arg(format!("{SCRIPTS}/validate.py"));
    steps.tests("samples and OpenAPI by Python's validators", python, counts::plain)
}

fn node(steps: &mut Steps) -> Result<()> {
    toolchains::node_modules(&scripts())?;
    let mut node = toolchains::NODE.command();
    node.arg(format!("{SCRIPTS}/validate.mjs"));
    steps.tests("samples by Node's ajv", node, counts::plain)
}

fn scripts() -> PathBuf {
    workspace::root().join(SCRIPTS)
}
