//! `doctor`: scores a receiver.

use crate::{
    doctor::{CHECKS, Check, Harness, Report, filled},
    input::{SecretArgs, parse_timeout},
    output::{BOLD, Exit, UsageError, print, print_json},
    trust::TrustArgs,
};
use autosend_webhooks_emulator::http;
use clap::builder::PossibleValuesParser;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use reqwest::Url;
use std::{io::IsTerminal, time::Duration};

/// How often the progress is drawn.
const TICK: Duration = Duration::from_millis(250);

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks doctor http://127.0.0.1:3000/webhooks
  autosend-webhooks doctor http://127.0.0.1:3000/webhooks --only unsigned,forged
  autosend-webhooks doctor https://example.com/hook --allow retry,replay,burnt-id
  autosend-webhooks doctor http://127.0.0.1:3000/webhooks --json |
      jq -r '.checks[] | select(.outcome != \"passed\") | .check'";

/// Score a receiver, in whatever language it is written
///
/// Sends what it has to accept, what it has to refuse and what it has to survive, and judges the responses. Some 70 of the
/// deliveries are genuine for all that the receiver can tell, with sample data and, where events have it, `test` set: point
/// it at a receiver whose handlers do no harm. A refusal is any 3xx or 4xx; repeats are recognised by a response that says so, e.g. {"duplicate": true}.
///
/// What can't be told from outside is undecided, and no full marks: --allow NAME lets it pass. A receiver that takes a
/// first delivery and does not answer is not examined further; CSRF protection and redirects are named.
///
/// --json prints one object: `url`; `score` {`passed`, `undecided`, `failed`, `total`}; `full_marks`; `verdict`, null or
/// {`verdict`, `finding`, `fix`}, for what explains more than one check; and `checks`, each with
/// `check` (its name), `group`, `outcome` (passed, undecided or failed), `allowed`, `title`, `finding`, `why`, `fix`, `seconds`.
///
/// Exit code 0 for full marks, 1 for less, 2 if the receiver can't be reached.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The receiver's address
    #[arg(value_name = "URL", value_parser = http::parse_url, required_unless_present = "list")]
    url: Option<Url>,

    #[command(flatten)]
    secrets: SecretArgs,

    #[command(flatten)]
    trust: TrustArgs,

    /// Run this check only; may be given several times, or with commas
    #[arg(long, value_name = "CHECK", value_delimiter = ',', hide_possible_values = true, value_parser = names())]
    only: Vec<String>,

    /// Give full marks even if this check does not pass; may be given several times, or with commas
    #[arg(long, value_name = "CHECK", value_delimiter = ',', hide_possible_values = true, value_parser = names())]
    allow: Vec<String>,

    /// Also want the statuses and codes that this project's packages refuse with; --json then has `requests` in checks
    /// that name some, each with `request`, `wanted`, `got`, `ms`, `passed`
    #[arg(long)]
    codes: bool,

    /// How long the whole may take
    #[arg(long, value_name = "DURATION", default_value = "5m", value_parser = parse_timeout)]
    time_limit: Duration,

    /// List the checks and what they mean, and send nothing
    #[arg(long)]
    list: bool,

    /// One line of JSON
    #[arg(long)]
    json: bool,
}

fn names() -> PossibleValuesParser {
    CHECKS.iter().map(|check| check.name).into()
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    let chosen = |check: &&Check| args.only.is_empty() || args.only.iter().any(|name| name == check.name);
    let checks: Vec<&'static Check> = CHECKS.iter().filter(chosen).collect();
    match &args.url {
        Some(url) if !args.list => examine(args, url, &checks),
        _ => list(args, &checks),
    }
}

fn examine(args: &Args, url: &Url, checks: &[&'static Check]) -> Result<Exit, UsageError> {
    let harness =
        Harness::new(url, args.secrets.one_text()?, &args.trust.trust()?, args.time_limit)?.with_codes(args.codes);
    let progress = progress(checks.len());
    progress.set_message("waits for a first response");
    let first = harness.greet()?;
    let report = Report::make(url, &harness, first, checks, &args.allow, |check| {
        progress.set_message(filled(check.title));
        progress.inc(1);
    });
    progress.finish_and_clear();
    if args.json {
        print_json(&report)?;
    } else {
        print(&report.describe())?;
    }
    Ok(if report.has_full_marks() { Exit::Ok } else { Exit::Refused })
}

fn progress(checks: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len}  {elapsed}  {wide_msg}");
    let length = u64::try_from(checks).unwrap_or_default();
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr())
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    // The seconds go on while a check waits.
    bar.enable_steady_tick(TICK);
    bar
}

fn list(args: &Args, checks: &[&'static Check]) -> Result<Exit, UsageError> {
    if args.json {
        print_json(&checks)?;
    } else {
        let line = |check: &&Check| {
            format!("{BOLD}{:<19}{BOLD:#}  {}\n{:21}{}\n", check.name, filled(check.title), "", filled(check.why))
        };
        print(&checks.iter().map(line).collect::<String>())?;
    }
    Ok(Exit::Ok)
}
