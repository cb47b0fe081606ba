//! `dev`: a local AutoSend.

use crate::{
    input::ApiKeyArgs,
    output::{BOLD, DIM, Exit, UsageError, print, print_json, print_reports},
    server::{HostArgs, ServerArgs},
};
use autosend_webhooks::{Generation, provider};
use autosend_webhooks_emulator::{ApiKey, DEFAULT_TIME_SCALE, Emulator, EmulatorError, Location, Options, Schedule};
use humantime::format_duration;
use serde_json::json;
use std::{
    future::pending,
    io,
    net::{IpAddr, SocketAddr},
};
use tokio::{net::TcpListener, runtime::Runtime, signal};

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks dev
  autosend-webhooks dev --database autosend.db --time-scale 60
  autosend-webhooks dev --port 0 --json --retry-schedule 1s,2s,3s";

/// Run a local AutoSend: management API, signed deliveries with retries, log and dashboard
///
/// It answers at /v1 what AutoSend's API answers, delivers events to your receivers as AutoSend does, and shows at / what
/// was sent and what came back. Whatever it has accepted survives a crash if it has a --database. It runs until Ctrl-C.
///
/// The API key is that of --api-key-file, --api-key or AUTOSEND_API_KEY; otherwise one is made up, shown, and kept in the
/// database.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The port to listen on; 0 takes any that is free
    #[arg(long, value_name = "PORT", default_value_t = DEFAULT_PORT)]
    port: u16,

    /// The address to listen on. Others than the default can be reached by other machines
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,

    #[command(flatten)]
    hosts: HostArgs,

    #[command(flatten)]
    server: ServerArgs,

    /// Where webhooks, the queue and the log are kept
    #[arg(long, value_name = "FILE|:memory:", default_value_t = Location::default())]
    database: Location,

    #[arg(long, value_name = "NAME|DELAYS", help = retry_schedule_help(), default_value = provider::RETRY_SCHEDULES[0].0)]
    retry_schedule: Schedule,

    /// How many times faster than AutoSend's time runs here: for retries, the log's age, and lives of mails. Receivers
    /// keep their time for a response
    #[arg(long, value_name = "TIMES", default_value_t = DEFAULT_TIME_SCALE, value_parser = parse_time_scale)]
    time_scale: f64,

    #[command(flatten)]
    api_key: ApiKeyArgs,

    /// Let PUT /v1/webhooks/{id} change the URL, as AutoSend's API reference says and its introduction denies
    #[arg(long)]
    allow_url_change: bool,

    /// The form of the bodies: 1 = {"event", "timestamp", "data"}, 2 = {"type", "createdAt", "data"}
    #[arg(long, value_name = "1|2", default_value_t = Generation::Current.number(), value_parser = clap::value_parser!(u8).range(1..=2))]
    generation: u8,

    /// Refuse more requests a second; AutoSend's limit is 2 [default: no limit]
    #[arg(long, value_name = "PER_SECOND", value_parser = clap::value_parser!(u32).range(1..))]
    rate_limit: Option<u32>,

    /// Print the address and the key, if it was made up, as one line of JSON
    #[arg(long)]
    json: bool,
}

/// The port of `dev`, which `simulate` calls.
pub const DEFAULT_PORT: u16 = 4100;

fn retry_schedule_help() -> String {
    let named = provider::RETRY_SCHEDULES.iter().map(|(name, delays)| {
        let delays: Vec<_> = delays.iter().map(|delay| format_duration(*delay).to_string()).collect();
        format!("{name} is {}", delays.join(","))
    });
    format!("When failed deliveries are sent again: {}, or other delays", named.collect::<Vec<_>>().join(", "))
}

fn parse_time_scale(text: &str) -> Result<f64, String> {
    let scale = text.parse().ok().filter(|scale| (0.001..=1_000_000.0).contains(scale));
    scale.ok_or_else(|| "give a number like 60, for a minute in a second".to_owned())
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    let runtime = Runtime::new().map_err(|error| {
        UsageError::new(format!("cannot start: {error}"), "Check the limits on threads and open files.")
    })?;
    print_reports();
    runtime.block_on(async {
        let listening = |error| cannot_listen(SocketAddr::new(args.host, args.port), &error);
        let listener = TcpListener::bind((args.host, args.port)).await.map_err(listening)?;
        let address = listener.local_addr().map_err(listening)?;
        let options = args.options(address)?;
        let key_is_known = options.api_key.is_some();
        let emulator = Emulator::open(options).await.map_err(|error| wrong(&error))?;
        args.announce(address, &emulator, key_is_known)?;
        emulator.start().await.map_err(|error| wrong(&error))?;
        tokio::select! {
            () = args.server.serve(listener, emulator.router(), pending()) => Ok(Exit::Ok),
            Ok(()) = signal::ctrl_c() => Ok(Exit::Interrupted),
        }
    })
}

fn wrong(error: &EmulatorError) -> UsageError {
    UsageError::new(error.to_string(), error.fix())
}

fn cannot_listen(address: SocketAddr, error: &io::Error) -> UsageError {
    UsageError::new(format!("cannot listen on {address}: {error}"), "Choose another --port; 0 takes any that is free.")
}

impl Args {
    fn options(&self, address: SocketAddr) -> Result<Options, UsageError> {
        Ok(Options {
            location: self.database.clone(),
            api_key: self.api_key()?,
            schedule: self.retry_schedule.clone(),
            time_scale: self.time_scale,
            generation: if self.generation == 1 { Generation::First } else { Generation::Current },
            allow_url_change: self.allow_url_change,
            rate_limit: self.rate_limit,
            names: self.hosts.names(address),
        })
    }

    /// The key that was given. One that is none is not quoted: it may be one of another service.
    fn api_key(&self) -> Result<Option<ApiKey>, UsageError> {
        let Some(text) = self.api_key.key()? else { return Ok(None) };
        let wrong = |fix| UsageError::new("the API key is none", format!("{fix}, or leave it out for a new one."));
        ApiKey::parse(text.as_ref()).map(Some).map_err(wrong)
    }

    /// A key that was made up is shown, which is how people get to know it.
    fn announce(&self, address: SocketAddr, emulator: &Emulator, key_is_known: bool) -> Result<(), UsageError> {
        let mut shown = address;
        if shown.ip().is_unspecified() {
            shown.set_ip([127, 0, 0, 1].into());
        }
        let url = format!("http://{shown}");
        let key = (!key_is_known).then(|| emulator.api_key().reveal());
        let dashboard = key.map_or_else(|| format!("{url}/"), |key| format!("{url}/#key={key}"));
        if self.json {
            return print_json(&json!({ "url": url, "apiKey": key, "dashboard": dashboard }));
        }
        let key = key.unwrap_or("the one that was given");
        let database = &self.database;
        print(&format!(
            "{BOLD}A local AutoSend is running.{BOLD:#}\n\n\
             dashboard: {dashboard}\n\
             API:       {url}/v1\n\
             API key:   {key}\n\
             database:  {database}\n\n\
             {DIM}Ctrl-C ends it.{DIM:#}\n"
        ))
    }
}
