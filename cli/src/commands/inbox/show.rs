//! `inbox show`.

use super::{StoreArgs, filter::time, wrong};
use crate::output::{BOLD, DIM, Exit, UsageError, print, print_json, printable, printable_line};
use autosend_webhooks_inbox::{Attempt, Repeat, Stored};
use serde_json::{Value, json};

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox show 42
  autosend-webhooks inbox show 42 --json | jq -r .body";

/// Show a delivery whole: headers, body, attempts, and the repeats that came under other ids
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Its number, as `inbox list` shows it
    seq: i64,

    #[command(flatten)]
    store: StoreArgs,

    /// One line of JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    let store = args.store.existing().await?;
    let found = store.find(args.seq).await.map_err(|error| wrong(&error))?;
    let Some(stored) = found else {
        return Err(UsageError::new(format!("there is no delivery {}", args.seq), "`inbox list` shows the numbers."));
    };
    let (attempts, repeats) = store.history(args.seq).await.map_err(|error| wrong(&error))?;
    if args.json {
        print_json(&as_json(&stored, &attempts, &repeats))?;
    } else {
        print(&describe(&stored, &attempts, &repeats))?;
    }
    Ok(Exit::Ok)
}

/// All that is known of a delivery.
pub fn as_json(stored: &Stored, attempts: &[Attempt], repeats: &[Repeat]) -> Value {
    json!({
        "seq": stored.seq,
        "delivery_id": stored.delivery_id,
        "type": stored.event_type,
        "created": stored.created,
        "sent": stored.sent,
        "received": stored.received,
        "secret": stored.secret,
        "digest": const_hex::encode(&stored.digest),
        "headers": headers(stored),
        "body": String::from_utf8_lossy(&stored.body),
        "attempts": attempts,
        "repeats": repeats,
    })
}

fn headers(stored: &Stored) -> Value {
    serde_json::from_str(&stored.headers).unwrap_or_default()
}

fn describe(stored: &Stored, attempts: &[Attempt], repeats: &[Repeat]) -> String {
    let mut lines = vec![
        format!("{BOLD}{} {}{BOLD:#}", stored.seq, printable_line(&stored.event_type)),
        format!("id        {}", printable_line(&stored.delivery_id)),
        format!("received  {}", time(stored.received)),
        format!("created   {}", stored.created.map_or_else(|| "-".into(), time)),
        format!("digest    {}", const_hex::encode(&stored.digest)),
        format!("secret    {}\n", stored.secret),
    ];
    for (name, value) in headers(stored).as_object().into_iter().flatten() {
        let value = printable_line(value.as_str().unwrap_or_default());
        lines.push(format!("{DIM}{}: {value}{DIM:#}", printable_line(name)));
    }
    lines.push(format!("\n{}\n", printable(&String::from_utf8_lossy(&stored.body))));
    for Attempt { attempt, ended, error } in attempts {
        let error = error.as_ref().map_or_else(|| "ok".into(), |error| printable(error));
        lines.push(format!("attempt {attempt}, {}: {error}", time(*ended)));
    }
    for Repeat { at, delivery_id, secret } in repeats {
        lines.push(format!("also as {} with secret {secret}, {}", printable_line(delivery_id), time(*at)));
    }
    lines.join("\n") + "\n"
}
