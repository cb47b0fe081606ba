//! `inbox stats`.

use super::{
    StoreArgs,
    filter::{table, time},
    wrong,
};
use crate::output::{Exit, UsageError, WARN, note, print_json, printable_line};
use autosend_webhooks_inbox::{SecretUse, Stats};

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
        let mut shown = serde_json::to_value(&stats).unwrap_or_default();
        shown["silent_secrets"] = stats.silent_secrets().iter().map(|one| &*one.secret).collect();
        print_json(&shown)?;
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
    show_secrets(&stats)?;
    Ok(Exit::Ok)
}

fn show_secrets(stats: &Stats) -> Result<(), UsageError> {
    if stats.secrets.is_empty() {
        return Ok(());
    }
    let row = |one: &SecretUse| {
        let loaded = if one.is_loaded(stats.now) { "yes" } else { "no" };
        let last = one.last.map_or_else(|| "never".into(), time);
        vec![printable_line(&one.secret), loaded.into(), one.matched.to_string(), last]
    };
    table(&["secret", "in use", "matched", "last"], &stats.secrets.iter().map(row).collect::<Vec<_>>())?;
    for one in stats.silent_secrets() {
        let secret = printable_line(&one.secret);
        note(&format!(
            "{WARN}secret {secret} has matched nothing for a day:{WARN:#} remove it if its webhook is deleted"
        ));
    }
    Ok(())
}
