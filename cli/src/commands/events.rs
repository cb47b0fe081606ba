//! `events`: the event types.

use crate::output::{BOLD, DIM, Exit, UsageError, print, print_json};
use autosend_webhooks::EventType;
use serde::Serialize;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks events
  autosend-webhooks events --json | jq -r '.[].type'";

/// List the event types
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// One line of JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Row {
    r#type: &'static str,
    group: &'static str,
    title: &'static str,
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    let row = |event: &EventType| Row { r#type: event.as_str(), group: event.group().as_str(), title: event.title() };
    let rows: Vec<Row> = EventType::ALL.iter().map(row).collect();
    if args.json {
        print_json(&rows)?;
    } else {
        print(&table(&rows))?;
    }
    Ok(Exit::Ok)
}

fn table(rows: &[Row]) -> String {
    let widest = |cell: fn(&Row) -> &'static str| rows.iter().map(|row| cell(row).len()).max().unwrap_or(0);
    let (types, groups) = (widest(|row| row.r#type), widest(|row| row.group));
    let line = |row: &Row| {
        let Row { r#type, group, title } = row;
        format!("{BOLD}{type:types$}{BOLD:#}  {DIM}{group:groups$}{DIM:#}  {title}\n")
    };
    rows.iter().map(line).collect()
}
