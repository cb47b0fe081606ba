//! The PHP package, under `php -l` and PSR-12; its adapters with the requests of PSR-7 and of Symfony.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};
use sdkgen::{Model, Target};
use serde_json::Value;

use super::{Language, Package, Packages, Runner, suite::Suite};
use crate::{
    counts,
    step::Steps,
    toolchains::{self, PHP, php, postgres},
    workspace::{self, command},
};

pub(super) const LANGUAGE: Language = Language {
    name: "php",
    runners,
    checks,
    tests: beyond_the_vectors,
    suite: Some(Suite { command: suite, counts: counts::plain }),
};

const RUNNERS: &str = "tests/conformance/php";

fn runners(package: &Path) -> Result<Vec<Runner>> {
    php::provide()?;
    let package = package.to_path_buf();
    let start = move || {
        let mut runner = PHP.command();
        runner.arg(format!("{RUNNERS}/run.php")).arg(&package);
        runner
    };
    Ok(vec![Runner { title: "php".into(), start: Box::new(start) }])
}

fn suite(package: &Path) -> Result<Command> {
    let mut test = PHP.command();
    test.arg(package.join("tests/samples_test.php"));
    Ok(test)
}

fn checks(steps: &mut Steps, package: &Package) -> Result<()> {
    let Package { title, folder } = package;
    syntax(steps, title, folder)?;
    style(steps, title, folder)?;
    let mut validate = php::composer(&["validate", "--strict", "--no-check-publish"]);
    validate.current_dir(folder);
    steps.check(&format!("composer validate: {title}"), validate)?;

    let readme = super::scratch("php-readme")?.join(title.replace(", ", "-"));
    fs::create_dir_all(&readme)?;
    fs::write(readme.join("index.php"), format!("<?php\n\n{}", super::readme_code(package, "php")?))?;
    syntax(steps, &format!("README of {title}"), &readme)
}

fn syntax(steps: &mut Steps, title: &str, folder: &Path) -> Result<()> {
    let mut lint = command("sh");
    lint.args(["-euc", "find \"$1\" -name '*.php' | while read -r file; do php -l \"$file\" || exit 1; done", "sh"]);
    lint.arg(folder);
    steps.check(&format!("php -l: {title}"), lint)?;
    Ok(())
}

/// Without warnings: those are about readonly classes, which not every version knows, and about long texts.
fn style(steps: &mut Steps, title: &str, path: &Path) -> Result<()> {
    let mut phpcs = command("phpcs");
    phpcs.args(["-n", "--standard=PSR12", "--extensions=php"]).arg(path);
    steps.check(&format!("phpcs: {title}"), phpcs)?;
    Ok(())
}

fn beyond_the_vectors(steps: &mut Steps, packages: &Packages) -> Result<()> {
    // The table of deliveries is tried on it.
    steps.attempt("PHP with PostgreSQL", |_| postgres::provide());
    let root = workspace::root();
    for other in ["examples/php/index.php", "examples/php/serve.php", RUNNERS, "tests/conformance/github"] {
        style(steps, other, &root.join(other))?;
    }
    let mut tests = PHP.command();
    tests.arg("sdks/php/tests/tests.php");
    steps.tests("php: adapters, budgets, configuration, errors, events, leaks, replays", tests, counts::plain)?;
    other_providers(steps, packages)?;
    hostile_tables(steps)?;
    let fields = runner("contact_fields", &packages.with_fields);
    steps.tests("php: contact fields are typed", fields, counts::plain)
}

/// What packages have that this project's own lacks: any way of signing, every type of field.
fn other_providers(steps: &mut Steps, packages: &Packages) -> Result<()> {
    for (name, package) in &packages.schemes {
        steps.tests(&format!("php: what {name} signs verifies"), runner("signing", package), counts::plain)?;
    }
    let every_type = packages.schemes.iter().find(|(name, _)| name == "types");
    let (_, package) = every_type.context("there is no package of every type")?;
    syntax(steps, &package.title, &package.folder)?;
    style(steps, &package.title, &package.folder)?;
    steps.tests("php: values of every type", runner("tables", package), counts::plain)
}

/// The catalog with hostile text, read by tables: all of the package is loaded, and nothing of the text runs.
fn hostile_tables(steps: &mut Steps) -> Result<()> {
    let catalog = toolchains::read(&workspace::root().join(super::OTHER_CATALOG))?;
    let mut catalog: Value = serde_json::from_slice(&catalog)?;
    catalog["required"] = "advice".into();
    let objects = catalog["objects"].as_array_mut().context("the catalog has no objects")?;
    for field in objects.iter_mut().filter_map(|object| object["fields"].as_array_mut()).flatten() {
        field["optional"] = true.into();
    }
    let target = Target::packages().find(|target| target.name == LANGUAGE.name).context("no such target")?;
    let package = super::generate("hostile-tables", target, &Model::parse(&catalog.to_string())?, None)?;
    syntax(steps, &package.title, &package.folder)?;
    steps.tests("php: hostile text in tables", runner("signing", &package), counts::plain)?;
    super::refuse_marker(&package.folder, LANGUAGE.name)
}

fn runner(name: &str, package: &Package) -> Command {
    let mut command = PHP.command();
    command.arg(format!("{RUNNERS}/{name}.php")).arg(&package.folder);
    command
}
