//! `send`: signed deliveries, one or many.

mod delivery;
pub mod summary;

use crate::{
    client::Client,
    edit::Edit,
    headers::Header,
    input::{SecretArgs, in_seconds, parse_header, parse_header_value, parse_millis, parse_timeout},
    output::{Exit, UsageError, print, print_json},
    profile::ProfileArgs,
    trust::TrustArgs,
};
use autosend_webhooks::{Generation, provider};
use autosend_webhooks_emulator::http;
use delivery::Deliveries;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use reqwest::Url;
use std::{
    fmt,
    io::IsTerminal,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use summary::Tally;
use tokio::{runtime::Runtime, signal, task::JoinSet, time::Instant};

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks send email.bounced --to http://127.0.0.1:3000/webhooks \\
      --set data.to.email=jane@example.org
  autosend-webhooks send body.json --to http://127.0.0.1:3000/webhooks
  autosend-webhooks send email.opened --to http://127.0.0.1:3000/webhooks \\
      --count 10000 --concurrency 50 --rate 2000
  autosend-webhooks send push.json --profile github --event push --secret-file secret \\
      --to http://127.0.0.1:3000/webhooks";

/// Send signed deliveries, as AutoSend would, or another provider
///
/// Of an event, each delivery has its own id and time of creation. A file is sent byte for byte: a receiver that
/// recognises duplicates takes several of it for one. Redirects are not followed. Exit code 0 if all were answered with
/// 2xx, 1 if not.
///
/// With --profile, a file is signed as that provider does: its type goes into the header that the profile names (--event), its
/// id and its time into theirs, and the URL that is signed is the receiver's unless --url gives another.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// An event type (a realistic sample is sent), or a file with a body; - for standard input
    #[arg(value_name = "EVENT|FILE")]
    what: String,

    /// Where to send it to
    #[arg(long, value_name = "URL", value_parser = http::parse_url)]
    to: Url,

    #[command(flatten)]
    trust: TrustArgs,

    #[command(flatten)]
    secrets: SecretArgs,

    /// A file with JSON to use as the event's data; - for standard input
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,

    /// Set a member of the body, e.g. data.to.email=x@y.z or data.attachments.0.size=1; JSON if it
    /// parses, otherwise a string; may be given several times
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = Edit::parse)]
    edits: Vec<Edit>,

    /// How many deliveries
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    count: u64,

    /// How many concurrent requests; the default is what AutoSend sends at most
    #[arg(long, value_name = "N", default_value = provider::MAX_CONCURRENT_DELIVERIES.to_string(), value_parser = clap::value_parser!(u16).range(1..=1024))]
    concurrency: u16,

    /// At most so many a second [default: as fast as they are answered]
    #[arg(long, value_name = "PER_SECOND", value_parser = parse_rate)]
    rate: Option<f64>,

    /// The form of the body: 1 = {"event", "timestamp", "data"}, 2 = {"type", "createdAt", "data"}; 1
    /// also sends the timestamp header in seconds
    #[arg(long, value_name = "1|2", default_value_t = Generation::Current.number(), value_parser = clap::value_parser!(u8).range(1..=2), conflicts_with = "profile")]
    generation: u8,

    /// The delivery's id; with --count, -1, -2 and so on are put behind it [default: made from the time]
    #[arg(long, value_name = "ID", value_parser = parse_header_value)]
    delivery_id: Option<String>,

    /// The number in the timestamp header [default: now]
    #[arg(long, value_name = "MS", value_parser = parse_millis)]
    timestamp: Option<i64>,

    #[command(flatten)]
    profile: ProfileArgs,

    /// The event type for the header in which the profile's provider says it
    #[arg(long, value_name = "TYPE", value_parser = parse_header_value, requires = "profile")]
    event: Option<String>,

    /// One more header of a profile's requests, in place of one of that name; signed where the provider does. May be given several
    /// times
    #[arg(long = "header", value_name = "NAME: VALUE", value_parser = parse_header, requires = "profile")]
    headers: Vec<Header>,

    /// How long to wait for each response
    #[arg(long, value_name = "DURATION", default_value = in_seconds(provider::RESPONSE_TIMEOUT), value_parser = parse_timeout)]
    timeout: Duration,

    /// Print the summary as one line of JSON
    #[arg(long)]
    json: bool,
}

