//! `cargo xtask test`: the table of suites, running them, and the summary.
//!
//! One file for each group of suites; a suite is a function that adds to [`Steps`], and a line in [`SUITES`].

mod conformance;
mod dashboard;
mod demo;
mod dev;
mod differential;
mod doctor;
mod kotlin;
mod node;
mod python;
mod recipes;
mod rust;
mod schema;
mod swift;
mod vectors;

pub use conformance::compiled_typescript;

use std::{env, time::Instant};

use anstream::println;
use anyhow::Result;
use clap::builder::PossibleValuesParser;

use crate::{
    counts::Counts,
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
    run: fn(&mut Steps) -> Result<()>,
}

/// All suites, in the order in which they run: the quick ones that fail most often come first.
static SUITES: &[Suite] = &[
    Suite { name: "fmt", title: "Rust formatting", needs: &[], run: rust::fmt },
    Suite { name: "clippy", title: "Rust lints", needs: &[], run: rust::clippy },
    Suite { name: "rust", title: "Rust tests, features, documentation", needs: &[], run: rust::tests },
    Suite { name: "msrv", title: "The oldest supported Rust", needs: &[], run: rust::msrv },
    Suite {
        name: "vectors",
        title: "Test vectors, cross-checked by Python and OpenSSL",
        needs: &[toolchains::PYTHON],
        run: vectors::run,
    },
    Suite {
        name: "schema",
        title: "Generated schema: current, and valid by Python and Node",
        needs: &[toolchains::PYTHON, toolchains::NODE, toolchains::NPM],
        run: schema::run,
    },
    Suite {
        name: "recipes",
        title: "The recipes of CONTRIBUTING.md, on a copy of the checkout",
        needs: &[toolchains::PYTHON],
        run: recipes::run,
    },
    Suite {
        name: "node",
        title: "The npm package, installed from its tarball",
        needs: &[toolchains::NODE, toolchains::NPM, toolchains::PYTHON],
        run: node::run,
    },
    Suite {
        name: "python",
        title: "The Python package, installed from its wheel",
        needs: &[toolchains::PYTHON],
        run: python::run,
    },
    Suite {
        name: "kotlin",
        title: "The Kotlin package, from its jar",
        needs: &[toolchains::JAVA, toolchains::MAVEN],
        run: kotlin::run,
    },
    Suite {
        name: "conformance",
        title: "Generated packages: every language over every vector",
        needs: &[toolchains::PYTHON, toolchains::NODE, toolchains::NPM],
        run: conformance::run,
    },
    Suite {
        name: "differential",
        title: "Generated requests: every language decides as the core",
        needs: &[toolchains::PYTHON, toolchains::NODE, toolchains::NPM],
        run: differential::run,
    },
    Suite { name: "swift", title: "The Swift package", needs: &[], run: swift::run },
    Suite { name: "doctor", title: "The doctor's checks on real receivers", needs: &[], run: doctor::run },
    Suite {
        name: "dev",
        title: "The local AutoSend, by the provider's client and schemathesis",
        needs: &[toolchains::PYTHON, toolchains::NODE, toolchains::NPM],
        run: dev::run,
    },
    Suite {
        name: "dashboard",
        title: "The dashboards of the local AutoSend and of the inbox, in Chromium",
        needs: &[toolchains::NODE, toolchains::NPM],
        run: dashboard::run,
    },
    Suite { name: "demo", title: "Every event and attack against real receivers", needs: &[], run: demo::run },
];

const EXAMPLES: &str = "\
Examples:
  cargo xtask test                    all suites
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

    /// List the suites and what they need, and run nothing
    #[arg(long)]
    list: bool,
}

fn names() -> PossibleValuesParser {
    SUITES.iter().map(|suite| suite.name).into()
}

/// What came of one suite.
struct Report {
    name: &'static str,
    counts: Counts,
    remarks: Vec<String>,
    seconds: f64,
}

/// Returns whether everything passed.
pub fn main(args: &Args) -> bool {
    let chosen = |suite: &&Suite| args.only.is_empty() || args.only.iter().any(|name| name == suite.name);
    let suites: Vec<&Suite> = SUITES.iter().filter(chosen).collect();
    if args.list {
        list(&suites);
        return true;
    }
    let ci = ci();
    let reports: Vec<Report> = suites.iter().map(|suite| run(suite, ci, &args.language)).collect();
    summarize(&reports)
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

fn run(suite: &Suite, ci: bool, languages: &[String]) -> Report {
    ui::heading(suite.title, suite.name);
    let start = Instant::now();
    let mut steps = Steps::new(ci);
    steps.languages = languages.to_vec();
    steps.attempt(suite.name, suite.run);
    let seconds = start.elapsed().as_secs_f64();
    Report { name: suite.name, counts: steps.counts, remarks: steps.remarks, seconds }
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

/// Prints the table and, as the very last line, the sum in words that CI systems read.
fn summarize(reports: &[Report]) -> bool {
    let mut sum = Counts::default();
    for report in reports {
        sum += report.counts;
    }
    ui::heading("Summary", "");
    let rows: Vec<_> = reports.iter().map(row).collect();
    ui::table(&["suite", "passed", "failed", "skipped", "seconds"], &rows);
    println!();
    for report in reports {
        for remark in &report.remarks {
            println!("  {remark}");
        }
    }
    println!("{sum}");
    sum.failed == 0
}

fn row(report: &Report) -> Vec<ui::Cell> {
    let Counts { passed, failed, skipped } = report.counts;
    let style = |number: u64, style| if number > 0 { style } else { ui::DIM };
    vec![
        ui::text(report.name).style(if failed > 0 { ui::BAD } else { ui::BOLD }),
        ui::number(passed.to_string()).style(style(passed, ui::GOOD)),
        ui::number(failed.to_string()).style(style(failed, ui::BAD)),
        ui::number(skipped.to_string()).style(style(skipped, ui::WARN)),
        ui::number(format!("{:.1}", report.seconds)),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_unique() {
        let names: HashSet<_> = SUITES.iter().map(|suite| suite.name).collect();
        assert_eq!(names.len(), SUITES.len());
    }

    #[test]
    fn a_skip_is_a_failure_under_ci_only() {
        let suite = Suite {
            name: "none",
            title: "needs what is not there",
            needs: &[],
            run: |_| anyhow::bail!(toolchains::Missing("no such tool".into())),
        };
        assert_eq!(run(&suite, false, &[]).counts, Counts { skipped: 1, ..Counts::default() });
        let report = run(&suite, true, &[]);
        assert_eq!(report.counts, Counts { failed: 1, ..Counts::default() });
        assert_eq!(report.remarks, ["none: no such tool"]);
    }

    #[test]
    fn an_error_is_a_failure() {
        let suite = Suite { name: "broken", title: "breaks", needs: &[], run: |_| anyhow::bail!("broken") };
        assert_eq!(run(&suite, false, &[]).counts, Counts { failed: 1, ..Counts::default() });
    }
}
