//! `inbox torture`: receivers and workers that are ill-treated, and a count of what became of every delivery.

mod child;
mod clocks;
mod effects;
mod flaws;
mod kills;
mod load;
mod poison;
mod report;
mod scenarios;
mod servers;
mod stuck_key;
mod twins;
mod victims;

use crate::{
    input::parse_duration,
    output::{Exit, UsageError, note, print, print_json},
};
use autosend_webhooks_inbox::{Engine, OpenOptions, Store, is_engine, open, open_engine};
use effects::Effects;
use flaws::Flaw;
use indicatif::{ProgressBar, ProgressDrawTarget};
use report::Report;
use scenarios::Scenario;
use std::{
    future::Future,
    io::IsTerminal,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

pub use child::{Args as ChildArgs, run as run_child};

/// How long what was accepted may take to be processed once nobody is killed any more: a lease, and some.
const SETTLE: Duration = Duration::from_mins(2);
/// How long it may take where it is known that it never will be.
const SETTLE_FLAWED: Duration = Duration::from_secs(15);
const LOOK: Duration = Duration::from_millis(200);

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox torture --minutes 10
  autosend-webhooks inbox torture --store postgres://app@127.0.0.1/scratch --scenario kills --minutes 10
  autosend-webhooks inbox torture --scenario stuck-key
  autosend-webhooks inbox torture --minutes 1 --without fence    # shows that the test would see it
  autosend-webhooks inbox torture --store 'nats://n1,n2,n3?monitor=n1:8222,n2:8222,n3:8222' --minutes 60 --kills 200 \
      --kill-server 'docker kill -s KILL n1' --kill-server 'docker kill -s KILL n2 n3'

What needs root or control of the database server is not here, but in the project's own tests (cli/tests/inbox_faults.rs and
inbox_engine_faults.rs, inbox/tests/engine_faults.rs): disks that are full, read-only, slow or failing, a database that crashes or has no connections left, and wrong system clocks.";

/// Ill-treat receivers and workers under load, and compare what was answered 200 with what was done
///
/// Two processes receive and work on one store, while each delivery comes in twice, some under other ids and with another
/// secret, or again later. Each delivery's effect is a row in the same database: at the end every accepted delivery must have
/// exactly one.
///
/// In `kills` the processes are killed (SIGKILL) and frozen (SIGSTOP, for longer than a lease) at random, and die at chosen
/// points: before and after the commit, before the response, after the effect, before and after it is marked as done. With
/// `--kill-server` they are left alone, and servers of the store are killed instead.
///
/// The store must be empty: with nothing given it is an SQLite database in a temporary folder. Exit code 1 if anything was
/// lost or done twice, or another of a scenario's promises was broken.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// An empty database: sqlite://FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE, or an engine: nats://…, redis://… or kafka://…
    /// [default: a temporary SQLite file]
    #[arg(long, value_name = "ADDRESS", env = "AUTOSEND_TORTURE_STORE", hide_env_values = true)]
    store: Option<String>,

    /// An empty database for the effects, beside an engine [default: a temporary SQLite file]
    #[arg(long, value_name = "ADDRESS", env = "AUTOSEND_TORTURE_EFFECTS", hide_env_values = true, requires = "store")]
    effects: Option<String>,

    /// What is done to them [default: all, or what shows the guard that is taken away]
    #[arg(long, value_enum)]
    scenario: Option<Scenario>,

    /// How many minutes to go on killing; the other scenarios end by themselves
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "duration")]
    minutes: u32,

    /// The same as a duration
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    duration: Option<Duration>,

    /// Stop after so many kills
    #[arg(long, value_name = "N")]
    kills: Option<u32>,

    /// In kills, end a server of the store by this command of a shell, again and again, instead of the receivers and workers. Whatever
    /// keeps it running starts it again. Of several commands one is chosen each time
    #[arg(long, value_name = "COMMAND", requires = "store")]
    kill_server: Vec<String>,

    /// How many deliveries the scenarios twins, poison and clocks send
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    deliveries: u64,

    /// How many deliveries are behind the stuck key
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    backlog: u64,

    /// Repeats a run's choices, as far as the system's own timing lets it
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,

    /// Take a guard away, to see that the test notices
    #[arg(long, value_enum)]
    without: Option<Flaw>,

    /// Print the outcome of each scenario as one line of JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    fn time(&self) -> Duration {
        self.duration.unwrap_or_else(|| Duration::from_mins(self.minutes.into()))
    }

    /// The scenarios to run, one after the other.
    fn scenarios(&self) -> Result<Vec<Scenario>, UsageError> {
        let is_engine = self.store.as_deref().is_some_and(is_engine);
        let kills_only = is_engine || !self.kill_server.is_empty();
        let every = if kills_only { Scenario::Kills } else { Scenario::All };
        let default = self.without.map_or(every, Flaw::scenario);
        let scenarios = self.scenario.unwrap_or(default).each();
        if kills_only && scenarios != [Scenario::Kills] {
            let what = if is_engine { "an engine" } else { "--kill-server" };
            return Err(UsageError::new(
                format!("{what} can do the scenario kills only"),
                "Leave --scenario out, or use a database alone.",
            ));
        }
        match self.without {
            Some(flaw) if !scenarios.iter().any(|scenario| scenario.sees(flaw)) => {
                Err(UsageError::new("this scenario does not need the guard", "Leave --scenario out."))
            }
            _ => Ok(scenarios),
        }
    }
}

