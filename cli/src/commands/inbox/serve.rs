//! `inbox serve`: a receiver for production.

use super::{
    StoreArgs, alarm,
    alerts::{AlertArgs, Alerter},
    dashboard::{DEFAULT_ADDRESS, Dashboard, TokenArgs},
    drift,
    ending::Ending,
    log::Log,
    metrics::Metrics,
    secrets::Secrets,
    target::TargetArgs,
    wrong,
};
use crate::{
    input::{LimitArgs, SecretArgs, parse_duration, parse_timeout},
    output::{BOLD, DIM, Exit, UsageError, note, print_json, printable_line},
    server::{HostArgs, ServerArgs},
};
use autosend_webhooks_inbox::{
    Arrival, Engine, Inbox, InboxError, InboxOptions, OnIdReuse, OpenOptions, Received, Store, WorkOptions, is_engine,
    open_engine, receiver,
};
use axum::{Router, http::StatusCode, response::IntoResponse, routing::get};
use clap::ValueEnum;
use serde_json::{Value, json};
use std::{future::pending, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::watch, time::timeout};

/// How long the store may take to show that it can commit.
const READY_WITHIN: Duration = Duration::from_secs(2);

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox serve --secret-file secret
  autosend-webhooks inbox serve --secret-file secret --forward-to http://127.0.0.1:8080/events
  autosend-webhooks inbox serve --secret-file secret --exec 'python3 handle.py' --store sqlite:///var/lib/inbox.db
  autosend-webhooks inbox serve --secret-file secret --forward-to http://127.0.0.1:8080/events --dashboard
  autosend-webhooks inbox serve --secret-file secret --store postgres://app:password@db/app --listen 0.0.0.0:3000
  autosend-webhooks inbox serve --secret-file secret --store redis://10.0.0.5
  autosend-webhooks inbox serve --secret-file secret --store 'nats://n1,n2,n3?monitor=n1:8222,n2:8222,n3:8222'
  autosend-webhooks inbox serve --secret-file secret --store kafka://k1:9092,k2:9092,k3:9092

Webhooks come in at any path by POST. GET /healthz answers while the process lives, /readyz while the store commits, /metrics
is for Prometheus: let your proxy pass on the path of the webhook only.";

/// Receive deliveries: verify, store, answer; then forward them or run a command, with retries and dead letters
///
/// 200 goes out when the delivery is committed, and 503 when it can't be. What is forwarded goes out byte for byte, signed anew,
/// until it is answered with 2xx. A command gets the body on standard input and what is known of it in AUTOSEND_DELIVERY_SEQ,
/// _ID, _TYPE, _DIGEST, _CREATED (Unix milliseconds) and _ATTEMPT; it is done when it exits with 0, and a dead letter at
/// once with 65. SIGTERM and Ctrl-C let what is at work end.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:3000")]
    listen: SocketAddr,

    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    secrets: SecretArgs,

    #[command(flatten)]
    limits: LimitArgs,

    #[command(flatten)]
    server: ServerArgs,

    #[command(flatten)]
    target: TargetArgs,

    #[command(flatten)]
    alerts: AlertArgs,

    /// How many deliveries are processed at the same time
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..))]
    max_concurrent: u16,

    /// After this many attempts a delivery is a dead letter
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    attempts: u32,

    /// After how long without a sign of life another worker takes over what this one has
    #[arg(long, value_name = "DURATION", default_value = "60s", value_parser = parse_timeout)]
    lease: Duration,

    /// Process the deliveries about one address one at a time, the oldest first
    #[arg(long)]
    ordered: bool,

    /// What becomes of a delivery whose id came with another body before: it is not signed
    #[arg(long, value_enum, default_value_t = IdReuse::Process)]
    on_id_reuse: IdReuse,

    /// Events that were created longer ago and never seen are kept, not processed
    #[arg(long, value_name = "DURATION", default_value = "8days", value_parser = parse_duration)]
    window: Duration,

    /// Let workers of other processes find what was stored at their next look, within a second, and not at once: for
    /// PostgreSQL behind a pooler that hands connections on between transactions
    #[arg(long)]
    no_notify: bool,

    /// When the tables are made, give them a partition for each day, in PostgreSQL: inbox prune then drops what is old, at
    /// any size. Remembered in the database
    #[arg(long, value_enum, default_value_t = PartitionBy::None)]
    partition_by: PartitionBy,

    /// One line of JSON for each delivery
    #[arg(long)]
    json: bool,

    /// A page in the browser besides, at an address of its own: deliveries with search, rates over time, dead letters,
    /// replay. It needs the token that is in the address it prints. On others than loopback, put it behind a proxy with TLS
    /// [default without an address: 127.0.0.1:3001]
    #[arg(long, value_name = "ADDRESS:PORT", num_args = 0..=1, default_missing_value = DEFAULT_ADDRESS, help_heading = DASHBOARD)]
    dashboard: Option<SocketAddr>,

    #[command(flatten, next_help_heading = DASHBOARD)]
    dashboard_token: TokenArgs,

    #[command(flatten, next_help_heading = DASHBOARD)]
    dashboard_hosts: HostArgs,
}

