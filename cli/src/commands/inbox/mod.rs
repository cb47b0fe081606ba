//! `inbox`: a durable inbox, and looking into it.

mod address;
mod alarm;
mod alerts;
mod capture;
mod dashboard;
mod doctor;
mod drift;
mod ending;
mod erase;
mod export;
mod filter;
mod list;
mod log;
mod metrics;
mod progress;
mod prune;
mod reconcile;
mod replay;
mod secrets;
mod serve;
mod show;
mod stats;
mod target;
mod torture;
mod work;

use crate::output::{Exit, UsageError};
use address::StoreArgs;
use autosend_webhooks_inbox::{InboxError, InboxErrorCode, OpenOptions, Store};
use clap::Subcommand;
use std::sync::Arc;
use tokio::runtime::Runtime;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox serve --secret-file secret --forward-to http://127.0.0.1:8080/events
  autosend-webhooks inbox list --status dead
  autosend-webhooks inbox show 42
  autosend-webhooks inbox capture 42 --as pytest --handler app:webhooks
  autosend-webhooks inbox replay --status dead --type email.bounced
  autosend-webhooks inbox reconcile --key-file key
  autosend-webhooks inbox dashboard
  autosend-webhooks inbox doctor
  autosend-webhooks inbox drift
  autosend-webhooks inbox stats --store postgres://app@db.example/app

The store is --store or AUTOSEND_INBOX_STORE: sqlite://FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE; for serve and work
also nats://HOST:PORT?monitor=HOST:PORT, redis://HOST:PORT or kafka://HOST:PORT.";

/// A durable inbox: receive, look into it, put right what went wrong
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(Box<serve::Args>),
    Work(Box<work::Args>),
    Dashboard(dashboard::Args),
    List(list::Args),
    Show(show::Args),
    Capture(capture::Args),
    Stats(stats::Args),
    Dead(list::DeadArgs),
    Replay(replay::Args),
    Reconcile(reconcile::Args),
    Prune(prune::Args),
    Export(export::Args),
    Erase(erase::Args),
    Doctor(doctor::Args),
    Drift(drift::Args),
    Torture(torture::Args),
    #[command(hide = true)]
    TortureChild(torture::ChildArgs),
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    let runtime = Runtime::new().map_err(|error| {
        UsageError::new(format!("cannot start: {error}"), "Check the limits on threads and open files.")
    })?;
    runtime.block_on(async {
        match &args.command {
            Command::Serve(args) => serve::run(args).await,
            Command::Work(args) => work::run(args).await,
            Command::Dashboard(args) => dashboard::run(args).await,
            Command::List(args) => list::run(args).await,
            Command::Dead(args) => list::run_dead(args).await,
            Command::Show(args) => show::run(args).await,
            Command::Capture(args) => capture::run(args).await,
            Command::Stats(args) => stats::run(args).await,
            Command::Replay(args) => replay::run(args).await,
            Command::Reconcile(args) => reconcile::run(args).await,
            Command::Prune(args) => prune::run(args).await,
            Command::Export(args) => export::run(args).await,
            Command::Erase(args) => erase::run(args).await,
            Command::Doctor(args) => doctor::run(args).await,
            Command::Drift(args) => drift::run(args).await,
            Command::Torture(args) => torture::run(args).await,
            Command::TortureChild(args) => torture::run_child(args).await,
        }
    })
}

impl StoreArgs {
    /// Opens the inbox that is there.
    async fn existing(&self) -> Result<Arc<dyn Store>, UsageError> {
        autosend_webhooks_inbox::open(self.address(), OpenOptions { create: false, ..OpenOptions::default() })
            .await
            .map_err(|error| wrong(&error))
    }
}

/// What to do about an error of the inbox.
fn wrong(error: &InboxError) -> UsageError {
    let fix = match error.code() {
        InboxErrorCode::NoTables => "Check --store; the program that receives makes the tables.",
        InboxErrorCode::BadAddress => "Give --store sqlite://inbox.db, for example.",
        InboxErrorCode::NotPartitioned => "Leave --partition-by out, or store in an empty database.",
        InboxErrorCode::NewerStore => "Install the version of this program that made it.",
        InboxErrorCode::ForeignDatabase => "Check the path: the file is left as it is.",
        InboxErrorCode::UnsafeSetting => "Change the setting on the server, and start this again.",
        InboxErrorCode::MissingFeature => "Build it with that: cargo install --path cli --features kafka.",
        InboxErrorCode::Busy => "Another program holds the database: try again.",
        _ => "Check that the database is there and can be written.",
    };
    UsageError::new(error.to_string(), fix)
}
