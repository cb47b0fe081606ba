//! `inbox doctor`: whether an inbox keeps what it is given, and whether somebody works on it.

use super::{StoreArgs, filter::table, wrong};
use crate::output::{BOLD, Exit, UsageError, note, print_json};
use autosend_webhooks_inbox::{Filter, InboxError, Stats, Status, Store, sqlite};
use serde::Serialize;
use std::{
    fs,
    path::Path,
    time::{Duration, Instant, SystemTime},
};
use tokio::time::timeout;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox doctor --store sqlite:///var/lib/inbox.db
  autosend-webhooks inbox doctor --json | jq '.checks[] | select(.verdict != \"ok\")'

Exit codes: 0 nothing failed, 1 a check failed, 2 the store can't be opened.";

/// How long the store may take to show that it can commit.
const COMMIT_WITHIN: Duration = Duration::from_secs(2);
/// A commit that is slower leaves little of the time in which AutoSend wants its response.
const SLOW_COMMIT: Duration = Duration::from_millis(250);
/// Clocks that differ by more than this make ages and windows wrong.
const CLOCK_SKEW: Duration = Duration::from_secs(5);
/// Work that waits longer has nobody who does it.
const STALE: Duration = Duration::from_mins(10);
/// A write-ahead log that is longer can't be taken over into the database: something reads for ever.
const LONG_LOG: u64 = 64 << 20;

/// Examine an inbox: can it commit, does anybody work on it, is something left behind
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    store: StoreArgs,

    /// One line of JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Ok,
    Warning,
    Failed,
}

/// What a check saw, and what to do about it.
#[derive(Debug, Serialize)]
struct Check {
    name: &'static str,
    verdict: Verdict,
    finding: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<&'static str>,
}

impl Check {
    fn new(name: &'static str, verdict: Verdict, finding: impl Into<String>, fix: &'static str) -> Self {
        Self { name, verdict, finding: finding.into(), fix: (verdict != Verdict::Ok).then_some(fix) }
    }
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    let store = args.store.existing().await?;
    let mut checks = vec![commit(&*store).await];
    let stats = store.stats().await.map_err(|error| wrong(&error))?;
    checks.extend([
        clock(&stats),
        waiting(&stats),
        kept(&*store, Status::Dead).await?,
        kept(&*store, Status::Held).await?,
    ]);
    checks.extend(stats.default_partition_rows.map(partitions));
    if let Some(file) = sqlite::path_of(args.store.address()) {
        checks.extend(files(file));
    }
    report(args.json, &store.address(), &checks)?;
    Ok(if checks.iter().any(|check| check.verdict == Verdict::Failed) { Exit::Refused } else { Exit::Ok })
}

async fn commit(store: &dyn Store) -> Check {
    let fix = "Look at the disk and the database's log: deliveries get 503 until commits are quick.";
    let start = Instant::now();
    match timeout(COMMIT_WITHIN, store.probe()).await {
        Ok(Ok(())) => {
            let time = start.elapsed();
            let verdict = if time > SLOW_COMMIT { Verdict::Warning } else { Verdict::Ok };
            Check::new("commit", verdict, format!("a commit took {time:.1?}"), fix)
        }
        Ok(Err(error)) => Check::new("commit", Verdict::Failed, error.to_string(), fix),
        Err(_) => Check::new("commit", Verdict::Failed, format!("no commit within {COMMIT_WITHIN:?}"), fix),
    }
}

fn clock(stats: &Stats) -> Check {
    let own = autosend_webhooks::unix_millis(SystemTime::now());
    let skew = Duration::from_millis(own.abs_diff(stats.now));
    let verdict = if skew > CLOCK_SKEW { Verdict::Warning } else { Verdict::Ok };
    let fix = "Let both keep time by NTP: retries, leases and the window are counted by the store's clock.";
    Check::new("clock", verdict, format!("the store's clock and this one differ by {skew:.1?}"), fix)
}

