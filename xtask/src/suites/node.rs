//! `bindings/node`: the npm package, installed from its tarball as users install it.

use std::{path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{
    counts,
    programs::{self, Build},
    step::Steps,
    toolchains::{
        NODE, NPM, nats, node, postgres,
        python::{self, Wheel},
        redis,
    },
    workspace::{self, command},
};

pub fn run(steps: &mut Steps) -> Result<()> {
    NODE.require()?;
    NPM.require()?;
    let project = node::install(node::TESTS)?;

    // Each file by its name: what a folder means differs between versions of Node.
    steps.tests("node --test", tests(NODE.command(), &project, &test_files(&project)?), counts::node_test)?;
    let mut pure = tests(NODE.command(), &project, &PURE.map(|name| format!("{name}.test.mjs")));
    pure.env("AUTOSEND_WEBHOOKS_PURE", "1").env("EXPECTED_BACKEND", "pure");
    steps.tests("node --test, without the addon", pure, counts::node_test)?;
    for runtime in node::NODES {
        steps.attempt(runtime.name, |steps| on_node(steps, runtime, &project));
    }
    for (runtime, arguments) in OTHERS {
        steps.attempt(runtime.name, |steps| {
            let mut smoke = command(runtime.program()?);
            smoke.args(*arguments).arg("smoke.mjs").env("EXPECTED_BACKEND", "pure").current_dir(&project);
            steps.check(&format!("{}: the package loads and works", runtime.name), smoke).map(drop)
        });
    }

    steps.attempt("the packages of a release", |steps| {
        let mut smoke = node::node(&node::install_release()?, &["smoke.mjs"]);
        smoke.env("EXPECTED_BACKEND", "native");
        steps.check("the packages of a release: the addon of this platform loads", smoke).map(drop)
    });

    steps.attempt("bundlers and test environments", platforms);
    steps.attempt("the inbox in databases", inbox);

    steps.check(
        "the types, as TypeScript reads them",
        node::node(&project, &["node_modules/typescript/bin/tsc", "--project", "types"]),
    )?;
    steps.check(
        "publint",
        node::node(&project, &["node_modules/publint/src/cli.js", "node_modules/autosend-webhooks", "--strict"]),
    )?;
    let mut attw = node::node(&project, &["node_modules/@arethetypeswrong/cli/dist/index.js", "--profile", "strict"]);
    attw.arg(node::pack()?).args(["--entrypoints", "."]).args(adapters(&project)?);
    steps.check("are the types wrong", attw)?;
    let lint = ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."];
    steps.check("format and lints", node::node(&workspace::root().join(node::PACKAGE), &lint))?;
    Ok(())
}

/// The subpaths that the package exports: a file each.
fn adapters(project: &Path) -> Result<Vec<String>> {
    let files = std::fs::read_dir(project.join("node_modules/autosend-webhooks/dist/adapters"))?;
    let names =
        files.filter_map(|file| file.ok()?.file_name().into_string().ok()?.strip_suffix(".cjs").map(str::to_owned));
    Ok(names.collect())
}

/// The names of the files with tests in a project's folder.
fn test_files(project: &Path) -> Result<Vec<String>> {
    let mut files: Vec<_> =
        std::fs::read_dir(project)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    files.retain(|name| name.contains(".test."));
    files.sort();
    Ok(files)
}

/// What bundlers, Next.js, Workers and other test runners make of the package: built and run.
fn platforms(steps: &mut Steps) -> Result<()> {
    let project = node::install(node::PLATFORMS)?;
    let mut tests = tests(NODE.command(), &project, &test_files(&project)?);
    tests.env("AUTOSEND_WEBHOOKS_CLI", programs::command_line(Build::Tests)?);
    steps.tests("bundlers and test environments", tests, counts::node_test)
}

/// Each event once, in the databases and with the clients that applications have; these need a newer Node than the package.
fn inbox(steps: &mut Steps) -> Result<()> {
    postgres::provide()?;
    redis::provide()?;
    let nats_server = nats::server()?;
    let program = node::NODES.last().context("there is a newest Node")?.program()?;
    let project = node::install_inbox()?;
    let files = test_files(&project)?;
    let mut tests = tests(command(&program), &project, &files);
    tests.env("AUTOSEND_WEBHOOKS_CLI", programs::command_line(Build::Tests)?);
    tests.env("NATS_SERVER", nats_server);
    // Some of the tests have a worker in Python beside one in Node.
    tests.env("AUTOSEND_WEBHOOKS_PYTHON", python::install("test", Wheel::Versioned)?);
    tests.env("AUTOSEND_WEBHOOKS_EXAMPLES", workspace::root().join("examples"));
    let (nextjs, start) = node::nextjs_prisma(&program)?;
    tests.env("AUTOSEND_WEBHOOKS_NEXTJS", nextjs).env("AUTOSEND_WEBHOOKS_START_NEXTJS", start);
    steps.tests("the inbox in databases", tests, counts::node_test)?;
    let oldest = node::NODES.first().context("there is an oldest Node")?;
    let mut tests = self::tests(command(oldest.program()?), &project, &["inbox.test.mjs".to_owned()]);
    tests.env("AUTOSEND_WEBHOOKS_CLIENTS", OLD_CLIENTS);
    steps.tests(&format!("{}: the inbox in databases", oldest.name), tests, counts::node_test)?;
    let types = node::node(&project, &["node_modules/typescript/bin/tsc", "--project", "types"]);
    steps.check("the inbox's types beside those of its clients", types)?;
    Ok(())
}

/// The inbox's clients that load in the oldest Node that the package supports.
const OLD_CLIENTS: &str = "pg;postgres";

/// Runtimes without the addon, and how they run a file.
static OTHERS: &[(&node::Runtime, &[&str])] =
    &[(&node::BUN, &["run"]), (&node::DENO, &["run", "--allow-all", "--node-modules-dir=manual"])];

/// The tests of what is the same with the addon and without it; others load both.
const PURE: [&str; 11] = [
    "adapters",
    "bodies",
    "budget",
    "deduplicator",
    "errors",
    "events",
    "explain",
    "faults",
    "registry",
    "schema",
    "vectors",
];

/// The tests of what is the package's own: the frameworks have their own oldest versions of Node.
const OWN: [&str; 8] = ["errors", "events", "explain", "loading", "registry", "schema", "threads", "vectors"];

fn on_node(steps: &mut Steps, runtime: &node::Runtime, project: &Path) -> Result<()> {
    let program = runtime.program()?;
    let files = OWN.map(|name| format!("{name}.test.mjs"));
    let title = |what: &str| format!("{}: {what}", runtime.name);
    steps.tests(&title("node --test"), tests(command(&program), project, &files), counts::node_test)?;
    let mut types = command(&program);
    types.args(["node_modules/typescript/bin/tsc", "--project", "types"]).current_dir(project);
    steps.check(&title("the types"), types)?;
    Ok(())
}

/// Node's test runner over some files.
fn tests(mut node: Command, project: &Path, files: &[String]) -> Command {
    node.args(["--expose-gc", "--test", "--test-reporter=tap"]).args(files).current_dir(project);
    node.env("AUTOSEND_WEBHOOKS_VECTORS", workspace::root().join("tests/vectors"));
    node
}
