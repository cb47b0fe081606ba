//! `inbox drift`: what came and the catalog does not know.

mod known;
mod scan;
mod shape;

use super::{
    StoreArgs,
    filter::{table, time},
    metrics::Metrics,
    progress::Progress,
    wrong,
};
use crate::{
    input::parse_duration,
    output::{Exit, UsageError, note, print_json, printable_line},
};
use autosend_webhooks_inbox::{InboxError, Store};
pub use known::Kind;
use scan::Finding;
pub use scan::{Report, Scan};
use std::time::{Duration, SystemTime};
use tokio::{sync::Mutex, time::sleep};

/// How often a receiver looks at what came, and at how many deliveries: the newest, so that it costs little at any rate.
const EVERY: Duration = Duration::from_secs(5);
const AT_ONCE: usize = 2000;
/// As many deliveries are compared for the page at first.
const FOR_THE_PAGE: usize = 10_000;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox drift
  autosend-webhooks inbox drift --since 30days --limit 1000000 --json | jq '.findings[]'";

/// Event types, fields and values that came and that this version does not know, with a sample of each
///
/// In samples letters and digits are replaced, so that nothing of a person is shown: `Ann` is `Aaa`. Custom properties of contacts
/// are nothing unknown.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    store: StoreArgs,

    /// Only deliveries received within this time
    #[arg(long, value_name = "DURATION", default_value = "7days", value_parser = parse_duration)]
    since: Duration,

    /// At most so many, the newest
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    limit: usize,

    /// One line of JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    let store = args.store.existing().await?;
    let since = SystemTime::now().checked_sub(args.since).unwrap_or(SystemTime::UNIX_EPOCH);
    let mut scan = Scan::default();
    {
        let progress = Progress::beside_output("compared");
        let since = autosend_webhooks::unix_millis(since);
        let scanned = scan.advance(&*store, since, args.limit, |more| progress.add(more)).await;
        scanned.map_err(|error| wrong(&error))?;
    }
    let report = scan.report();
    if args.json {
        print_json(&report)?;
        return Ok(Exit::Ok);
    }
    if !report.findings.is_empty() {
        let rows: Vec<_> = report.findings.iter().map(row).collect();
        table(&["what", "type", "field", "count", "last", "seq", "sample"], &rows)?;
    }
    note(&format!("{} deliveries compared, {} findings", report.compared, report.findings.len()));
    Ok(Exit::Ok)
}

fn row(finding: &Finding) -> Vec<String> {
    let member = if finding.member.is_empty() { "-".into() } else { printable_line(&finding.member) };
    vec![
        finding.kind.as_str().replace('_', " "),
        printable_line(&finding.event_type),
        member,
        finding.count.to_string(),
        time(finding.received),
        finding.seq.to_string(),
        printable_line(&finding.sample),
    ]
}

/// Counts what a receiver's store gets that is unknown, for ever.
pub async fn watch(store: &dyn Store, metrics: &Metrics) {
    let mut scan = loop {
        // A store that can't be asked shows in other ways.
        match Scan::from_now(store).await {
            Ok(scan) => break scan,
            Err(_) => sleep(EVERY).await,
        }
    };
    loop {
        sleep(EVERY).await;
        if scan.advance(store, 0, AT_ONCE, |_| ()).await.is_ok() {
            metrics.drifted(&scan);
        }
    }
}

/// What the page shows: at first of the newest deliveries, then of all that come.
#[derive(Default)]
pub struct Latest(Mutex<Scan>);

impl Latest {
    pub async fn report(&self, store: &dyn Store) -> Result<Report, InboxError> {
        let mut scan = self.0.lock().await;
        scan.advance(store, 0, FOR_THE_PAGE, |_| ()).await?;
        Ok(scan.report())
    }
}
