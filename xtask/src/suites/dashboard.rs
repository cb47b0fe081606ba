//! The dashboards of the local AutoSend and of the inbox, in a real Chromium.

use anyhow::Result;

use crate::{counts, step::Steps, toolchains::chromium::Project};

/// What is looked at besides being run; the book's own script and looks are among it.
const SOURCES: [&str; 4] = [".", "../assets", "../../../docs/accessibility.js", "../../../docs/looks.css"];

pub fn run(steps: &mut Steps) -> Result<()> {
    let project = Project::prepare()?;
    steps.check("the types, as TypeScript reads them", project.node(&["node_modules/typescript/bin/tsc"]))?;
    let mut lints = project.node(&["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"]);
    lints.arg("--config-path=.").args(SOURCES);
    steps.check("format and lints", lints)?;

    // One file at a time: each has a server and a browser of its own.
    let mut tests = project.node(&["--test", "--test-reporter=tap", "--test-concurrency=1"]);
    tests.args(project.test_files()?);
    steps.tests("the dashboards in Chromium", tests, counts::node_test)
}
