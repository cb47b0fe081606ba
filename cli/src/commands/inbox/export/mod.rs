//! `inbox export`.

#[cfg(feature = "parquet")]
mod parquet;

use super::{
    StoreArgs,
    filter::{FilterArgs, StatusArg, each, time},
    progress::Progress,
};
use crate::output::{Exit, UsageError, print_data, print_json};
use autosend_webhooks_inbox::Summary;
use clap::ValueEnum;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox export --format csv > deliveries.csv
  autosend-webhooks inbox export --type email.bounced --since 30days > bounces.jsonl
  autosend-webhooks inbox export --format parquet > deliveries.parquet";

/// Write deliveries to standard output, newest first
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    filter: FilterArgs,

    #[command(flatten)]
    status: StatusArg,

    /// One JSON object a line, comma-separated values with a heading, or an Apache Parquet file
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Jsonl,
    Csv,
    #[cfg(feature = "parquet")]
    Parquet,
}

const COLUMNS: &str =
    "seq,received,created,sent,type,status,delivery_id,address,secret,id_reused,repeats,attempts,error\r\n";

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    let store = args.store.existing().await?;
    let filter = args.filter.filter(args.status.status());
    let progress = Progress::beside_output("written");
    match args.format {
        Format::Jsonl => {
            each(&*store, filter, None, |page| {
                progress.add(page.len());
                page.iter().try_for_each(print_json)
            })
            .await?;
        }
        Format::Csv => {
            print_data(COLUMNS)?;
            each(&*store, filter, None, |page| {
                progress.add(page.len());
                page.iter().try_for_each(|summary| print_data(&csv(summary)))
            })
            .await?;
        }
        #[cfg(feature = "parquet")]
        Format::Parquet => parquet::export(&*store, filter, &progress).await?,
    }
    Ok(Exit::Ok)
}

/// One record (RFC 4180).
fn csv(summary: &Summary) -> String {
    let optional = |millis: Option<i64>| millis.map_or_else(String::new, time);
    let cells = [
        summary.seq.to_string(),
        time(summary.received),
        optional(summary.created),
        optional(summary.sent),
        quoted(&summary.event_type),
        summary.status.as_str().into(),
        quoted(&summary.delivery_id),
        quoted(summary.address.as_deref().unwrap_or_default()),
        summary.secret.to_string(),
        summary.id_reused.to_string(),
        summary.repeats.to_string(),
        summary.attempts.to_string(),
        quoted(summary.error.as_deref().unwrap_or_default()),
    ];
    cells.join(",") + "\r\n"
}

/// A spreadsheet takes what begins like a formula for one: such text gets an apostrophe before it.
fn quoted(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn text_stays_text_in_a_spreadsheet() {
        assert_eq!(quoted(r#"say "hi", now"#), r#""say ""hi"", now""#);
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
    }
}
