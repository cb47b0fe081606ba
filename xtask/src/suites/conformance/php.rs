//! The PHP package, under `php -l` and PSR-12; its adapters with the requests of PSR-7 and of Symfony.

use std::{fs, path::Path, process::Command};

use anyhow::Result;

use super::{Language, Package, Packages, Runner, suite::Suite};
use crate::{
    counts,
    step::Steps,
    toolchains::{PHP, php, postgres},
    workspace::{self, command},
};

pub(super) const LANGUAGE: Language = Language {
    name: "php",
    runners,
    checks,
    tests: beyond_the_vectors,
    suite: Some(Suite { command: suite, counts: counts::plain }),
};

fn runners(package: &Path) -> Result<Vec<Runner>> {
    php::provide()?;
    let package = package.to_path_buf();
    let start = move || {
        let mut runner = PHP.command();
        runner.arg("tests/conformance/php/run.php").arg(&package);
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
    for other in ["examples/php/index.php", "examples/php/serve.php", "tests/conformance/php"] {
        style(steps, other, &root.join(other))?;
    }
    let mut tests = PHP.command();
    tests.arg("sdks/php/tests/tests.php");
    steps.tests("php: adapters, budgets, configuration, errors, events, leaks, replays", tests, counts::plain)?;
    let mut fields = PHP.command();
    fields.arg("tests/conformance/php/contact_fields.php").arg(&packages.with_fields.folder);
    steps.tests("php: contact fields are typed", fields, counts::plain)
}
