//! `cargo xtask test`: the table of suites, and running them.
//!
//! One file for each group of suites; a suite is a function that adds to [`Steps`], and a line in [`SUITES`]. What the others
//! build upon runs first and alone; then they run side by side, each in a process of its own.

mod conformance;
mod dashboard;
mod demo;
mod dev;
mod differential;
mod docs;
mod doctor;
mod kotlin;
mod node;
mod python;
mod recipes;
mod report;
mod rust;
mod schema;
mod side_by_side;
mod swift;
mod vectors;

pub use conformance::compiled_typescript;

use std::{env, path::PathBuf, time::Instant};

use anyhow::Result;
use clap::builder::PossibleValuesParser;

use self::report::Report;
use crate::{
    step::Steps,
    toolchains::{self, Tool},
    ui,
};

/// A named part of the tests.
struct Suite {
    /// What `--only` calls it.
    name: &'static str,
    title: &'static str,
    /// Programs that it uses, for `--list`. A part whose program is missing is skipped, the others run.
    needs: &'static [Tool],
    run: Run,
    /// What of it `--quick` runs.
    quick: Option<Run>,
    /// Whether nothing runs beside it, and the others after it.
    alone: bool,
    /// What it changes in the checkout or beside it: those that change the same never run at the same time.
    changes: &'static [Place],
}

/// What suites change while others may want to read it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The examples as they are built.
    Examples,
    /// The copy of the npm package's tests that has it installed.
    NpmTests,
    /// The library behind Kotlin and Swift, and the packages with it.
    Uniffi,
}

use Place::{Examples, NpmTests, Uniffi};

type Run = fn(&mut Steps) -> Result<()>;

impl Suite {
    const fn new(name: &'static str, title: &'static str, needs: &'static [Tool], run: Run) -> Self {
        Self { name, title, needs, run, quick: None, alone: false, changes: &[] }
    }

    const fn alone(self) -> Self {
        Self { alone: true, ..self }
    }

    const fn changes(self, changes: &'static [Place]) -> Self {
        Self { changes, ..self }
    }

    fn goes_beside(&self, other: &Self) -> bool {
        self.changes.iter().all(|place| !other.changes.contains(place))
    }

    const fn quick(self, run: Run) -> Self {
        Self { quick: Some(run), ..self }
    }
}

/// All suites, in the order in which they begin: the quick ones that fail most often, then the longest.
static SUITES: &[Suite] = &[
    Suite::new("fmt", "Rust formatting", &[], rust::fmt).alone().quick(rust::fmt),
    Suite::new("clippy", "Rust lints", &[], rust::clippy).alone(),
    Suite::new("rust", "Rust tests, features, documentation", &[], rust::tests).alone().quick(rust::core),
    Suite::new(
        "conformance",
        "Generated packages: every language over every vector",
        &[toolchains::PYTHON, toolchains::NODE, toolchains::NPM],
        conformance::run,
    )
    .changes(&[NpmTests]),
    Suite::new("doctor", "The doctor's checks on real receivers", &[], doctor::run).changes(&[Examples, Uniffi]),
    Suite::new("python", "The Python package, installed from its wheel", &[toolchains::PYTHON], python::run),
    Suite::new(
        "node",
        "The npm package, installed from its tarball",
        &[toolchains::NODE, toolchains::NPM, toolchains::PYTHON],
        node::run,
    )
    .changes(&[NpmTests]),
    Suite::new("swift", "The Swift package", &[], swift::run).changes(&[Examples, Uniffi]),
    Suite::new("kotlin", "The Kotlin package, from its jar", &[toolchains::JAVA, toolchains::MAVEN], kotlin::run)
        .changes(&[Examples, Uniffi]),
    Suite::new("demo", "Every event and attack against real receivers", &[], demo::run)
        .changes(&[Examples, Uniffi])
        .quick(demo::quick),
    Suite::new(
        "recipes",
        "The recipes of CONTRIBUTING.md, on a copy of the checkout",
        &[toolchains::PYTHON],
        recipes::run,
    ),
    Suite::new(
        "dashboard",
        "The dashboards of the local AutoSend and of the inbox, in Chromium",
        &[toolchains::NODE, toolchains::NPM],
        dashboard::run,
    ),
    Suite::new(
        "dev",
        "The local AutoSend, by the provider's client and schemathesis",
        &[toolchains::PYTHON, toolchains::NODE, toolchains::NPM],
        dev::run,
    ),
    Suite::new(
        "differential",
        "Generated requests: every language decides as the core",
        &[toolchains::PYTHON, toolchains::NODE, toolchains::NPM],
        differential::run,
    )
    .changes(&[NpmTests, Uniffi]),
    Suite::new("vectors", "Test vectors, cross-checked by Python and OpenSSL", &[toolchains::PYTHON], vectors::run)
        .quick(vectors::run),
    Suite::new(
        "schema",
        "Generated schema: current, and valid by Python and Node",
        &[toolchains::PYTHON, toolchains::NODE, toolchains::NPM],
        schema::run,
    ),
    Suite::new(
        "docs",
        "The book: links, snippets, pages in Chromium, commands",
        &[toolchains::NODE, toolchains::NPM],
        docs::run,
    ),
    Suite::new("msrv", "The oldest supported Rust", &[], rust::msrv),
];

