//! `inbox list` and `inbox dead`.

use super::{
    StoreArgs,
    filter::{FilterArgs, StatusArg, each, table, time},
};
use crate::output::{Exit, UsageError, note, print_json, printable_line};
use autosend_webhooks_inbox::{Filter, Status, Summary};

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox list --limit 20
  autosend-webhooks inbox list --type email.bounced --since 2h
  autosend-webhooks inbox list --address ann@example.com --json";

/// List deliveries, newest first
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    filter: FilterArgs,

    #[command(flatten)]
    status: StatusArg,

    #[command(flatten)]
    show: ShowArgs,
}

const DEAD_EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox dead
  autosend-webhooks inbox dead --json | jq -r '.error' | sort | uniq -c";

/// List dead letters, with what their last attempt said
#[derive(Debug, clap::Args)]
#[command(after_help = DEAD_EXAMPLES)]
pub struct DeadArgs {
    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    filter: FilterArgs,

    #[command(flatten)]
    show: ShowArgs,
}

#[derive(Debug, clap::Args)]
struct ShowArgs {
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,

    /// One line of JSON each
    #[arg(long)]
    json: bool,
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    show(&args.store, args.filter.filter(args.status.status()), &args.show).await
}

pub async fn run_dead(args: &DeadArgs) -> Result<Exit, UsageError> {
    show(&args.store, args.filter.filter(Some(Status::Dead)), &args.show).await
}

async fn show(store: &StoreArgs, filter: Filter, args: &ShowArgs) -> Result<Exit, UsageError> {
    let store = store.existing().await?;
    let mut rows = Vec::new();
    each(&*store, filter, Some(args.limit), |page| {
        for summary in page {
            if args.json {
                print_json(&summary)?;
            } else {
                rows.push(row(&summary));
            }
        }
        Ok(())
    })
    .await?;
    if !args.json && rows.is_empty() {
        note("nothing found");
    } else if !args.json {
        table(&["seq", "received", "type", "status", "tries", "repeats", "id", "address", "error"], &rows)?;
    }
    Ok(Exit::Ok)
}

fn row(summary: &Summary) -> Vec<String> {
    let reused = if summary.id_reused { " (reused)" } else { "" };
    let text = |text: Option<&String>| text.map_or_else(|| "-".into(), |text| printable_line(text));
    vec![
        summary.seq.to_string(),
        time(summary.received),
        printable_line(&summary.event_type),
        summary.status.as_str().into(),
        summary.attempts.to_string(),
        summary.repeats.to_string(),
        printable_line(&summary.delivery_id) + reused,
        text(summary.address.as_ref()),
        text(summary.error.as_ref()),
    ]
}
