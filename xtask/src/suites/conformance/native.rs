//! The bindings for comparison: the same runners over the installed packages.

use anyhow::Result;

use super::Runner;
use crate::{
    toolchains::{
        NODE, node,
        python::{self, Wheel},
    },
    workspace::command,
};

pub(super) fn runners() -> Result<Vec<Runner>> {
    let interpreter = python::install("test", Wheel::Versioned)?;
    let python = move || {
        let mut runner = command(&interpreter);
        runner.args(["-B", "tests/conformance/python/run.py", "autosend_webhooks"]);
        runner
    };
    let project = node::install(node::TESTS)?;
    let node = move || {
        let mut runner = NODE.command();
        runner.arg("tests/conformance/typescript/run.mjs").arg(project.join("node_modules/autosend-webhooks"));
        runner
    };
    Ok(vec![
        Runner { title: "python, native".into(), start: Box::new(python) },
        Runner { title: "node, native".into(), start: Box::new(node) },
    ])
}