const EXAMPLES: &str = "\
Examples:
  cargo xtask test                    all suites
  cargo xtask test --quick            for every day: the core, the vectors, a receiver in each language that is here
  cargo xtask test --list             what there is, and what each suite needs
  cargo xtask test --only rust        one suite
  cargo xtask test --only fmt,clippy  several
  cargo xtask test --only conformance --language go

A suite whose tools are missing is skipped with the reason; with CI set in the environment it fails instead.
Exit code: 0 if nothing failed, 1 otherwise.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Run this suite only; may be given several times, or with commas
    #[arg(long, value_name = "GROUP", value_delimiter = ',', value_parser = names())]
    only: Vec<String>,

    /// In suites of several languages, run this one only; may be given several times, or with commas
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',', value_parser = conformance::languages())]
    language: Vec<String>,

    /// For every day: formatting, the core, the vectors, and a receiver in each language that is installed
    #[arg(long, conflicts_with = "only")]
    quick: bool,

    /// How many suites run at the same time [default: one for each core and 4 GiB of memory, at most 4]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,

    /// List the suites and what they need, and run nothing
    #[arg(long)]
    list: bool,

    /// Write what came of it into this file, and no summary: for a suite among others
    #[arg(long, value_name = "FILE", hide = true)]
    report: Option<PathBuf>,
}

fn names() -> PossibleValuesParser {
    SUITES.iter().map(|suite| suite.name).into()
}

/// Returns whether everything passed.
pub fn main(args: &Args) -> Result<bool> {
    let chosen = |suite: &&Suite| {
        if args.quick {
            suite.quick.is_some()
        } else {
            args.only.is_empty() || args.only.iter().any(|name| name == suite.name)
        }
    };
    let suites: Vec<&Suite> = SUITES.iter().filter(chosen).collect();
    if args.list {
        list(&suites);
        return Ok(true);
    }
    let (alone, others): (Vec<&Suite>, Vec<&Suite>) = suites.into_iter().partition(|suite| suite.alone);
    let ci = ci();
    let here = |suite: &&Suite| {
        run(suite, if args.quick { suite.quick.unwrap_or(suite.run) } else { suite.run }, ci, &args.language)
    };
    let mut reports: Vec<Report> = alone.iter().map(here).collect();
    let jobs = args.jobs.map_or_else(side_by_side::jobs, usize::from);
    if args.quick || jobs == 1 || others.len() < 2 {
        reports.extend(others.iter().map(here));
    } else {
        reports.extend(side_by_side::run(&others, jobs, &args.language)?);
    }
    match &args.report {
        Some(file) => report::write(&reports, file)?,
        None => report::summarize(&reports),
    }
    Ok(reports.iter().all(|report| report.counts.failed == 0))
}

/// `cargo xtask lint`: the steps of the tests that look at the source only.
pub fn lint() -> Result<bool> {
    let mut steps = Steps::new(ci());
    rust::fmt(&mut steps)?;
    rust::clippy(&mut steps)?;
    rust::documentation(&mut steps)?;
    Ok(steps.counts.failed == 0)
}

/// Whether this is a run that decides: `CI` is set, to anything but nothing, `0` or `false`.
pub fn ci() -> bool {
    env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

fn run(suite: &Suite, run: Run, ci: bool, languages: &[String]) -> Report {
    ui::heading(suite.title, suite.name);
    let start = Instant::now();
    let mut steps = Steps::new(ci);
    steps.languages = languages.to_vec();
    steps.attempt(suite.name, run);
    let seconds = start.elapsed().as_secs_f64();
    Report { name: suite.name.to_owned(), counts: steps.counts, remarks: steps.remarks, seconds }
}

fn list(suites: &[&Suite]) {
    let rows: Vec<_> = suites
        .iter()
        .map(|suite| vec![ui::text(suite.name).style(ui::BOLD), ui::text(suite.title), ui::text(needs(suite))])
        .collect();
    ui::table(&["suite", "what it is", "needs, besides Rust"], &rows);
}

fn needs(suite: &Suite) -> String {
    let describe = |tool: &Tool| match tool.version() {
        Some(_) => tool.name.to_owned(),
        None => format!("{} (missing)", tool.name),
    };
    suite.needs.iter().map(describe).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::counts::Counts;

    #[test]
    fn names_are_unique() {
        let names: HashSet<_> = SUITES.iter().map(|suite| suite.name).collect();
        assert_eq!(names.len(), SUITES.len());
    }

    #[test]
    fn a_skip_is_a_failure_under_ci_only() {
        let suite = Suite::new("none", "needs what is not there", &[], |_| {
            anyhow::bail!(toolchains::Missing("no such tool".into()))
        });
        assert_eq!(run(&suite, suite.run, false, &[]).counts, Counts { skipped: 1, ..Counts::default() });
        let report = run(&suite, suite.run, true, &[]);
        assert_eq!(report.counts, Counts { failed: 1, ..Counts::default() });
        assert_eq!(report.remarks, ["none: no such tool"]);
    }

    #[test]
    fn an_error_is_a_failure() {
        let suite = Suite::new("broken", "breaks", &[], |_| anyhow::bail!("broken"));
        assert_eq!(run(&suite, suite.run, false, &[]).counts, Counts { failed: 1, ..Counts::default() });
    }
}
