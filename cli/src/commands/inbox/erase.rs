//! `inbox erase`.

use super::{StoreArgs, progress::Progress, wrong};
use crate::output::{Exit, UsageError, print, print_json};
use autosend_webhooks_inbox::Filter;
use serde_json::json;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox erase --address ann@example.com";

/// Remove what the inbox holds about a person: bodies, headers and the address
///
/// Digests stay, so that repeats are still recognised. What is not processed yet stays until it is, and is reported: run it
/// again then. Exit code 1 while something is left.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The person's e-mail address
    #[arg(long)]
    address: String,

    #[command(flatten)]
    store: StoreArgs,

    /// Print the outcome as one line of JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    let store = args.store.existing().await?;
    let erased = {
        let _progress = Progress::new("erased");
        store.erase(&args.address).await.map_err(|error| wrong(&error))?
    };
    let filter = Filter { address: Some(args.address.clone()), ..Filter::default() };
    let left = store.list(&filter, 1000).await.map_err(|error| wrong(&error))?.len();
    if args.json {
        print_json(&json!({ "erased": erased, "unfinished": left }))?;
    } else if left == 0 {
        print(&format!("{erased} deliveries erased\n"))?;
    } else {
        print(&format!("{erased} deliveries erased; {left} are not processed yet: run it again then\n"))?;
    }
    Ok(if left == 0 { Exit::Ok } else { Exit::Refused })
}
