//! `cargo xtask differential`: generated requests through every implementation, compared with what the core decides.
//!
//! The program is in `tests/conformance/differential`; here is where its implementations come from.

use std::{env, path::Path};

use anyhow::{Result, bail};

use crate::{
    step::Steps,
    suites,
    toolchains::{
        JAVA, MONO, Missing, NODE, PHP, PYTHON, go, kotlin, node,
        python::{self, Wheel},
        ruby, swift,
    },
    ui, workspace,
};

const EXAMPLES: &str = "\
Examples:
  cargo xtask differential                       15,000 requests of seed 1 through all that is installed
  cargo xtask differential --seed 7 --count 100000
  cargo xtask differential --only go,ruby        some of them

A difference is printed in its smallest form, for people and as a line that each runner reads on standard input:
  echo 'LINE' | php tests/conformance/php/decide.php sdks/php

$AUTOSEND_WEBHOOKS_SEED and $AUTOSEND_WEBHOOKS_COUNT set both for the suite `differential` too. With CI set in the environment an implementation that is missing is a failure.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Which requests: the same seed makes the same ones
    #[arg(long, default_value_t = seed())]
    seed: u64,

    /// How many are generated, beside those of the vectors
    #[arg(long, default_value_t = count())]
    count: u64,

    /// Run this implementation only; may be given several times, or with commas
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    only: Vec<String>,
}

impl Default for Args {
    fn default() -> Self {
        Self { seed: seed(), count: count(), only: Vec::new() }
    }
}

fn seed() -> u64 {
    number("AUTOSEND_WEBHOOKS_SEED").unwrap_or(1)
}

fn count() -> u64 {
    number("AUTOSEND_WEBHOOKS_COUNT").unwrap_or(15_000)
}

fn number(variable: &str) -> Option<u64> {
    env::var(variable).ok()?.parse().ok()
}

/// What decides besides the core.
struct Implementation {
    name: &'static str,
    /// The runner, from the root of the checkout.
    runner: &'static str,
    /// The command line before the runner, and the package that comes behind it. Fails with [`Missing`] without its tools.
    prepare: fn() -> Result<Prepared>,
}

struct Prepared {
    program: Vec<String>,
    package: String,
}

static IMPLEMENTATIONS: &[Implementation] = &[
    Implementation { name: "python", runner: "tests/conformance/python/decide.py", prepare: plain_python },
    Implementation { name: "python-native", runner: "tests/conformance/python/decide.py", prepare: native_python },
    Implementation { name: "typescript", runner: "tests/conformance/typescript/decide.mjs", prepare: typescript },
    Implementation { name: "node-native", runner: "tests/conformance/typescript/decide.mjs", prepare: native_node },
    Implementation { name: "go", runner: "tests/conformance/go/decide.sh", prepare: go },
    Implementation { name: "php", runner: "tests/conformance/php/decide.php", prepare: php },
    Implementation { name: "ruby", runner: "tests/conformance/ruby/decide.rb", prepare: ruby },
    Implementation { name: "java", runner: "tests/conformance/java/decide.sh", prepare: java },
    Implementation { name: "csharp", runner: "tests/conformance/csharp/decide.sh", prepare: csharp },
    Implementation { name: "kotlin", runner: "bindings/uniffi/kotlin/tests/decide.sh", prepare: kotlin_package },
    Implementation { name: "swift", runner: "bindings/uniffi/swift/Tests/decide.sh", prepare: swift_package },
];

/// Returns whether nothing differs.
pub fn main(args: &Args) -> Result<bool> {
    if let Some(unknown) = args.only.iter().find(|only| IMPLEMENTATIONS.iter().all(|known| known.name != **only)) {
        let names: Vec<_> = IMPLEMENTATIONS.iter().map(|known| known.name).collect();
        bail!("no implementation {unknown:?}; there are {}", names.join(", "));
    }
    let mut steps = Steps::new(suites::ci());
    run(&mut steps, args)?;
    println!("{}", steps.counts);
    Ok(steps.counts.failed == 0)
}