fn parse_rate(text: &str) -> Result<f64, String> {
    let rate = text.parse().ok().filter(|rate: &f64| rate.is_normal() && rate.is_sign_positive());
    rate.ok_or_else(|| "give a positive number of deliveries a second".to_owned())
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    let deliveries = Deliveries::new(args)?;
    let client = Client::new(&args.to, args.timeout, args.concurrency, &args.trust.trust()?)?;
    let runtime = Runtime::new().map_err(|error| {
        UsageError::new(format!("cannot start: {error}"), "Check the limits on threads and open files.")
    })?;
    let sending = Arc::new(Sending {
        deliveries,
        client,
        count: args.count,
        rate: args.rate,
        start: Instant::now(),
        next: AtomicU64::new(0),
        tally: Mutex::new(Tally::default()),
        progress: progress(args.count),
    });
    let complete = runtime.block_on(send_all(&sending, args.concurrency));
    let time = sending.start.elapsed();
    sending.progress.finish_and_clear();
    let tally = sending.tally();
    if args.json {
        print_json(&tally.summary(time, args.count))?;
    } else {
        print(&tally.describe(time, args.count))?;
    }
    tally.report_error();
    Ok(match complete {
        false => Exit::Interrupted,
        true if tally.failed() > 0 => Exit::Refused,
        true => Exit::Ok,
    })
}

fn progress(count: u64) -> ProgressBar {
    if count == 1 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len}  {rate} a second  {eta} left");
    ProgressBar::with_draw_target(Some(count), ProgressDrawTarget::stderr())
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).with_key("rate", write_rate))
}

fn write_rate(state: &ProgressState, to: &mut dyn fmt::Write) {
    // A number that can't be written leaves its place empty.
    let _ = write!(to, "{:.0}", state.per_sec());
}

/// What the workers share.
struct Sending {
    deliveries: Deliveries,
    client: Client,
    count: u64,
    rate: Option<f64>,
    start: Instant,
    next: AtomicU64,
    tally: Mutex<Tally>,
    progress: ProgressBar,
}

impl Sending {
    fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the next delivery until there is none left.
    async fn work(&self) {
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            if index >= self.count {
                return;
            }
            self.wait_for_turn(index).await;
            let outcome = match self.deliveries.make(index) {
                Ok(request) => self.client.send(request).await,
                Err(failure) => Err(failure),
            };
            self.tally().add(outcome, self.count == 1);
            self.progress.inc(1);
        }
    }

    /// Each delivery has its time by its number, so one that was late does not delay those after it.
    async fn wait_for_turn(&self, index: u64) {
        let Some(rate) = self.rate else { return };
        #[expect(clippy::cast_precision_loss, reason = "nobody sends 2^53 deliveries")]
        let seconds = index as f64 / rate;
        let turn = Duration::try_from_secs_f64(seconds).ok().and_then(|wait| self.start.checked_add(wait));
        match turn {
            Some(turn) => tokio::time::sleep_until(turn).await,
            None => std::future::pending().await,
        }
    }
}

/// Returns whether it came to its end; Ctrl-C drops what is under way.
async fn send_all(sending: &Arc<Sending>, concurrency: u16) -> bool {
    let mut workers = JoinSet::new();
    for _ in 0..u64::from(concurrency).min(sending.count) {
        let sending = Arc::clone(sending);
        workers.spawn(async move { sending.work().await });
    }
    let done = async { while workers.join_next().await.is_some() {} };
    tokio::select! {
        () = done => true,
        Ok(()) = signal::ctrl_c() => false,
    }
}