/// What of the help is about the page.
const DASHBOARD: &str = "Dashboard";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PartitionBy {
    /// One table for all
    None,
    /// A partition for each day
    Day,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum IdReuse {
    /// It is processed as any other, and counted
    Process,
    /// It is kept until `inbox replay`
    Hold,
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    let secrets = args.secrets.some()?;
    let verifier = args.limits.verifier(&secrets).map_err(|error| UsageError::new(error.message(), error.hint()))?;
    let target = args.target.target(&secrets)?;
    args.check_engine()?;
    let mut alerter = args.alerts.alerter(args.target.trust())?;
    let mut secrets = Secrets::new(secrets, verifier, target.as_ref())?;
    let (inbox, archive) = args.open().await.map_err(|error| wrong(&error))?;
    let listener = bind(args.listen).await?;
    let address = listener.local_addr().unwrap_or(args.listen);
    let dashboard = args.dashboard().await?;
    let metrics = Arc::new(Metrics::default());
    let log = Log::new(args.json);
    let router = args.router(&secrets, &inbox, &metrics, &log);
    let (stop, stopped) = watch::channel(false);
    let mut ending = Ending::new()?;
    args.announce(address, &inbox.look().address(), &secrets, dashboard.as_ref())?;
    let serving = args.server.serve(listener, router, until(stopped.clone()));
    let showing = show(dashboard, &args.server, until(stopped.clone()));
    let working = async {
        if let Some(target) = target {
            let handle = target.handler(metrics.clone());
            inbox.work(args.work_options(), until(stopped.clone()), handle).await;
        }
    };
    let told = async {
        ending.wait().await;
        log.note(&format!("{DIM}ending: what is at work may finish{DIM:#}"));
        let _ = stop.send(true);
    };
    let watching = async {
        tokio::select! {
            () = alarm::watch(&inbox, &log) => {}
            () = watch_archive(archive.as_deref(), &metrics, alerter.as_mut(), &log) => {}
            () = secrets.watch(&args.secrets, &args.limits, &inbox, &log) => {}
            () = until(stopped.clone()) => {}
        }
    };
    tokio::join!(serving, showing, working, told, watching);
    secrets.end(&inbox).await;
    inbox.close().await;
    log.end();
    Ok(Exit::Ok)
}

async fn bind(address: SocketAddr) -> Result<TcpListener, UsageError> {
    TcpListener::bind(address)
        .await
        .map_err(|error| UsageError::new(format!("cannot listen on {address}: {error}"), "Give another --listen."))
}

async fn show(dashboard: Option<Dashboard>, server: &ServerArgs, stop: impl Future<Output = ()>) {
    if let Some(dashboard) = dashboard {
        dashboard.serve(server, stop).await;
    }
}

/// Counts what is unknown, and tells what someone should look at; for ever, also where there is nothing to look at.
async fn watch_archive(archive: Option<&dyn Store>, metrics: &Metrics, alerter: Option<&mut Alerter>, log: &Log) {
    let Some(archive) = archive else { return pending().await };
    let alerting = async {
        match alerter {
            Some(alerter) => alerter.watch(archive, log).await,
            None => pending().await,
        }
    };
    tokio::join!(drift::watch(archive, metrics), alerting);
}

pub async fn until(mut stopped: watch::Receiver<bool>) {
    // The sender lives as long as the command.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

impl Args {
    /// What a database can and an engine can't.
    fn check_engine(&self) -> Result<(), UsageError> {
        if !is_engine(self.store.address()) {
            return Ok(());
        }
        let (what, fix) = if self.target.is_given() {
            ("a receiver into an engine only receives", "Leave --exec and --forward-to to inbox work.")
        } else if self.dashboard.is_some() {
            (
                "an engine keeps no archive to show",
                "Use inbox dashboard --store with the database of inbox work --mark.",
            )
        } else if self.alerts.is_given() {
            ("an engine keeps no archive to watch", "Leave --alert-url out, or use a database.")
        } else if self.ordered {
            ("an engine does not order by address", "Leave --ordered out, or use a database.")
        } else if self.on_id_reuse == IdReuse::Hold {
            ("an engine holds nothing for a replay", "Leave --on-id-reuse out, or use a database.")
        } else if self.partition_by == PartitionBy::Day {
            ("an engine has no partitions", "Leave --partition-by out.")
        } else {
            return Ok(());
        };
        Err(UsageError::new(what, fix))
    }

    /// The inbox, and its archive where it keeps one.
    async fn open(&self) -> Result<(Inbox<dyn Engine>, Option<Arc<dyn Store>>), InboxError> {
        let (address, options) = (self.store.address(), self.open_options());
        if is_engine(address) {
            return Ok((Inbox::in_engine(open_engine(address, options).await?, &self.options()), None));
        }
        let store = autosend_webhooks_inbox::open(address, options).await?;
        Ok((Inbox::shared(store.clone(), &self.options()).into_engine(), Some(store)))
    }

    fn open_options(&self) -> OpenOptions {
        let partition_by_day = self.partition_by == PartitionBy::Day;
        OpenOptions { notify: !self.no_notify, partition_by_day, ..OpenOptions::default() }
    }

    fn options(&self) -> InboxOptions {
        let on_id_reuse = match self.on_id_reuse {
            IdReuse::Process => OnIdReuse::Process,
            IdReuse::Hold => OnIdReuse::Hold,
        };
        InboxOptions { window: self.window, on_id_reuse, ..InboxOptions::default() }
    }

    fn work_options(&self) -> WorkOptions {
        let max_concurrent = self.max_concurrent.into();
        WorkOptions { max_concurrent, attempts: self.attempts, lease: self.lease, ..WorkOptions::default() }
    }

    fn router(&self, secrets: &Secrets, inbox: &Inbox<dyn Engine>, metrics: &Arc<Metrics>, log: &Log) -> Router {
        let key =
            if self.ordered { |arrival: &Arrival| arrival.address().map(str::to_owned) } else { |_: &Arrival| None };
        let (log, counted, matched) = (log.clone(), metrics.clone(), secrets.matched());
        let receive = receiver(secrets.verifier(), inbox.clone(), key, move |received| {
            counted.count(&received);
            if let Received::Stored { secret, .. } = received {
                matched.add(secret);
            }
            log.say(describe(&received), in_text);
        });
        let (ready, measured, metrics) = (inbox.clone(), inbox.clone(), metrics.clone());
        Router::new()
            .route("/healthz", get("ok\n"))
            .route("/readyz", get(move || is_ready(ready)))
            .route("/metrics", get(move || async move { metrics.print(&measured).await }))
            .fallback_service(receive)
    }

    async fn dashboard(&self) -> Result<Option<Dashboard>, UsageError> {
        let Some(address) = self.dashboard else { return Ok(None) };
        Dashboard::of(address, &self.store, &self.dashboard_token, &self.dashboard_hosts).await.map(Some)
    }

    fn announce(
        &self,
        address: SocketAddr,
        store: &str,
        secrets: &Secrets,
        dashboard: Option<&Dashboard>,
    ) -> Result<(), UsageError> {
        let secrets = secrets.names();
        if self.json {
            let mut line = json!({ "listening": format!("http://{address}"), "store": store, "secrets": secrets });
            if let Some(dashboard) = dashboard {
                line["dashboard"] = dashboard.url.as_str().into();
            }
            return print_json(&line);
        }
        note(&format!("{BOLD}listening on http://{address}{BOLD:#}, storing in {store}"));
        note(&format!("{DIM}secrets: {}{DIM:#}", secrets.join(", ")));
        if let Some(dashboard) = dashboard {
            dashboard.tell();
        }
        Ok(())
    }
}

async fn is_ready(inbox: Inbox<dyn Engine>) -> impl IntoResponse {
    match timeout(READY_WITHIN, inbox.look().probe()).await {
        Ok(Ok(())) => (StatusCode::OK, "ready\n".to_owned()),
        Ok(Err(error)) => (StatusCode::SERVICE_UNAVAILABLE, format!("{}\n", error.code())),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "inbox_busy\n".to_owned()),
    }
}

/// One line for people: what became of a request, with the delivery's id.
fn in_text(line: &Value) -> String {
    let text = |name: &str| line[name].as_str().map(printable_line).unwrap_or_default();
    let seq = line["seq"].as_i64().map_or_else(String::new, |seq| format!(" {seq}"));
    format!("{}{seq} {} {}", text("outcome"), text("id"), text("error"))
}

/// The same for programs.
fn describe(received: &Received<'_>) -> Value {
    match received {
        Received::Stored { outcome, delivery_id, took, secret } => {
            let mut line = serde_json::to_value(outcome).unwrap_or_default();
            line["seq"] = outcome.seq().into();
            line["id"] = (*delivery_id).into();
            line["secret"] = (*secret).into();
            line["ms"] = (took.as_secs_f64() * 1000.0).into();
            line
        }
        Received::Refused(error) => json!({ "outcome": "refused", "error": error.code().to_string() }),
        Received::Failed { error, delivery_id } => {
            json!({ "outcome": "failed", "id": delivery_id, "error": error.code().as_str(), "detail": error.to_string() })
        }
    }
}
