//! `bindings/node`: the npm package, installed from its tarball as users install it.

use anyhow::Result;

use crate::{
    counts, node,
    setup::{NODE, NPM},
    step::Steps,
    workspace,
};

pub fn run(steps: &mut Steps) -> Result<()> {
    NODE.require()?;
    NPM.require()?;
    let project = node::install(node::TESTS)?;

    let mut tests = node::node(&project, &["--expose-gc", "--test", "--test-reporter=tap"]);
    // Each file by its name: what a folder means differs between versions of Node.
    let mut files: Vec<_> = std::fs::read_dir(&project)?.filter_map(|entry| Some(entry.ok()?.file_name())).collect();
    files.retain(|name| name.to_string_lossy().contains(".test."));
    files.sort();
    tests.args(files).env("AUTOSEND_WEBHOOKS_VECTORS", workspace::root().join("tests/vectors"));
    steps.tests("node --test", tests, counts::node_test)?;

    steps.check(
        "the types, as TypeScript reads them",
        node::node(&project, &["node_modules/typescript/bin/tsc", "--project", "types"]),
    )?;
    steps.check(
        "publint",
        node::node(&project, &["node_modules/publint/src/cli.js", "node_modules/autosend-webhooks", "--strict"]),
    )?;
    // Resolution as of Node 10 knows no subpaths; Node 18 is the oldest that is supported.
    let mut attw = node::node(&project, &["node_modules/@arethetypeswrong/cli/dist/index.js", "--profile", "node16"]);
    attw.arg(node::pack()?);
    steps.check("are the types wrong", attw)?;
    let lint = ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."];
    steps.check("format and lints", node::node(&workspace::root().join(node::PACKAGE), &lint))?;
    Ok(())
}
