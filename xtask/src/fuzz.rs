//! `cargo xtask fuzz`: runs the coverage-guided fuzz targets of `fuzz/` for a while each.
//!
//! What a run finds interesting goes to the cache, so that the committed corpus stays as it is until `--minimize`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anstream::println;
use anyhow::{Context, Result, bail};

use crate::{
    step,
    toolchains::{self, RUSTUP},
    ui, workspace,
};

const EXAMPLES: &str = "\
Examples:
  cargo xtask fuzz                          every target, 60 seconds each
  cargo xtask fuzz --seconds 600 parse  one target, ten minutes
  cargo xtask fuzz --minimize               then keep what is new, as few inputs as reach the same code";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// How long each target runs
    #[arg(long, default_value_t = 60)]
    seconds: u64,

    /// Afterwards add what was found to the committed corpus, and minimize that
    #[arg(long)]
    minimize: bool,

    /// The targets to run; all if none is named
    targets: Vec<String>,
}

/// What came of one target.
struct Report {
    target: String,
    passed: bool,
    runs: Option<u64>,
    per_second: Option<u64>,
    corpus: usize,
    seconds: f64,
}

/// Returns whether nothing was found.
pub fn main(args: &Args) -> Result<bool> {
    require_nightly()?;
    require_cargo_fuzz()?;
    let targets = choose(&args.targets, list()?)?;
    step::must("building the fuzz targets", cargo_fuzz(&["build"]))?;
    ui::heading(&format!("Fuzzing, {} s a target", args.seconds), &targets.join(", "));
    let reports = targets.iter().map(|target| fuzz(target, args.seconds)).collect::<Result<Vec<_>>>()?;
    println!();
    ui::table(
        &["target", "result", "runs", "runs/s", "corpus", "seconds"],
        &reports.iter().map(row).collect::<Vec<_>>(),
    );
    let passed = reports.iter().all(|report| report.passed);
    if args.minimize && passed {
        targets.iter().try_for_each(|target| minimize(target))?;
    }
    Ok(passed)
}

fn require_nightly() -> Result<()> {
    RUSTUP.require()?;
    let mut rustc = RUSTUP.command();
    if !rustc.args(["run", "nightly", "rustc", "--version"]).output()?.status.success() {
        bail!("fuzzing needs a nightly Rust: rustup toolchain install nightly");
    }
    Ok(())
}

fn require_cargo_fuzz() -> Result<()> {
    if cargo_fuzz(&["--version"]).output()?.status.success() {
        return Ok(());
    }
    ui::note("cargo-fuzz is not installed");
    step::must("cargo install --locked cargo-fuzz", workspace::cargo("install --locked cargo-fuzz"))
}

fn cargo_fuzz(arguments: &[&str]) -> Command {
    let mut command = RUSTUP.command();
    command.args(["run", "nightly", "cargo", "fuzz"]).args(arguments);
    command
}

fn list() -> Result<Vec<String>> {
    let output = cargo_fuzz(&["list"]).output()?;
    if !output.status.success() {
        bail!("cargo fuzz list failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(|line| line.trim().to_owned()).collect())
}

fn choose(wanted: &[String], all: Vec<String>) -> Result<Vec<String>> {
    if let Some(unknown) = wanted.iter().find(|target| !all.contains(target)) {
        bail!("no fuzz target {unknown}; there are: {}", all.join(", "));
    }
    Ok(if wanted.is_empty() { all } else { wanted.to_vec() })
}

fn fuzz(target: &str, seconds: u64) -> Result<Report> {
    let (found, committed) = corpora(target)?;
    // libFuzzer writes to the first directory only.
    let mut command = cargo_fuzz(&["run", target]);
    command.args([&found, &committed]).args(["--", "-print_final_stats=1"]).arg(format!("-max_total_time={seconds}"));
    let outcome = step::run(target, command)?;
    let passed = outcome.status.success();
    let output = outcome.plain_output();
    if passed {
        ui::verdict(ui::GOOD, "ok", &format!("{target} ({})", ui::seconds(outcome.time)));
    } else {
        ui::verdict(ui::BAD, "FAIL", target);
        outcome.print_in_full();
    }
    Ok(Report {
        target: target.to_owned(),
        passed,
        runs: statistic(&output, "number_of_executed_units"),
        per_second: statistic(&output, "average_exec_per_sec"),
        corpus: inputs(&found)?.len() + inputs(&committed)?.len(),
        seconds: outcome.time.as_secs_f64(),
    })
}

/// The inputs found on this machine, and the committed ones.
fn corpora(target: &str) -> Result<(PathBuf, PathBuf)> {
    let found = toolchains::cache("fuzz")?.join(target);
    let committed = workspace::root().join("fuzz/corpus").join(target);
    for directory in [&found, &committed] {
        fs::create_dir_all(directory).with_context(|| format!("cannot make {}", directory.display()))?;
    }
    Ok((found, committed))
}

/// The value in a line `stat::NAME: VALUE` of libFuzzer.
fn statistic(output: &str, name: &str) -> Option<u64> {
    let prefix = format!("stat::{name}:");
    output.lines().find_map(|line| line.trim().strip_prefix(&prefix)?.trim().parse().ok())
}

fn inputs(directory: &Path) -> Result<Vec<PathBuf>> {
    fs::read_dir(directory)?.map(|entry| Ok(entry?.path())).collect()
}

fn row(report: &Report) -> Vec<ui::Cell> {
    let known = |number: Option<u64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    let (style, word) = if report.passed { (ui::GOOD, "nothing found") } else { (ui::BAD, "FOUND") };
    vec![
        ui::text(&report.target).style(ui::BOLD),
        ui::text(word).style(style),
        ui::number(known(report.runs)),
        ui::number(known(report.per_second)),
        ui::number(report.corpus.to_string()),
        ui::number(format!("{:.1}", report.seconds)),
    ]
}

/// Adds what was found to the committed corpus, and keeps of all as few inputs as reach the same code.
fn minimize(target: &str) -> Result<()> {
    let (found, committed) = corpora(target)?;
    for input in inputs(&found)? {
        fs::copy(&input, committed.join(input.file_name().unwrap_or_default()))?;
    }
    let mut cmin = cargo_fuzz(&["cmin", target]);
    cmin.arg(&committed);
    step::must(&format!("minimizing the corpus of {target}"), cmin)?;
    ui::note(&format!("{} inputs in fuzz/corpus/{target}", inputs(&committed)?.len()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_are_read() {
        let output = "Done 7 runs\nstat::number_of_executed_units: 123\nstat::average_exec_per_sec:     45\n";
        assert_eq!(statistic(output, "number_of_executed_units"), Some(123));
        assert_eq!(statistic(output, "average_exec_per_sec"), Some(45));
        assert_eq!(statistic(output, "slowest_unit_time_sec"), None);
    }

    #[test]
    fn an_unknown_target_is_refused() {
        let all = || vec!["verify".to_owned(), "parse".to_owned()];
        assert_eq!(choose(&[], all()).unwrap(), all());
        assert_eq!(choose(&["parse".into()], all()).unwrap(), ["parse"]);
        assert!(choose(&["nothing".into()], all()).is_err());
    }
}
