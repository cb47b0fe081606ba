//! `simulate`: scenarios, played by a running `dev`.

use crate::{
    commands::dev::DEFAULT_PORT,
    environment::API_KEY_VARIABLE,
    input::{ApiKeyArgs, SecretText},
    output::{BOLD, Exit, UsageError, print, print_json, printable},
};
use autosend_webhooks_emulator::{
    Campaign, DEFAULT_EMAILS, default_rates,
    http::{self, Trust},
};
use indicatif::{ProgressBar, ProgressStyle};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{collections::BTreeMap, fmt::Write, io::IsTerminal, time::Duration};
use tokio::{runtime::Runtime, signal};

const EXAMPLES: &str = "\
Examples:
  export AUTOSEND_API_KEY=AS_…   # as dev prints it
  autosend-webhooks simulate campaign --emails 1000 --open-rate .4 --bounce-rate .02
  autosend-webhooks simulate campaign --emails 20 --seconds 5 --seed 1 --json";

/// How often progress is asked for.
const EVERY: Duration = Duration::from_millis(200);

/// More than the emulator ever answers, in bytes.
const MAX_RESPONSE: usize = 1024 * 1024;

/// As much of a response that can't be read as is shown.
const SHOWN_LETTERS: usize = 500;

/// How long the emulator may take to answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Let a running `dev` play a scenario
///
/// The webhooks get what they have subscribed to. It waits until all events have happened and every delivery was
/// acknowledged or given up; Ctrl-C ends the waiting, not the scenario. Exit code 1 if deliveries failed.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    scenario: Scenario,
}

#[derive(Debug, clap::Subcommand)]
enum Scenario {
    /// Many mails, each with a life of its own: sent, delivered or bounced, opened, clicked, …
    #[command(after_help = EXAMPLES)]
    Campaign(CampaignArgs),
}

#[derive(Debug, clap::Args)]
struct CampaignArgs {
    /// How many mails
    #[arg(long, value_name = "N", default_value_t = DEFAULT_EMAILS)]
    emails: u64,

    /// The share of delivered mails that are opened
    #[arg(long, value_name = "SHARE", default_value_t = default_rates::open_rate())]
    open_rate: f64,

    /// The share of delivered mails in which a link is clicked; whoever clicks has opened
    #[arg(long, value_name = "SHARE", default_value_t = default_rates::click_rate())]
    click_rate: f64,

    /// The share of mails that bounce
    #[arg(long, value_name = "SHARE", default_value_t = default_rates::bounce_rate())]
    bounce_rate: f64,

    /// The share of delivered mails whose recipients unsubscribe
    #[arg(long, value_name = "SHARE", default_value_t = default_rates::unsubscribe_rate())]
    unsubscribe_rate: f64,

    /// The share of delivered mails that are reported as spam
    #[arg(long, value_name = "SHARE", default_value_t = default_rates::spam_rate())]
    spam_rate: f64,

    /// How long the whole takes [default: as the time scale of dev says]
    #[arg(long, value_name = "SECONDS")]
    seconds: Option<f64>,

    /// The same number, the same outcomes
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,

    /// Where dev runs
    #[arg(long, value_name = "URL", default_value = default_url(), value_parser = http::parse_url)]
    url: Url,

    #[command(flatten)]
    api_key: ApiKeyArgs,

    /// Print the result as one line of JSON
    #[arg(long)]
    json: bool,
}

/// Where `dev` runs unless told otherwise.
fn default_url() -> String {
    format!("http://127.0.0.1:{DEFAULT_PORT}")
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    let Scenario::Campaign(args) = &args.scenario;
    let campaign = args.campaign()?;
    let dev = Dev::new(args)?;
    let runtime = Runtime::new().map_err(|error| {
        UsageError::new(format!("cannot start: {error}"), "Check the limits on threads and open files.")
    })?;
    let progress = runtime.block_on(async {
        let started = dev.start(&campaign).await?;
        tokio::select! {
            ended = dev.follow(&started.id) => ended.map(Some),
            Ok(()) = signal::ctrl_c() => Ok(None),
        }
    })?;
    let Some(progress) = progress else { return Ok(Exit::Interrupted) };
    if args.json {
        print_json(&progress.summary())?;
    } else {
        print(&progress.describe())?;
    }
    Ok(if progress.deliveries.failed == 0 { Exit::Ok } else { Exit::Refused })
}

