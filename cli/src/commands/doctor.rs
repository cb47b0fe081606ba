//! `doctor`: scores a receiver.

use crate::{
    doctor::{AutoSend, CHECKS, Check, Harness, Other, PROFILE_CHECKS, Provider, Report, Sample, filled},
    input::{SecretArgs, parse_header_value, parse_timeout, read_input},
    output::{BOLD, Exit, UsageError, print, print_json},
    profile::{Chosen, ProfileArgs},
    trust::TrustArgs,
};
use autosend_webhooks_emulator::http;
use clap::builder::PossibleValuesParser;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use reqwest::Url;
use serde_json::Value;
use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
    time::Duration,
};

/// How often the progress is drawn.
const TICK: Duration = Duration::from_millis(250);

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks doctor http://127.0.0.1:3000/webhooks
  autosend-webhooks doctor http://127.0.0.1:3000/webhooks --only unsigned,forged
  autosend-webhooks doctor https://example.com/hook --allow retry,replay,burnt-id
  autosend-webhooks doctor http://127.0.0.1:3000/webhooks --json |
      jq -r '.checks[] | select(.outcome != \"passed\") | .check'
  autosend-webhooks doctor http://127.0.0.1:3000/webhooks --profile github --event push \\
      --secret-file secret --body push.json";

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
/// With --profile, a receiver of another provider's requests is examined, with the checks that make sense for how it signs:
/// --list --profile NAME shows them. --body is a request's body as the provider sends it; each delivery has an id of its own
/// in it, where the profile says it, or else a member `examination`.
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

    #[command(flatten)]
    profile: ProfileArgs,

    /// The event type that the profile's provider sends, where a header or the body says it
    #[arg(long, value_name = "TYPE", value_parser = parse_header_value, requires = "profile")]
    event: Option<String>,

    /// A file with a body as the profile's provider sends it, in JSON [default: the members that the profile names]
    #[arg(long, value_name = "FILE", requires = "profile")]
    body: Option<PathBuf>,

    /// Also want the statuses and codes that this project's packages refuse with; --json then has `requests` in checks
    /// that name some, each with `request`, `wanted`, `got`, `ms`, `passed`
    #[arg(long, conflicts_with = "profile")]
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
    let of_profiles = PROFILE_CHECKS.iter().map(|it| it.check.name);
    let own = of_profiles.filter(|name| CHECKS.iter().all(|check| check.name != *name));
    CHECKS.iter().map(|check| check.name).chain(own).collect::<Vec<_>>().into()
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    if let Some(chosen) = args.profile.profile()? {
        return examine_by(args, chosen);
    }
    let checks = chosen_checks(args, CHECKS.iter())?;
    let Some(url) = args.url.as_ref().filter(|_| !args.list) else { return list(args, &checks) };
    examine(args, url, &checks, AutoSend::new(args.secrets.one_text()?)?)
}

/// The same by a profile.
fn examine_by(args: &Args, chosen: Chosen) -> Result<Exit, UsageError> {
    let Some(url) = args.url.as_ref().filter(|_| !args.list) else {
        return list(args, &chosen_checks(args, PROFILE_CHECKS.iter().map(|it| &it.check))?);
    };
    let body = args.body.as_ref().map(|path| sample_body(path)).transpose()?;
    let given = args.profile.url.clone().unwrap_or_else(|| url.to_string());
    let sample = Sample { event: args.event.clone(), body, url: given };
    let other = Other::new(chosen, args.secrets.one_text()?, sample)?;
    let applying = PROFILE_CHECKS.iter().filter(|it| (it.applies)(&other)).map(|it| &it.check);
    let checks = chosen_checks(args, applying)?;
    examine(args, url, &checks, other)
}

fn sample_body(path: &Path) -> Result<Value, UsageError> {
    let fix = "Give a body as the provider sends it: a JSON object.";
    let wrong = |problem: String| UsageError::new(format!("{}: {problem}", path.display()), fix);
    let value: Value =
        serde_json::from_slice(&read_input(path, "the body")?).map_err(|error| wrong(error.to_string()))?;
    if value.is_object() { Ok(value) } else { Err(wrong("it is no object".into())) }
}

/// The checks that `--only` names; each name there has to be one of them.
fn chosen_checks<P: 'static>(
    args: &Args,
    checks: impl Iterator<Item = &'static Check<P>>,
) -> Result<Vec<&'static Check<P>>, UsageError> {
    let checks: Vec<_> = checks.collect();
    let named = args.only.iter().chain(&args.allow);
    if let Some(name) = named.into_iter().find(|name| checks.iter().all(|check| check.name != **name)) {
        let what = format!("the check {name} is none of those that apply here");
        return Err(UsageError::new(what, "--list shows which there are, with --profile those of a provider."));
    }
    let is_chosen = |check: &&Check<P>| args.only.is_empty() || args.only.iter().any(|name| name == check.name);
    Ok(checks.into_iter().filter(is_chosen).collect())
}

fn examine<P: Provider>(args: &Args, url: &Url, checks: &[&'static Check<P>], provider: P) -> Result<Exit, UsageError> {
    let harness = Harness::new(url, provider, &args.trust.trust()?, args.time_limit)?.with_codes(args.codes);
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

fn list<P>(args: &Args, checks: &[&'static Check<P>]) -> Result<Exit, UsageError> {
    if args.json {
        print_json(&checks)?;
    } else {
        let line = |check: &&Check<P>| {
            format!("{BOLD}{:<19}{BOLD:#}  {}\n{:21}{}\n", check.name, filled(check.title), "", filled(check.why))
        };
        print(&checks.iter().map(line).collect::<String>())?;
    }
    Ok(Exit::Ok)
}
