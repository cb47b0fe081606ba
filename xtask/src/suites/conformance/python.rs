//! The Python package as the standard library runs it, and copies of it, under mypy and ruff.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use super::{Language, Package, Packages, Runner, suite::Suite};
use crate::{
    step::Steps,
    suites::python::summary,
    toolchains::{self, PYTHON, python},
    workspace::{self, command},
};

pub(super) const LANGUAGE: Language =
    Language { name: "python", runners, checks, tests, suite: Some(Suite { command: suite, counts: summary }) };

fn runners(package: &Path) -> Result<Vec<Runner>> {
    PYTHON.require()?;
    let package = package.to_path_buf();
    let with_ed25519 = if needs_ed25519(&package)? {
        let requirements = workspace::root().join("tests/conformance/python/requirements.txt");
        Some(toolchains::python(&requirements)?)
    } else {
        None
    };
    let start = move || {
        // Without what an environment may add: the standard library is enough, but for Ed25519.
        let mut runner = with_ed25519.as_ref().map_or_else(|| PYTHON.command(), command);
        runner.args(["-I", "-B", "tests/conformance/python/run.py"]).arg(&package);
        runner
    };
    Ok(vec![Runner { title: "python".into(), start: Box::new(start) }])
}

const MYPY: &[&str] = &["-m", "mypy", "--strict", "--cache-dir", "../../../target/conformance/mypy"];
/// Those of the ways to sign and send that differ in types.
const TYPED: [&str; 2] = ["types", "github"];

/// Whether a package verifies signatures that the standard library can't.
fn needs_ed25519(package: &Path) -> Result<bool> {
    for module in fs::read_dir(package.join("src"))? {
        let provider = fs::read_to_string(module?.path().join("_generated/provider.py")).unwrap_or_default();
        if provider.contains("scheme=\"ed25519\"") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The interpreter of the environment that the binding's tests use: it has the linters.
pub(super) fn interpreter() -> Result<PathBuf> {
    toolchains::python(&workspace::root().join(python::PACKAGE).join("requirements/test.txt"))
}

fn in_tests(interpreter: &Path, arguments: &[&str]) -> Command {
    let mut python = command(interpreter);
    python.args(arguments).current_dir(workspace::root().join("tests/conformance/python"));
    python.env("PYTHONDONTWRITEBYTECODE", "1");
    python
}

fn suite(package: &Path) -> Result<Command> {
    let mut pytest = command(interpreter()?);
    pytest.args(["-m", "pytest", "-p", "no:cacheprovider", "-q"]).current_dir(package);
    pytest.env("PYTHONDONTWRITEBYTECODE", "1");
    Ok(pytest)
}

fn checks(steps: &mut Steps, package: &Package) -> Result<()> {
    let interpreter = interpreter()?;
    let mut check = |title: &str, arguments: &[&str], folder: &Path| {
        let mut command = in_tests(&interpreter, arguments);
        command.arg(folder);
        steps.check(&format!("{title}: {}", package.title), command)
    };
    let source = package.folder.join("src");
    check("ruff check", &["-m", "ruff", "check", "--no-cache", "--config", "ruff.toml"], &source)?;
    check("mypy --strict", MYPY, &source)?;
    Ok(())
}

fn tests(steps: &mut Steps, packages: &Packages) -> Result<()> {
    let interpreter = interpreter()?;
    let mut typed = in_tests(&interpreter, MYPY);
    typed.arg("contact_fields.py").env("MYPYPATH", packages.with_fields.folder.join("src"));
    steps.check("python: contact fields are typed", typed)?;

    for package in
        packages.schemes.iter().filter(|(name, _)| TYPED.contains(&name.as_str())).map(|(_, package)| package)
    {
        checks(steps, package)?;
    }
    let all = packages.schemes.iter().map(|(_, package)| package).chain([&packages.with_fields]);
    let sources = std::env::join_paths(all.map(|package| package.folder.join("src")))?;
    let mut typed = in_tests(&interpreter, MYPY);
    typed.arg("tables_types.py").env("MYPYPATH", &sources);
    steps.check("python: what tables are read as is typed", typed)?;

    let mut pytest = in_tests(&interpreter, &["-m", "pytest", "-p", "no:cacheprovider", "-q", "."]);
    pytest.env("PYTHONPATH", sources);
    steps.tests("python: packages under another name, and those that are read by tables", pytest, summary)
}