impl CampaignArgs {
    fn campaign(&self) -> Result<Campaign, UsageError> {
        let campaign = Campaign {
            emails: self.emails,
            open_rate: self.open_rate,
            click_rate: self.click_rate,
            bounce_rate: self.bounce_rate,
            unsubscribe_rate: self.unsubscribe_rate,
            spam_rate: self.spam_rate,
            seconds: self.seconds,
            seed: self.seed,
        };
        match campaign.problem() {
            Some((name, problem)) => Err(UsageError::new(format!("{name} {problem}"), "Shares are numbers like .4")),
            None => Ok(campaign),
        }
    }

    fn key(&self) -> Result<SecretText, UsageError> {
        self.api_key.key()?.ok_or_else(|| {
            UsageError::new("there is no API key", format!("Set {API_KEY_VARIABLE} to the key that dev has printed."))
        })
    }
}

/// How far a scenario is.
#[derive(Debug, Deserialize)]
struct Progress {
    id: String,
    emails: u64,
    events: BTreeMap<String, u64>,
    total: u64,
    #[serde(default)]
    remaining: u64,
    #[serde(default)]
    deliveries: Counts,
}

#[derive(Debug, Default, Deserialize)]
struct Counts {
    pending: u64,
    delivered: u64,
    retrying: u64,
    failed: u64,
}

impl Progress {
    fn has_ended(&self) -> bool {
        self.remaining == 0 && self.deliveries.pending == 0 && self.deliveries.retrying == 0
    }

    fn summary(&self) -> Value {
        let Counts { delivered, failed, .. } = self.deliveries;
        json!({
            "id": self.id,
            "emails": self.emails,
            "events": self.events,
            "deliveries": { "delivered": delivered, "failed": failed },
        })
    }

    fn describe(&self) -> String {
        let mut text = format!("{BOLD}{} mails, {} events{BOLD:#}\n", self.emails, self.total);
        for (event, count) in &self.events {
            // Writing to a string does not fail.
            let _ = writeln!(text, "  {:<28} {count:>8}", printable(event));
        }
        let Counts { delivered, failed, .. } = self.deliveries;
        let _ = writeln!(text, "{delivered} deliveries acknowledged, {failed} failed");
        text
    }
}

/// A running emulator.
struct Dev {
    client: Client,
    url: Url,
    key: SecretText,
}

impl Dev {
    fn new(args: &CampaignArgs) -> Result<Self, UsageError> {
        let client = http::client(&args.url, TIMEOUT, 1, &Trust::System)
            .map_err(|error| UsageError::new(http::cause(&error), "Check the --url."))?;
        Ok(Self { client, url: args.url.clone(), key: args.key()? })
    }

    async fn start(&self, campaign: &Campaign) -> Result<Progress, UsageError> {
        let mut body = json!(campaign);
        body["scenario"] = json!("campaign");
        let request = self.client.post(self.at("emulator/simulate")).header("Content-Type", "application/json");
        self.ask(request.body(body.to_string())).await
    }

    /// Shows progress until the end.
    async fn follow(&self, id: &str) -> Result<Progress, UsageError> {
        let bar = progress_bar();
        loop {
            let progress = self.ask(self.client.get(self.at(&format!("emulator/simulate/{id}")))).await?;
            bar.set_length(progress.total);
            bar.set_position(progress.total - progress.remaining);
            bar.set_message(format!("{} delivered", progress.deliveries.delivered));
            if progress.has_ended() {
                bar.finish_and_clear();
                return Ok(progress);
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.url.as_str().trim_end_matches('/'))
    }

    async fn ask(&self, request: RequestBuilder) -> Result<Progress, UsageError> {
        #[derive(Deserialize)]
        struct Answer {
            data: Progress,
        }
        let unreachable = |error: reqwest::Error| {
            let what = format!("no response: {}", http::cause(&error.without_url()));
            UsageError::new(what, "Start `autosend-webhooks dev`, and name its address with --url.")
        };
        let response = request.bearer_auth(self.key.as_ref()).send().await.map_err(unreachable)?;
        let status = response.status();
        let body = start_of(response).await.map_err(unreachable)?;
        if status == StatusCode::UNAUTHORIZED {
            let fix = format!("Set {API_KEY_VARIABLE} to the key that dev has printed.");
            return Err(UsageError::new("the API key is not that of the running dev", fix));
        }
        let answer = serde_json::from_str(&body).map(|answer: Answer| answer.data);
        answer.map_err(|_| {
            let body: String = body.chars().take(SHOWN_LETTERS).collect();
            UsageError::new(format!("the response was {status}: {body}"), "Is it `autosend-webhooks dev`?")
        })
    }
}

/// A response's body, or as much of it as `dev` ever writes.
async fn start_of(mut response: Response) -> reqwest::Result<String> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await?
        && body.len() < MAX_RESPONSE
    {
        body.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&body).into_owned())
}

fn progress_bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} events  {msg}");
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
