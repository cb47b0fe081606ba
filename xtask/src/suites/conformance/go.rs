//! The Go package, under gofmt and go vet.

use std::path::Path;

use anyhow::{Result, ensure};

use super::{Language, Package, Packages, Runner};
use crate::{
    setup::GO,
    step::{self, Steps},
    workspace::command,
};

pub(super) const LANGUAGE: Language = Language { name: "go", runners, checks, tests };

fn runners(package: &Path) -> Result<Vec<Runner>> {
    GO.provide(&["golang-go"])?;
    let package = package.to_path_buf();
    let start = move || {
        let mut runner = command("sh");
        runner.arg("tests/conformance/go/run.sh").arg(&package);
        runner
    };
    Ok(vec![Runner { title: "go".into(), start: Box::new(start) }])
}

fn checks(steps: &mut Steps, package: &Package) -> Result<()> {
    let mut gofmt = command("gofmt");
    gofmt.arg("-l").arg(&package.folder);
    let title = format!("gofmt: {}", package.title);
    let outcome = step::run(&title, gofmt)?;
    let formatted = || {
        ensure!(outcome.status.success() && outcome.plain_output().is_empty(), "{}", outcome.plain_output());
        Ok("nothing to change".to_owned())
    };
    steps.verdict(&title, formatted());
    let mut vet = command("go");
    vet.args(["vet", "./..."]).current_dir(&package.folder);
    steps.check(&format!("go vet: {}", package.title), vet)?;
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "what a language offers")]
fn tests(_: &mut Steps, _: &Packages) -> Result<()> {
    Ok(())
}
