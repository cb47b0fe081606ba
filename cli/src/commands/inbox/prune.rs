//! `inbox prune`.

use super::{StoreArgs, wrong};
use crate::{
    input::parse_duration,
    output::{Exit, UsageError, note, print, print_json},
};
use autosend_webhooks_inbox::Pruned;
use std::time::Duration;

/// What is removed in one transaction: others get their turn in between.
const AT_ONCE: usize = 2000;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox prune --bodies 90days --keys 180days";

/// Remove finished deliveries that are old enough
///
/// Keys tell repeats: they should be kept for longer than the bodies, and must be kept for longer than the receiver's window.
/// Where the tables have partitions by day, whole days are dropped, and what is left of days with unfinished deliveries or
/// dead letters goes row by row.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    store: StoreArgs,

    /// Remove bodies, headers and attempts of deliveries that were received longer ago
    #[arg(long, value_name = "DURATION", default_value = "90days", value_parser = parse_duration)]
    bodies: Duration,

    /// Remove keys of events that were created longer ago; 8 days at least
    #[arg(long, value_name = "DURATION", default_value = "180days", value_parser = parse_keys)]
    keys: Duration,

    /// Print the outcome as one line of JSON
    #[arg(long)]
    json: bool,
}

/// A key that is gone while its event is within the window would let a replay in.
fn parse_keys(text: &str) -> Result<Duration, String> {
    let shortest = autosend_webhooks_inbox::InboxOptions::default().window;
    let keys = parse_duration(text)?;
    if keys < shortest {
        return Err("keys that are gone too early let replays in: give 8days or more".into());
    }
    Ok(keys)
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    let store = args.store.existing().await?;
    let mut all = Pruned::default();
    loop {
        let pruned = store.prune(args.bodies, args.keys, AT_ONCE).await.map_err(|error| wrong(&error))?;
        all.deliveries += pruned.deliveries;
        all.keys += pruned.keys;
        all.partitions += pruned.partitions;
        if pruned == Pruned::default() {
            break;
        }
        if all.deliveries > AT_ONCE as u64 {
            note(&format!("{} deliveries so far", all.deliveries));
        }
    }
    if args.json {
        print_json(&all)?;
    } else {
        let dropped = match all.partitions {
            0 => String::new(),
            partitions => format!(" with {partitions} partitions"),
        };
        print(&format!("{} deliveries and {} keys removed{dropped}\n", all.deliveries, all.keys))?;
    }
    Ok(Exit::Ok)
}
