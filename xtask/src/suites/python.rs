//! `bindings/python`: the package, installed from its wheel as users install it.

use std::{path::Path, process::Command};

use anyhow::Result;

use crate::{
    counts::{self, Counts},
    programs::{self, Build},
    step::Steps,
    toolchains::{
        PYTHON, nats, postgres,
        python::{self, Wheel},
        redis,
    },
    workspace::{self, command},
};

pub fn run(steps: &mut Steps) -> Result<()> {
    PYTHON.require()?;
    let interpreter = python::install("test", Wheel::Versioned)?;
    // Tests that need a server that is not there are skipped, and say so.
    steps.attempt("tests with PostgreSQL", |_| postgres::provide());
    steps.attempt("tests with Redis", |_| redis::provide());
    let mut nats_server = None;
    steps.attempt("tests with NATS", |_| nats::server().map(|server| nats_server = Some(server)));
    steps.attempt("pytest", |steps| pytest(steps, &interpreter, nats_server.as_deref()));
    steps.attempt("pytest without the native module", |steps| pytest_pure(steps, &interpreter));
    steps.attempt("types", |steps| types(steps, &interpreter));
    steps.attempt("ruff", |steps| lints(steps, &interpreter));
    steps.attempt("installations", bare);
    Ok(())
}

/// The tests, among them the examples under real servers with deliveries from the command line.
fn pytest(steps: &mut Steps, interpreter: &Path, nats_server: Option<&Path>) -> Result<()> {
    let mut pytest = in_package(interpreter, &["-m", "pytest", "-p", "no:cacheprovider"]);
    pytest.envs(nats_server.map(|server| ("NATS_SERVER", server)));
    pytest.env("AUTOSEND_WEBHOOKS_CLI", programs::command_line(Build::Tests)?).env("PYTHONDONTWRITEBYTECODE", "1");
    steps.tests("pytest", pytest, summary)
}

/// The same tests in Python alone, but for those whose subject is a database, a server or an example: what they have of the
/// verifier is the same. Its memory is Python's own.
fn pytest_pure(steps: &mut Steps, interpreter: &Path) -> Result<()> {
    let mut pytest = in_package(interpreter, &["-m", "pytest", "-p", "no:cacheprovider"]);
    for file in [
        "test_capture.py",
        "test_examples.py",
        "test_inbox_examples.py",
        "test_exactly_once.py",
        "test_inbox.py",
        "test_days.py",
        "test_round_trips.py",
        "test_wake.py",
        "test_poison.py",
        "test_django_inbox.py",
        "test_redis.py",
        "test_engines.py",
    ] {
        pytest.args(["--ignore", &format!("tests/{file}")]);
    }
    pytest.env("AUTOSEND_WEBHOOKS_PURE", "1").env("AUTOSEND_WEBHOOKS_BACKEND", "pure");
    pytest.env("PYTHONDONTWRITEBYTECODE", "1");
    pytest.env("AUTOSEND_WEBHOOKS_LEAK_ROUNDS", "2000");
    steps.tests("pytest without the native module", pytest, summary)
}

/// What type checkers say about the package, its stubs and what users write with it.
fn types(steps: &mut Steps, interpreter: &Path) -> Result<()> {
    let mypy = |paths: &[&str]| in_package(interpreter, &[&["-m", "mypy", "--cache-dir", MYPY_CACHE], paths].concat());
    steps.check("mypy --strict", mypy(&["src", "tests"]))?;
    for example in EXAMPLES {
        steps.check(&format!("mypy --strict {example}"), mypy(&[example]))?;
    }
    let allowed = ["--allowlist", "tests/stubtest-allowlist.txt"];
    let stub = ["-m", "mypy.stubtest", "autosend_webhooks._native"];
    steps.check("stubtest", in_package(interpreter, &[&stub[..], &allowed].concat()))?;
    let mut pyright = in_package(interpreter, &["-m", "pyright", "--pythonpath"]);
    pyright.arg(interpreter);
    steps.check("pyright", pyright)?;
    Ok(())
}

/// From the package's folder.
const EXAMPLES: [&str; 3] = ["../../examples/flask", "../../examples/fastapi", "../../examples/django"];
const MYPY_CACHE: &str = "../../target/python/mypy";

fn lints(steps: &mut Steps, interpreter: &Path) -> Result<()> {
    let ruff = |what: &[&str]| {
        let config = ["--config", "pyproject.toml", "--no-cache", "."];
        in_package(interpreter, &[&["-m", "ruff"], what, &config, &EXAMPLES].concat())
    };
    steps.check("ruff check", ruff(&["check"]))?;
    steps.check("ruff format", ruff(&["format", "--check"]))?;
    Ok(())
}

/// Wheels and source distribution, each alone in an environment: all vectors, without any other package.
fn bare(steps: &mut Steps) -> Result<()> {
    let mut built = Vec::new();
    for wheel in Wheel::ALL {
        built.push((format!("the wheel alone ({})", wheel.name()), wheel.build()?));
    }
    let source = python::source_distribution()?;
    built.push(("the source distribution alone".to_owned(), python::wheel_of(&source)?));
    built.push(("the source distribution without Rust".to_owned(), python::pure_wheel_of(&source)?));
    for (title, wheel) in built {
        let interpreter = python::bare_environment(&wheel)?;
        steps.tests(&title, in_package(&interpreter, &["tests/run_vectors.py"]), counts::plain)?;
    }
    Ok(())
}

/// Python, run in the package's folder.
fn in_package(interpreter: &Path, arguments: &[&str]) -> Command {
    let mut python = command(interpreter);
    python.args(arguments).current_dir(workspace::root().join(python::PACKAGE));
    python
}

/// The last line of pytest: `1 failed, 7 passed, 2 skipped in 0.5s`.
pub fn summary(output: &str) -> Counts {
    let mut counts = Counts::default();
    let line = output.lines().rev().find(|line| line.contains(" passed") || line.contains(" failed"));
    let words: Vec<&str> = line.unwrap_or_default().split([' ', ',', '=']).filter(|word| !word.is_empty()).collect();
    for pair in words.windows(2) {
        let Ok(number) = pair[0].parse::<u64>() else { continue };
        match pair[1] {
            "passed" => counts.passed += number,
            "failed" | "error" | "errors" => counts.failed += number,
            "skipped" => counts.skipped += number,
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_of_pytest_is_read() {
        let counts = |passed, failed, skipped| Counts { passed, failed, skipped };
        assert_eq!(summary("....\n12 passed in 0.5s"), counts(12, 0, 0));
        assert_eq!(summary("== 1 failed, 12 passed, 2 skipped, 1 error in 0.5s =="), counts(12, 2, 2));
        assert!(summary("no tests ran in 0.1s").is_empty());
    }
}
