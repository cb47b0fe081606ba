//! The Go package, under gofmt, go vet and staticcheck; its handlers under real servers.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use super::{Language, Package, Packages, Runner, suite::Suite};
use crate::{
    counts::Counts,
    step::{self, Steps},
    toolchains::go,
    workspace::{self, command},
};

pub(super) const LANGUAGE: Language = Language {
    name: "go",
    runners,
    checks,
    tests: beyond_the_vectors,
    suite: Some(Suite { command: suite, counts: closing }),
};

const TESTS: &str = "tests/conformance/go";

fn runners(package: &Path) -> Result<Vec<Runner>> {
    go::provide()?;
    let package = package.to_path_buf();
    let start = move || {
        let mut runner = command("sh");
        runner.arg("tests/conformance/go/run.sh").arg(&package);
        runner
    };
    Ok(vec![Runner { title: "go".into(), start: Box::new(start) }])
}

fn suite(package: &Path) -> Result<Command> {
    Ok(go::go(package, &["test", "-v", "./..."]))
}

fn checks(steps: &mut Steps, package: &Package) -> Result<()> {
    formatted(steps, &package.title, &package.folder)?;
    steps.check(&format!("go vet: {}", package.title), go::go(&package.folder, &["vet", "./..."]))?;
    steps.attempt("staticcheck", |steps| staticcheck(steps, &package.title, &package.folder));
    let readme = readme(package)?;
    formatted(steps, &format!("README of {}", package.title), &readme)?;
    steps.check(&format!("go vet: README of {}", package.title), go::go(&readme, &["vet", "."]))?;
    Ok(())
}

/// A module that is the code of the README.
fn readme(package: &Package) -> Result<PathBuf> {
    let manifest = fs::read_to_string(package.folder.join("go.mod"))?;
    let module = manifest.lines().find_map(|line| line.strip_prefix("module ")).context("go.mod names no module")?;
    let folder = super::scratch("go-readme")?.join(package.title.replace(", ", "-"));
    fs::create_dir_all(&folder)?;
    let path = package.folder.display();
    let manifest = format!("module readme\n\ngo 1.19\n\nrequire {module} v0.0.0\n\nreplace {module} => {path}\n");
    fs::write(folder.join("go.mod"), manifest)?;
    fs::write(folder.join("main.go"), super::readme_code(package, "go")?)?;
    Ok(folder)
}

fn formatted(steps: &mut Steps, title: &str, folder: &Path) -> Result<()> {
    let mut gofmt = command("gofmt");
    gofmt.arg("-l").arg(folder);
    let title = format!("gofmt: {title}");
    let outcome = step::run(&title, gofmt)?;
    let formatted = || {
        ensure!(outcome.status.success() && outcome.plain_output().is_empty(), "{}", outcome.plain_output());
        Ok("nothing to change".to_owned())
    };
    steps.verdict(&title, formatted());
    Ok(())
}

fn staticcheck(steps: &mut Steps, title: &str, folder: &Path) -> Result<()> {
    let mut staticcheck = command(go::staticcheck()?);
    staticcheck.arg("./...").current_dir(folder).env("GOFLAGS", "-buildvcs=false");
    steps.check(&format!("staticcheck: {title}"), staticcheck)?;
    Ok(())
}

fn beyond_the_vectors(steps: &mut Steps, packages: &Packages) -> Result<()> {
    for folder in [TESTS, "examples/go"] {
        let path = workspace::root().join(folder);
        formatted(steps, folder, &path)?;
        steps.check(&format!("go vet: {folder}"), go::go(&path, &["vet", "."]))?;
        steps.attempt("staticcheck", |steps| staticcheck(steps, folder, &path));
    }
    for (name, package) in &packages.schemes {
        formatted(steps, &package.title, &package.folder)?;
        if name == "types" {
            steps.check(&format!("go vet: {}", package.title), go::go(&package.folder, &["vet", "."]))?;
            steps.attempt("staticcheck", |steps| staticcheck(steps, &package.title, &package.folder));
        }
    }
    let own = go::go(&packages.committed.folder, &["test", "-v", "./..."]);
    steps.tests("go: the package's own tests", own, closing)?;
    let mut fields = command("sh");
    fields.arg(workspace::root().join(TESTS).join("sdk.sh")).arg(&packages.with_fields.folder);
    fields.args(["test", "-v", "-tags", "contact_fields", "."]);
    steps.tests("go: contact fields are typed", fields, closing)
}

/// What `go test -v` says of each test: `--- PASS: TestName (0.00s)`.
fn closing(output: &str) -> Counts {
    let number = |verdict: &str| output.lines().filter(|line| line.starts_with(verdict)).count() as u64;
    Counts { passed: number("--- PASS:"), failed: number("--- FAIL:"), skipped: number("--- SKIP:") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_test_counts() {
        let output = "=== RUN   TestOne\n--- PASS: TestOne (0.00s)\n--- FAIL: TestTwo (0.01s)\nFAIL\n";
        assert_eq!(closing(output), Counts { passed: 1, failed: 1, skipped: 0 });
        assert_eq!(closing("# conformance\n./main.go:1: syntax error"), Counts::default());
    }
}
