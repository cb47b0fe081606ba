//! The local AutoSend, by programs that are not ours: the provider's npm client, and schemathesis.

use anyhow::Result;

use crate::{
    counts,
    programs::{self, Build},
    step::Steps,
    toolchains::{self, NODE},
    workspace::{self, command},
};

/// Where the scripts and their lock files are.
const CLIENTS: &str = "cli/tests/clients";
/// Where they find the built command line.
const PROGRAM: &str = "AUTOSEND_WEBHOOKS_CLI";

pub fn run(steps: &mut Steps) -> Result<()> {
    let program = programs::command_line(Build::Tests)?;
    let clients = workspace::root().join(CLIENTS);
    steps.attempt("autosendjs", |steps| {
        toolchains::node_modules(&clients)?;
        let mut node = NODE.command();
        node.args(["--test", "--test-reporter=tap", "autosendjs.test.mjs"])
            .current_dir(&clients)
            .env(PROGRAM, &program);
        steps.tests("the provider's npm client, autosendjs", node, counts::node_test)
    });
    steps.attempt("schemathesis", |steps| {
        let mut python = command(toolchains::python(&clients.join("requirements.txt"))?);
        python.arg(clients.join("openapi.py")).env(PROGRAM, &program);
        steps.check("the OpenAPI document is true, by schemathesis", python)?;
        Ok(())
    });
    Ok(())
}