/// Prepares what is installed and runs the comparison.
pub fn run(steps: &mut Steps, args: &Args) -> Result<()> {
    let chosen = |one: &&Implementation| args.only.is_empty() || args.only.iter().any(|only| only == one.name);
    let mut command = workspace::cargo("run --quiet --package differential --");
    command.args(["--seed", &args.seed.to_string(), "--count", &args.count.to_string()]);
    let mut prepared = 0;
    for implementation in IMPLEMENTATIONS.iter().filter(chosen) {
        steps.attempt(implementation.name, |_| {
            command.arg("--with").arg(implementation.command_line()?);
            prepared += 1;
            Ok(())
        });
    }
    if prepared == 0 {
        ui::note("there is nothing to compare the core with");
        return Ok(());
    }
    let title = format!("{} requests of seed {} through {prepared} implementations", args.count, args.seed);
    steps.tests(&title, command, crate::counts::plain)
}

impl Implementation {
    /// `NAME=PROGRAM ARGUMENT…` with tabs between.
    fn command_line(&self) -> Result<String> {
        if !workspace::root().join(self.runner).exists() {
            bail!(Missing(format!("{} is missing: nothing says what this implementation decides", self.runner)));
        }
        let Prepared { program, package } = (self.prepare)()?;
        let words: Vec<_> = program.iter().map(String::as_str).chain([self.runner, &package]).collect();
        Ok(format!("{}={}", self.name, words.join("\t")))
    }
}

fn prepared(program: &[&str], package: impl AsRef<Path>) -> Prepared {
    let program = program.iter().map(|&word| word.to_owned()).collect();
    Prepared { program, package: package.as_ref().to_string_lossy().into_owned() }
}

fn plain_python() -> Result<Prepared> {
    PYTHON.require()?;
    Ok(prepared(&["python3", "-B"], "bindings/python"))
}

fn native_python() -> Result<Prepared> {
    PYTHON.require()?;
    let interpreter = python::install("test", Wheel::Versioned)?;
    Ok(prepared(&[&*interpreter.to_string_lossy(), "-B"], "autosend_webhooks"))
}

fn typescript() -> Result<Prepared> {
    NODE.require()?;
    Ok(prepared(&["node", "--conditions=workerd"], suites::compiled_typescript()?))
}

fn native_node() -> Result<Prepared> {
    NODE.require()?;
    Ok(prepared(&["node"], node::install(node::TESTS)?.join("node_modules/autosend-webhooks")))
}

fn go() -> Result<Prepared> {
    go::provide()?;
    Ok(prepared(&["sh"], "sdks/go"))
}

fn php() -> Result<Prepared> {
    PHP.provide(&["php-cli"])?;
    Ok(prepared(&["php"], "sdks/php"))
}

fn ruby() -> Result<Prepared> {
    ruby::provide()?;
    Ok(prepared(&["ruby"], "sdks/ruby"))
}

fn java() -> Result<Prepared> {
    JAVA.require()?;
    Ok(prepared(&["sh"], "sdks/java"))
}

fn csharp() -> Result<Prepared> {
    MONO.provide(&["mono-devel"])?;
    Ok(prepared(&["sh"], "sdks/csharp"))
}

fn kotlin_package() -> Result<Prepared> {
    JAVA.require()?;
    kotlin::build_decide()?;
    Ok(prepared(&["sh"], kotlin::PACKAGE))
}

fn swift_package() -> Result<Prepared> {
    Ok(Prepared { program: swift::build_decide()?, package: swift::PACKAGE.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_has_tabs_between() {
        let one = Implementation { name: "one", runner: "Cargo.toml", prepare: || Ok(prepared(&["sh", "-e"], "a b")) };
        assert_eq!(one.command_line().unwrap(), "one=sh\t-e\tCargo.toml\ta b");
    }

    #[test]
    fn without_a_runner_an_implementation_is_missing() {
        let none = Implementation { name: "none", runner: "no/such/file", prepare: || Ok(prepared(&[], "")) };
        assert!(none.command_line().unwrap_err().is::<Missing>());
    }
}
