//! The test suites that packages are generated with: each passes in its language's own runner, and fails where the package
//! takes what is forged, or a sample is no event of its type.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use sdkgen::{Model, Settings, Target};
use serde_json::{Value, json};

use super::{OTHER_CATALOG, SCHEMES, scratch, write};
use crate::{
    counts::Counts,
    step::{self, Steps},
    toolchains, workspace,
};

/// How the suite of a package is run.
pub(super) struct Suite {
    /// Its runner, once all is compiled.
    pub command: fn(package: &Path) -> Result<Command>,
    /// Reads what the runner prints.
    pub counts: fn(&str) -> Counts,
}

/// The ways to sign and send that differ in what a suite does: lists of signatures and a time, types in headers, several
/// events in a body, forms and signed URLs, tokens without a signed body.
pub(super) const CHOSEN: [&str; 5] = ["standard", "github", "batch", "form", "token"];

/// Runs the suites of some packages, and of one that was tampered with.
pub(super) fn run(steps: &mut Steps, language: &str, suite: &Suite) -> Result<()> {
    let target = Target::packages().find(|target| target.name == language).context("no such target")?;
    let other = Model::read(&workspace::root().join(OTHER_CATALOG))?;
    for (name, model) in [("own", Model::builtin()?), ("other", other)].into_iter().chain(schemes(target)?) {
        let folder = package(name, target, &model)?;
        let command = (suite.command)(&folder)?;
        // What a provider does not say can't be tested: that is not skipped here.
        let counts = |output: &str| Counts { skipped: 0, ..(suite.counts)(output) };
        steps.tests(&format!("{language}: the test suite of {name}"), command, counts)?;
    }
    let folder = package("tampered", target, &Model::builtin()?)?;
    tampered_fails(steps, language, &folder, || (suite.command)(&folder), suite.counts)
}

/// Spoils the samples of a package, and runs its suite, which has to see it.
pub(super) fn tampered_fails(
    steps: &mut Steps,
    language: &str,
    package: &Path,
    command: impl FnOnce() -> Result<Command>,
    counts: fn(&str) -> Counts,
) -> Result<()> {
    tamper(package)?;
    let outcome = step::run("a suite that has to fail", command()?)?;
    let title = format!("{language}: a tampered suite fails");
    steps.verdict(&title, refused(outcome.status.success(), counts(&outcome.plain_output())));
    Ok(())
}

/// The catalogs of the chosen ways, as far as the language has what they ask for. Java's runner takes long to start.
fn schemes(target: &Target) -> Result<Vec<(&'static str, Model)>> {
    let chosen = if target.name == "java" { &CHOSEN[1..2] } else { &CHOSEN[..] };
    let read = |name: &&'static str| {
        let model = Model::read(&workspace::root().join(SCHEMES).join(name).join("catalog.json"))?;
        Ok((*name, model))
    };
    let mut models = chosen.iter().map(read).collect::<Result<Vec<_>>>()?;
    models.retain(|(_, model)| target.supports(model).is_ok());
    Ok(models)
}

fn package(name: &str, target: &Target, model: &Model) -> Result<std::path::PathBuf> {
    let folder = scratch(&format!("suite-{name}"))?.join(target.name);
    toolchains::remove(&folder)?;
    write(&folder, target, model, &Settings { with_tests: true, ..Settings::repository() })?;
    Ok(folder)
}

/// The other secret is the right one now, so that nothing is forged, and one sample has other data.
fn tamper(package: &Path) -> Result<()> {
    let path = find(package)?;
    let mut suite: Value = serde_json::from_slice(&toolchains::read(&path)?)?;
    suite["other_secret"] = suite["secret"].clone();
    let mut body: Value = serde_json::from_str(suite["samples"][0]["body"].as_str().context("no body")?)?;
    body["data"] = json!("none");
    suite["samples"][0]["body"] = json!(body.to_string());
    Ok(fs::write(path, format!("{suite:#}\n"))?)
}

/// Where the samples of a suite are.
fn find(package: &Path) -> Result<std::path::PathBuf> {
    let folders = ["test", "tests", "testdata", "src/test/resources"];
    let mut places = folders.iter().map(|folder| package.join(folder).join("samples.json"));
    places.find(|path| path.exists()).with_context(|| format!("{} has no samples", package.display()))
}

fn refused(succeeded: bool, counts: Counts) -> Result<String> {
    ensure!(!succeeded, "it passed: {counts}");
    // Both kinds: an event that is none, and what was not refused.
    ensure!(counts.failed >= 2, "not enough failed: {counts}");
    Ok(format!("{counts}"))
}