fn waiting(stats: &Stats) -> Check {
    let Some(oldest) = stats.oldest else { return Check::new("work", Verdict::Ok, "nothing waits", "") };
    let age = Duration::from_millis(u64::try_from(stats.now - oldest).unwrap_or(0));
    let verdict = if age > STALE { Verdict::Warning } else { Verdict::Ok };
    let age = humantime::format_duration(Duration::from_secs(age.as_secs()));
    let finding = format!("{} unfinished, the oldest received {age} ago", stats.waiting);
    Check::new(
        "work",
        verdict,
        finding,
        "Start a worker (inbox serve with --forward-to or --exec, or your program), or look why it fails: inbox list --status waiting.",
    )
}

/// What lies in default partitions.
fn partitions(stray: i64) -> Check {
    let verdict = if stray > 0 { Verdict::Warning } else { Verdict::Ok };
    Check::new(
        "partitions",
        verdict,
        format!("{stray} rows in default partitions"),
        "Events signed more than 8 days ago or 7 ahead lie there. If there are others, nothing makes partitions: let a \
         receiver or worker run, with the right to make tables.",
    )
}

/// What stays until somebody looks at it.
async fn kept(store: &dyn Store, status: Status) -> Result<Check, UsageError> {
    let filter = Filter { status: Some(status), ..Filter::default() };
    let some = store.list(&filter, 100).await.map_err(|error: InboxError| wrong(&error))?;
    let verdict = if some.is_empty() { Verdict::Ok } else { Verdict::Warning };
    let number = if some.len() == 100 { "100 or more".to_owned() } else { some.len().to_string() };
    let (name, fix) = match status {
        Status::Dead => {
            ("dead letters", "See why with inbox dead; after the cause is gone: inbox replay --status dead.")
        }
        _ => ("held", "Their ids came with other bodies before: inbox list --status held, then inbox replay."),
    };
    Ok(Check::new(name, verdict, number, fix))
}

/// What can be wrong with the files of SQLite.
fn files(file: &Path) -> Vec<Check> {
    let mut checks = Vec::new();
    #[cfg(unix)]
    if let Ok(metadata) = fs::metadata(file) {
        use std::os::unix::fs::PermissionsExt;
        let mode = metadata.permissions().mode() & 0o777;
        let is_private = mode.is_multiple_of(0o100);
        let verdict = if is_private { Verdict::Ok } else { Verdict::Warning };
        let fix = "Others can read your recipients' addresses: chmod 600 the file, and its -wal and -shm.";
        checks.push(Check::new("file mode", verdict, format!("{mode:03o}"), fix));
    }
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    let length = fs::metadata(log).map_or(0, |metadata| metadata.len());
    let verdict = if length > LONG_LOG { Verdict::Warning } else { Verdict::Ok };
    let fix = "Something has the database open for reading for a long time: end it, and the log is taken over.";
    checks.push(Check::new("write-ahead log", verdict, format!("{:.1} MiB", mebibytes(length)), fix));
    checks
}

#[expect(clippy::cast_precision_loss, reason = "printed with one decimal")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

fn report(json: bool, address: &str, checks: &[Check]) -> Result<(), UsageError> {
    if json {
        return print_json(&serde_json::json!({ "store": address, "checks": checks }));
    }
    note(&format!("{BOLD}{address}{BOLD:#}"));
    let rows = checks.iter().map(|check| {
        let word = match check.verdict {
            Verdict::Ok => "ok",
            Verdict::Warning => "warn",
            Verdict::Failed => "FAIL",
        };
        vec![word.into(), check.name.into(), check.finding.clone()]
    });
    table(&["", "check", "finding"], &rows.collect::<Vec<_>>())?;
    for check in checks.iter().filter(|check| check.fix.is_some()) {
        note(&format!("{BOLD}{}:{BOLD:#} {}", check.name, check.fix.unwrap_or_default()));
    }
    Ok(())
}
