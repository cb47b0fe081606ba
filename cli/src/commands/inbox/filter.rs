//! Which deliveries a command is about.

use crate::{
    input::parse_duration,
    output::{UsageError, print},
};
use autosend_webhooks_inbox::{Filter, Status, Store, Summary};
use clap::builder::PossibleValuesParser;
use std::time::{Duration, SystemTime};

/// How many are asked for at once.
const PAGE: usize = 500;

#[derive(Debug, Clone, clap::Args)]
pub struct FilterArgs {
    /// Only deliveries of this event type
    #[arg(long, value_name = "TYPE")]
    r#type: Option<String>,

    /// Only deliveries about this e-mail address
    #[arg(long)]
    address: Option<String>,

    /// Only deliveries with this delivery id
    #[arg(long)]
    id: Option<String>,

    /// Only deliveries received within this time, e.g. 2h or 7days
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    since: Option<Duration>,
}

#[derive(Debug, Clone, clap::Args)]
pub struct StatusArg {
    /// Only deliveries in this state
    #[arg(long, value_parser = PossibleValuesParser::new(Status::ALL.map(Status::as_str)))]
    status: Option<String>,
}

impl StatusArg {
    pub fn status(&self) -> Option<Status> {
        self.status.as_deref().and_then(Status::parse)
    }
}

impl FilterArgs {
    pub fn filter(&self, status: Option<Status>) -> Filter {
        let ago = |age: Duration| {
            let then = SystemTime::now().checked_sub(age).unwrap_or(SystemTime::UNIX_EPOCH);
            autosend_webhooks::unix_millis(then)
        };
        Filter {
            event_type: self.r#type.clone(),
            address: self.address.clone(),
            delivery_id: self.id.clone(),
            status,
            since: self.since.map(ago),
            ..Filter::default()
        }
    }

    pub fn is_empty(&self) -> bool {
        self.r#type.is_none() && self.address.is_none() && self.id.is_none() && self.since.is_none()
    }
}

/// Hands all deliveries that a filter finds to a function, newest first, up to a limit.
pub async fn each(
    store: &dyn Store,
    mut filter: Filter,
    limit: Option<usize>,
    mut take: impl FnMut(Vec<Summary>) -> Result<(), UsageError>,
) -> Result<(), UsageError> {
    let mut left = limit.unwrap_or(usize::MAX);
    while left > 0 {
        let page = store.list(&filter, PAGE.min(left)).await.map_err(|error| super::wrong(&error))?;
        let Some(last) = page.last() else { break };
        filter.before_seq = Some(last.seq);
        left -= page.len();
        take(page)?;
    }
    Ok(())
}

/// Unix milliseconds as people read them.
pub fn time(millis: i64) -> String {
    let millis = u64::try_from(millis).unwrap_or(0);
    humantime::format_rfc3339_millis(autosend_webhooks::from_unix_millis(millis)).to_string()
}

/// Rows under a heading, the columns as wide as their widest cell.
pub fn table(heading: &[&str], rows: &[Vec<String>]) -> Result<(), UsageError> {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([heading[column].len()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heading.len()).map(width).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let padded: Vec<String> = cells.zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        padded.join("  ").trim_end().to_owned() + "\n"
    };
    let mut text = line(&mut heading.iter().copied());
    for row in rows {
        text += &line(&mut row.iter().map(String::as_str));
    }
    print(&text)
}
