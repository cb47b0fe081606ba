//! `inbox torture`: receivers that are killed at work, and a count of what became of every delivery.

mod child;
mod effects;
mod flaws;
mod load;
mod victims;

use crate::{
    input::parse_duration,
    output::{Exit, UsageError, note, print, print_json},
};
use effects::Effects;
use flaws::Flaw;
use load::Load;
use serde::Serialize;
use std::{
    collections::HashMap,
    path::PathBuf,
    time::{Duration, Instant},
};
use victims::Victims;

pub use child::{Args as ChildArgs, run as run_child};

/// How long what was accepted may take to be processed once nobody is killed any more: a lease, and some.
const SETTLE: Duration = Duration::from_mins(2);

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox torture --duration 10m
  autosend-webhooks inbox torture --store postgres://app@127.0.0.1/scratch --duration 10m
  autosend-webhooks inbox torture --duration 30s --without fence    # shows that the test would see it";

/// Kill receivers and workers under load, and compare what was answered 200 with what was done
///
/// Two processes receive and work on one store, while deliveries come in twice, under other ids and with another secret, and
/// the processes are killed (SIGKILL) and frozen (SIGSTOP, for longer than a lease) at random, and die at chosen
/// points: before and after the commit, before the response, after the effect, before and after it is marked as done. Each
/// delivery's effect is a row in the same database. At the end every accepted delivery must have exactly one.
///
/// The store must be empty: with nothing given it is an SQLite database in a temporary folder. Exit code 1 if anything was
/// lost or done twice.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// An empty database: sqlite://FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE [default: a temporary SQLite file]
    #[arg(long, value_name = "ADDRESS", env = "AUTOSEND_TORTURE_STORE", hide_env_values = true)]
    store: Option<String>,

    /// How long to go on killing
    #[arg(long, value_name = "DURATION", default_value = "1m", value_parser = parse_duration)]
    duration: Duration,

    /// Stop after so many kills
    #[arg(long, value_name = "N")]
    kills: Option<u32>,

    /// Repeats a run's choices, as far as the system's own timing lets it
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,

    /// Take a guard away, to see that the test notices
    #[arg(long, value_enum)]
    without: Option<Flaw>,

    /// Print the outcome as one line of JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Report {
    store: String,
    without: Option<Flaw>,
    seed: u64,
    seconds: f64,
    kills: u32,
    freezes: u32,
    accepted: usize,
    requests: u64,
    effects: usize,
    lost: usize,
    twice: usize,
    unfinished: i64,
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    let folder = std::env::temp_dir().join(format!("autosend-torture-{}", std::process::id()));
    let address = match &args.store {
        Some(address) => address.clone(),
        None => scratch(&folder)?,
    };
    let report = torture(args, &address).await;
    if args.store.is_none() {
        // What is left of it is in the system's own folder for such.
        let _ = std::fs::remove_dir_all(&folder);
    }
    let report = report?;
    if args.json {
        print_json(&report)?;
    } else {
        print(&describe(&report))?;
    }
    let all_well = report.lost == 0 && report.twice == 0 && report.unfinished == 0;
    Ok(if all_well { Exit::Ok } else { Exit::Refused })
}

fn scratch(folder: &PathBuf) -> Result<String, UsageError> {
    std::fs::create_dir_all(folder)
        .map_err(|error| UsageError::new(format!("cannot make {}: {error}", folder.display()), "Give --store."))?;
    Ok(format!("sqlite://{}", folder.join("inbox.db").display()))
}

async fn torture(args: &Args, address: &str) -> Result<Report, UsageError> {
    let store = autosend_webhooks_inbox::open(address, autosend_webhooks_inbox::OpenOptions::default())
        .await
        .map_err(|error| super::wrong(&error))?;
    let found = store.stats().await.map_err(|error| super::wrong(&error))?;
    if !found.counters.is_empty() {
        return Err(UsageError::new("the store is not empty", "Give one that may be filled with made-up deliveries."));
    }
    let effects = Effects::create(address).await?;
    let start = Instant::now();
    let mut victims = Victims::start(address, args.without, args.seed).await?;
    let load = Load::start(victims.ports(), args.seed);
    let until = start + args.duration;
    while Instant::now() < until && args.kills.is_none_or(|kills| victims.kills() < kills) {
        victims.strike().await?;
        if !args.json && victims.kills() % 20 == 0 {
            note(&format!("{} kills, {} accepted", victims.kills(), load.accepted()));
        }
    }
    victims.heal().await?;
    let (accepted, requests) = load.finish().await;
    let settled = Instant::now() + SETTLE;
    let mut unfinished = 1;
    while unfinished > 0 && Instant::now() < settled {
        tokio::time::sleep(Duration::from_millis(200)).await;
        unfinished = store.stats().await.map_or(unfinished, |stats| stats.waiting);
    }
    let (kills, freezes) = (victims.kills(), victims.freezes());
    victims.end().await;
    let done = effects.all().await?;
    let mut times = HashMap::<Vec<u8>, u32>::new();
    for digest in &done {
        *times.entry(digest.clone()).or_default() += 1;
    }
    Ok(Report {
        store: store.address(),
        without: args.without,
        seed: args.seed,
        seconds: start.elapsed().as_secs_f64(),
        kills,
        freezes,
        accepted: accepted.len(),
        requests,
        effects: done.len(),
        lost: accepted.iter().filter(|digest| !times.contains_key(&digest[..])).count(),
        twice: times.values().filter(|times| **times > 1).count(),
        unfinished,
    })
}

fn describe(report: &Report) -> String {
    let Report { store, kills, freezes, accepted, requests, effects, lost, twice, unfinished, seconds, seed, .. } =
        report;
    format!(
        "{store}, {seconds:.0} s, seed {seed}: {kills} kills, {freezes} freezes\n\
         {accepted} deliveries answered 200, in {requests} requests\n\
         {effects} effects: {lost} lost, {twice} done twice, {unfinished} unfinished\n"
    )
}
