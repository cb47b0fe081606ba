//! `inbox work`: workers apart from the receivers.

use super::{StoreArgs, ending::Ending, log::Log, metrics::Metrics, serve::until, target::TargetArgs, wrong};
use crate::{
    input::{SecretArgs, parse_timeout},
    output::{BOLD, DIM, Exit, UsageError, note, print_json},
};
use autosend_webhooks_inbox::{
    Failure, Inbox, InboxOptions, Job, OpenOptions, WorkOptions, is_engine, mark::Marks, open_engine,
};
use serde_json::json;
use std::{fmt, sync::Arc, time::Duration};
use tokio::sync::watch;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox work --store redis://10.0.0.5 --mark postgres://app@db/app --exec 'python3 handle.py'
  autosend-webhooks inbox work --store 'nats://n1,n2,n3?monitor=n1:8222,n2:8222,n3:8222' --mark sqlite://marks.db \\
      --secret-file secret --forward-to http://127.0.0.1:8080/events
  autosend-webhooks inbox work --store kafka://k1:9092,k2:9092,k3:9092 --mark postgres://app@db/app --exec 'python3 handle.py'
  autosend-webhooks inbox work --store postgres://app@db/app --exec 'python3 handle.py'

Workers of one inbox have the same --lease. What was marked is looked into with inbox list --store and the address of --mark.";

/// Work on what inbox serve stored: forward deliveries or run a command, with retries and dead letters
///
/// An engine recognises repeats for a while only (nats://, redis://) or not at all (kafka://): --mark names the database that remembers what was
/// processed, so that it is not processed again. If this process dies between the effect and its mark, the effect comes again:
/// a command can tell by AUTOSEND_DELIVERY_DIGEST. While the engine or the database is gone, it waits.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    mark: MarkArgs,

    #[command(flatten)]
    secrets: SecretArgs,

    #[command(flatten)]
    target: TargetArgs,

    /// How many deliveries are processed at the same time; with marks in SQLite it is one
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..))]
    max_concurrent: u16,

    /// After this many attempts a delivery is a dead letter
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    attempts: u32,

    /// After how long without a sign of life another worker takes over what this one has
    #[arg(long, value_name = "DURATION", default_value = "60s", value_parser = parse_timeout)]
    lease: Duration,

    /// The line that says that it works in JSON
    #[arg(long)]
    json: bool,
}

/// Where marks are kept.
#[derive(Clone, clap::Args)]
struct MarkArgs {
    /// The database that remembers what was processed, for an engine: sqlite://FILE or
    /// postgres://USER:PASSWORD@HOST:PORT/DATABASE
    #[arg(long, value_name = "ADDRESS", env = "AUTOSEND_INBOX_MARK", hide_env_values = true)]
    mark: Option<String>,
}

impl fmt::Debug for MarkArgs {
    /// Without the address, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MarkArgs(..)")
    }
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    let target = args.target.target(&args.secrets.all()?)?;
    let Some(target) = target else {
        return Err(UsageError::new(
            "there is nothing to do with a delivery",
            "Give --exec COMMAND or --forward-to URL.",
        ));
    };
    let marks = args.marks().await?;
    let engine = open_engine(args.store.address(), OpenOptions { create: false, ..OpenOptions::default() });
    let inbox = Inbox::in_engine(engine.await.map_err(|error| wrong(&error))?, &InboxOptions::default());
    let log = Log::new(args.json);
    let (stop, stopped) = watch::channel(false);
    let mut ending = Ending::new()?;
    args.announce(&inbox.look().address())?;
    let handle = target.handler(Arc::new(Metrics::default()));
    let working =
        inbox.work(args.work_options(), until(stopped), move |job| marked(marks.clone(), handle(job.clone()), job));
    let told = async {
        ending.wait().await;
        log.note(&format!("{DIM}ending: what is at work may finish{DIM:#}"));
        let _ = stop.send(true);
    };
    tokio::join!(working, told);
    inbox.close().await;
    log.end();
    Ok(Exit::Ok)
}

/// Does it unless it is marked.
async fn marked(
    marks: Option<Arc<Marks>>,
    effect: impl Future<Output = Result<(), Failure>> + Send + 'static,
    job: Job,
) -> Result<(), Failure> {
    match marks {
        Some(marks) => marks.once(&job.stored, effect).await.map(drop),
        None => effect.await,
    }
}

impl Args {
    async fn marks(&self) -> Result<Option<Arc<Marks>>, UsageError> {
        match (&self.mark.mark, is_engine(self.store.address())) {
            (Some(address), true) => {
                let marks = Marks::open(address).await.map_err(|error| wrong(&error))?;
                Ok(Some(Arc::new(marks)))
            }
            (None, true) => Err(UsageError::new(
                "an engine recognises repeats for a while only, or not at all",
                "Give --mark sqlite://FILE or postgres://…, which remembers what was processed.",
            )),
            (Some(_), false) => Err(UsageError::new("a database needs no marks in another", "Leave --mark out.")),
            (None, false) => Ok(None),
        }
    }

    fn work_options(&self) -> WorkOptions {
        let max_concurrent = self.max_concurrent.into();
        WorkOptions { max_concurrent, attempts: self.attempts, lease: self.lease, ..WorkOptions::default() }
    }

    fn announce(&self, store: &str) -> Result<(), UsageError> {
        if self.json {
            return print_json(&json!({ "working": true, "store": store }));
        }
        note(&format!("{BOLD}working{BOLD:#} on {store}"));
        Ok(())
    }
}
