//! The npm package without its addon, and copies of it, compiled by tsc at its strictest: with `node:crypto` and without.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{Language, Package, Packages, Runner, suite::Suite};
use crate::{
    counts,
    step::{self, Steps},
    toolchains::{self, NODE, node},
    workspace,
};

pub(super) const LANGUAGE: Language = Language {
    name: "typescript",
    runners,
    checks,
    tests,
    suite: Some(Suite { command: suite, counts: counts::node_test }),
};

fn runners(package: &Path) -> Result<Vec<Runner>> {
    let copy = compiled(package)?;
    let runner = |title: &str, arguments: &'static [&'static str]| {
        let copy = copy.clone();
        let start = move || {
            let mut command = NODE.command();
            // What else could bring `node:crypto` along is not there under this condition.
            command.args(arguments.iter().map(|_| "--conditions=edge-light"));
            command.arg("tests/conformance/typescript/run.mjs").args(arguments).arg(&copy);
            command.env("AUTOSEND_WEBHOOKS_PURE", "1");
            command
        };
        Runner { title: title.to_owned(), start: Box::new(start) }
    };
    let provider = fs::read_to_string(package.join("src/generated/provider.ts"))?;
    let mut runners = vec![runner("typescript", &[])];
    // Without `node:crypto` there is no Ed25519, which the package's own test shows.
    if !provider.contains("scheme: \"ed25519\"") {
        runners.push(runner("typescript, edge", &["--edge"]));
    }
    Ok(runners)
}

/// A package, compiled in a copy without its addon.
pub(super) fn compiled(package: &Path) -> Result<PathBuf> {
    toolchains::node_modules(&workspace::root().join(node::PACKAGE))?;
    let name = package.parent().and_then(Path::file_name).unwrap_or_default();
    let copy = super::scratch("typescript")?.join(name);
    toolchains::remove(&copy)?;
    let modules = workspace::root().join(node::PACKAGE).join("node_modules");
    node::copy_folder(package, &copy, &["node_modules", "dist", "native", "test", "bench"])?;
    for addon in addons(&copy.join("addon"))? {
        fs::remove_file(addon)?;
    }
    std::os::unix::fs::symlink(modules, copy.join("node_modules"))?;
    step::must(&format!("tsc --strict, {}", name.display()), tool("typescript/bin/tsc", &copy))?;
    Ok(copy)
}

fn addons(folder: &Path) -> Result<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "node")).collect())
}

/// A program from the modules of the npm package, to be run in a folder.
fn tool(path: &str, folder: &Path) -> Command {
    let mut command = NODE.command();
    command.arg(workspace::root().join(node::PACKAGE).join("node_modules").join(path)).current_dir(folder);
    command
}

fn suite(package: &Path) -> Result<Command> {
    let copy = compiled(package)?;
    node::copy_folder(&package.join("test"), &copy.join("test"), &[])?;
    let mut test = NODE.command();
    test.args(["--test", "--test-reporter=tap"]).current_dir(copy);
    Ok(test)
}

fn checks(steps: &mut Steps, package: &Package) -> Result<()> {
    // Where lines break depends on the package's name: what is copied is formatted where it comes from.
    let mut biome = tool("@biomejs/biome/bin/biome", &package.folder.join("src"));
    biome.args(["lint", "--error-on-warnings", "--config-path"]);
    biome.arg(workspace::root().join(node::PACKAGE)).arg(".");
    steps.check(&format!("biome: {}", package.title), biome)?;
    Ok(())
}

fn tests(steps: &mut Steps, packages: &Packages) -> Result<()> {
    let folder = workspace::root().join("tests/conformance/typescript");
    let schemes = packages.schemes.iter().map(|(_, package)| package);
    for package in [&packages.other, &packages.with_fields].into_iter().chain(schemes) {
        let mut test = NODE.command();
        test.args(["--test", "--test-reporter=tap"]).arg(folder.join("package.test.mjs"));
        test.env("SDK", compiled(&package.folder)?);
        steps.tests(&format!("{}: it receives what it signs", package.title), test, counts::node_test)?;
    }
    let mut schemes = NODE.command();
    schemes.args(["--test", "--test-reporter=tap"]).arg(folder.join("schemes.test.mjs"));
    schemes.env("SCHEMES", super::scratch("typescript")?);
    steps.tests("typescript: what the ways to sign and send have in common", schemes, counts::node_test)?;
    types(steps, &packages.with_fields, "contact_fields.mts", "contact fields are typed")?;
    let (_, every) = packages.schemes.iter().find(|(name, _)| name == "types").context("no catalog of all types")?;
    types(steps, every, "every_type.mts", "every type of field is typed")
}

/// Compiles a file against a package.
fn types(steps: &mut Steps, package: &Package, file: &str, what: &str) -> Result<()> {
    let folder = workspace::root().join("tests/conformance/typescript");
    let copy = compiled(&package.folder)?;
    fs::rename(copy.join("tsconfig.json"), copy.join("tsconfig.package.json"))?;
    let config = fs::read_to_string(folder.join("tsconfig.json"))?;
    fs::write(copy.join("tsconfig.json"), config.replace("contact_fields.mts", file))?;
    fs::copy(folder.join(file), copy.join(file))?;
    let mut tsc = tool("typescript/bin/tsc", &copy);
    tsc.args(["--project", "tsconfig.json"]);
    steps.check(&format!("typescript: {what}"), tsc)?;
    Ok(())
}
