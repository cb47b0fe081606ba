//! The PHP package, under `php -l`.

use std::path::Path;

use anyhow::Result;

use super::{Language, Package, Packages, Runner};
use crate::{setup::PHP, step::Steps, workspace::command};

pub(super) const LANGUAGE: Language = Language { name: "php", runners, checks, tests };

fn runners(package: &Path) -> Result<Vec<Runner>> {
    PHP.provide(&["php-cli"])?;
    let package = package.to_path_buf();
    let start = move || {
        let mut runner = PHP.command();
        runner.arg("tests/conformance/php/run.php").arg(&package);
        runner
    };
    Ok(vec![Runner { title: "php".into(), start: Box::new(start) }])
}

fn checks(steps: &mut Steps, package: &Package) -> Result<()> {
    let mut lint = command("sh");
    lint.args(["-euc", "find \"$1\" -name '*.php' | while read -r file; do php -l \"$file\" || exit 1; done", "sh"]);
    lint.arg(&package.folder);
    steps.check(&format!("php -l: {}", package.title), lint)?;
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "what a language offers")]
fn tests(_: &mut Steps, _: &Packages) -> Result<()> {
    Ok(())
}
