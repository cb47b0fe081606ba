//! `inbox stats`.

use super::{
    StoreArgs,
    filter::{table, time},
    wrong,
};
use crate::output::{Exit, UsageError, print_json, printable_line};

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox stats
  autosend-webhooks inbox stats --json | jq .waiting";

/// Count what the inbox has taken, and what waits
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    store: StoreArgs,

    /// One line of JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    let stats = args.store.existing().await?.stats().await.map_err(|error| wrong(&error))?;
    if args.json {
        print_json(&stats)?;
        return Ok(Exit::Ok);
    }
    let counted = stats.counters.iter().map(|(name, value)| vec![printable_line(name), value.to_string()]);
    let mut rows: Vec<_> = counted.collect();
    rows.push(vec!["unfinished now".into(), stats.waiting.to_string()]);
    if let Some(oldest) = stats.oldest {
        rows.push(vec!["oldest unfinished".into(), time(oldest)]);
    }
    if let Some(stray) = stats.default_partition_rows {
        rows.push(vec!["rows in default partitions".into(), stray.to_string()]);
    }
    table(&["what", "count"], &rows)?;
    Ok(Exit::Ok)
}
