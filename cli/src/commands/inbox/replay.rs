//! `inbox replay`.

use super::{
    StoreArgs,
    filter::{FilterArgs, StatusArg, each},
    progress::Progress,
    wrong,
};
use crate::output::{Exit, UsageError, print, print_json};
use autosend_webhooks_inbox::{Status, Store, Summary};
use serde_json::json;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox replay 42 43
  autosend-webhooks inbox replay --status dead --since 2h
  autosend-webhooks inbox replay --status expired --address ann@example.com";

/// Have deliveries processed again: some by number, or all that a filter finds
///
/// Dead letters, expired and held deliveries become unfinished; those that were done are done once more.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Numbers, as `inbox list` shows them
    #[arg(value_name = "SEQ")]
    seqs: Vec<i64>,

    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    filter: FilterArgs,

    #[command(flatten)]
    status: StatusArg,

    /// Print the outcome as one line of JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    if args.seqs.is_empty() && args.filter.is_empty() && args.status.status().is_none() {
        return Err(UsageError::new(
            "nothing says which deliveries",
            "Give numbers, or a filter such as --status dead.",
        ));
    }
    let store = args.store.existing().await?;
    let mut seqs = args.seqs.clone();
    if seqs.is_empty() {
        let progress = Progress::new("looked at");
        each(&*store, args.filter.filter(args.status.status()), None, |page| {
            progress.add(page.len());
            seqs.extend(page.iter().filter(|one| finished(one)).map(|one| one.seq));
            Ok(())
        })
        .await?;
    }
    let replayed = replay(&*store, &seqs).await?;
    if args.json {
        print_json(&json!({ "replayed": replayed }))?;
    } else {
        print(&format!("{replayed} to be processed again\n"))?;
    }
    Ok(if replayed == 0 { Exit::Refused } else { Exit::Ok })
}

async fn replay(store: &dyn Store, seqs: &[i64]) -> Result<u64, UsageError> {
    let progress = Progress::new("replayed");
    let mut replayed = 0;
    for some in seqs.chunks(500) {
        replayed += store.replay(some).await.map_err(|error| wrong(&error))?;
        progress.add(some.len());
    }
    Ok(replayed)
}

/// Whether it can be processed once more: not what waits or is at work.
pub fn finished(delivery: &Summary) -> bool {
    !matches!(delivery.status, Status::Waiting | Status::Working)
}