/// Where the scenarios take place.
pub struct Ground<'a> {
    address: &'a str,
    engine: Arc<dyn Engine>,
    /// The same, or the database with the effects where the engine keeps no archive.
    store: Arc<dyn Store>,
    effects_address: &'a str,
    effects: Effects,
    without: Option<Flaw>,
    seed: u64,
    start: Instant,
    progress: ProgressBar,
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    let scenarios = args.scenarios()?;
    let folder = std::env::temp_dir().join(format!("autosend-torture-{}", std::process::id()));
    let effects = match args.store.as_ref().filter(|store| !is_engine(store)).or(args.effects.as_ref()) {
        Some(address) => address.clone(),
        None => scratch(&folder)?,
    };
    let all_well = torture(args, args.store.as_ref().unwrap_or(&effects), &effects, &scenarios).await;
    // What is left of it is in the system's own folder for such.
    let _ = std::fs::remove_dir_all(&folder);
    Ok(if all_well? { Exit::Ok } else { Exit::Refused })
}

fn scratch(folder: &PathBuf) -> Result<String, UsageError> {
    std::fs::create_dir_all(folder)
        .map_err(|error| UsageError::new(format!("cannot make {}: {error}", folder.display()), "Give --store."))?;
    Ok(format!("sqlite://{}", folder.join("inbox.db").display()))
}

/// Returns whether all was well in all scenarios.
async fn torture(args: &Args, address: &str, effects_at: &str, scenarios: &[Scenario]) -> Result<bool, UsageError> {
    let store = open(effects_at, OpenOptions::default()).await.map_err(|error| super::wrong(&error))?;
    let engine: Arc<dyn Engine> = if is_engine(address) {
        open_engine(address, OpenOptions::default()).await.map_err(|error| super::wrong(&error))?
    } else {
        store.clone()
    };
    let found = store.stats().await.map_err(|error| super::wrong(&error))?;
    let waiting = engine.stats().await.map_err(|error| super::wrong(&error))?.waiting;
    if !found.counters.is_empty() || waiting > 0 {
        return Err(UsageError::new("the store is not empty", "Give one that may be filled with made-up deliveries."));
    }
    let effects = Effects::create(effects_at).await?;
    let (progress, start) = (spinner(), Instant::now());
    let mut ground = Ground {
        address,
        engine,
        store,
        effects_address: effects_at,
        effects,
        without: args.without,
        seed: args.seed,
        start,
        progress,
    };
    if !args.json {
        note(&format!("seed {}", args.seed));
    }
    let mut all_well = true;
    for scenario in scenarios {
        ground.start = Instant::now();
        let report = run_one(*scenario, args, &ground).await?;
        ground.progress.set_message("");
        if args.json {
            print_json(&report)?;
        } else {
            print(&report.describe())?;
        }
        all_well &= report.faults.is_empty();
        ground.effects.clear().await?;
    }
    ground.progress.finish_and_clear();
    Ok(all_well)
}

async fn run_one(scenario: Scenario, args: &Args, ground: &Ground<'_>) -> Result<Report, UsageError> {
    match scenario {
        Scenario::Kills | Scenario::All => kills::run(args, ground).await,
        Scenario::Twins => twins::run(args, ground).await,
        Scenario::Poison => poison::run(args, ground).await,
        Scenario::StuckKey => stuck_key::run(args, ground).await,
        Scenario::Clocks => clocks::run(args, ground).await,
    }
}

/// On terminals only.
fn spinner() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let spinner = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    spinner.enable_steady_tick(LOOK);
    spinner
}

impl Ground<'_> {
    /// How far it is.
    fn say(&self, text: &str) {
        self.progress.set_message(text.to_owned());
    }

    /// Waits until everything is processed, doing something now and then. Returns how many are not, in the end.
    async fn settle<F: Future<Output = Result<(), UsageError>>>(
        &self,
        meanwhile: impl Fn() -> F,
    ) -> Result<i64, UsageError> {
        let within = if self.without == Some(Flaw::Attempts) { SETTLE_FLAWED } else { SETTLE };
        let (settled, mut unfinished) = (Instant::now() + within, 1);
        while unfinished > 0 && Instant::now() < settled {
            tokio::time::sleep(LOOK).await;
            meanwhile().await?;
            unfinished = self.engine.stats().await.map_or(unfinished, |stats| stats.waiting);
            self.say(&format!("{unfinished} to be processed"));
        }
        Ok(unfinished)
    }
}
