//! `cargo xtask simulate`: the tables of a fleet, one run of your own, or the tables in `docs/scaling.md`.

use anyhow::{Result, ensure};
use clap::{Parser, Subcommand};
use serde_json::json;
use simulation::{Engine, Layout, Load, Report, Setup, book, fleet, measured, simulate, tables};
use std::time::Duration;

const EXAMPLES: &str = "\
Examples:
  cargo xtask simulate
  cargo xtask simulate run --engine redis --receivers 4 --workers 16 --rate 5000
  cargo xtask simulate run --engine jetstream-r3 --receivers 8 --flush-us 1000 --json
  cargo xtask simulate run --engine postgres --workers 4 --kill 0
  cargo xtask simulate docs --check";

/// Simulate a fleet of receivers and workers over each engine, with what operations cost when they were measured
#[derive(Parser)]
#[command(name = "cargo xtask simulate", bin_name = "cargo xtask simulate", after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,

    /// Print JSON
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// One run
    Run(Args),
    /// Write the tables into docs/scaling.md
    Docs {
        /// Write nothing, and fail where they are not current
        #[arg(long)]
        check: bool,
    },
}

#[derive(clap::Args)]
struct Args {
    #[arg(long, value_enum)]
    engine: Engine,

    /// Processes that receive
    #[arg(long, default_value_t = 1)]
    receivers: usize,

    /// Processes that work
    #[arg(long, default_value_t = 0)]
    workers: usize,

    /// Deliveries a second to all receivers together, instead of connections that are always busy
    #[arg(long, value_name = "N")]
    rate: Option<f64>,

    /// Connections to each receiver
    #[arg(long, value_name = "N", default_value_t = 128, conflicts_with = "rate")]
    connections: usize,

    /// How long an effect takes, in milliseconds [default: the fleet's]
    #[arg(long, value_name = "MS")]
    effect_ms: Option<u64>,

    /// How long a flush takes, in microseconds [default: as measured]
    #[arg(long, value_name = "US")]
    flush_us: Option<u64>,

    /// All on one machine with so many cores, also what sends
    #[arg(long, value_name = "CORES")]
    one_machine: Option<usize>,

    /// Kill this worker, from 0, in the middle of the time; it is back after a second
    #[arg(long, value_name = "WORKER")]
    kill: Option<usize>,

    /// How long it takes until a killed worker's deliveries are another's, in seconds
    #[arg(long, value_name = "S", default_value_t = 60)]
    lease: u64,

    /// How much is simulated after the first quarter of a second, in seconds
    #[arg(long, value_name = "S", default_value_t = 2)]
    seconds: u64,

    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    match cli.command {
        None => print_tables(cli.json),
        Some(Command::Run(args)) => print_run(&args, cli.json),
        Some(Command::Docs { check }) => book::write(&measured(), check),
    }
}

fn print_tables(is_json: bool) -> Result<()> {
    let measured = measured();
    let (shown, runs) = tables::all(&measured)?;
    if is_json {
        println!("{:#}", json!({ "measured": measured, "fleet": fleet(), "runs": runs }));
        return Ok(());
    }
    for shown in shown {
        println!("{}\n\n{}\n", shown.title, shown.table.text());
    }
    Ok(())
}

fn print_run(args: &Args, is_json: bool) -> Result<()> {
    let setup = args.setup()?;
    let report = simulate(&measured(), setup.clone())?;
    if is_json {
        println!("{:#}", json!({ "setup": setup, "report": report }));
    } else {
        print(&report);
    }
    Ok(())
}

impl Args {
    fn setup(&self) -> Result<Setup> {
        ensure!(self.receivers + self.workers > 0, "there is neither a receiver nor a worker");
        ensure!(self.rate.is_none_or(|rate| rate > 0.0 && rate.is_finite()), "--rate must be positive");
        ensure!(self.kill.is_none_or(|worker| worker < self.workers), "there is no such worker to kill");
        ensure!(self.seconds > 0 && self.one_machine != Some(0), "--seconds and --one-machine must be positive");
        let load = match self.rate {
            _ if self.receivers == 0 => Load::Backlog,
            Some(rate) => Load::Rate(rate),
            None => Load::Connections(self.connections),
        };
        let layout = self.one_machine.map_or_else(|| Layout::Fleet(fleet()), |cores| Layout::OneMachine { cores });
        let time = Duration::from_secs(self.seconds);
        let kill = |worker| simulation::Kill { worker, at: time / 2, back_after: Duration::from_secs(1) };
        Ok(Setup {
            effect: self.effect_ms.map_or_else(|| fleet().effect(), Duration::from_millis),
            flush: self.flush_us.map(Duration::from_micros),
            lease: Duration::from_secs(self.lease),
            time,
            seed: self.seed,
            kills: self.kill.map(kill).into_iter().collect(),
            ..Setup::new(self.engine, layout).with(self.receivers, self.workers, load)
        })
    }
}

fn print(report: &Report) {
    let Report { accepted_per_second, accepted_p50_ms, accepted_p99_ms, .. } = report;
    println!("accepted   {accepted_per_second:>9.0}/s   p50 {accepted_p50_ms:.2} ms, p99 {accepted_p99_ms:.2} ms");
    let Report { processed_per_second, processed_p50_ms, processed_p99_ms, .. } = report;
    println!("processed  {processed_per_second:>9.0}/s   p50 {processed_p50_ms:.2} ms, p99 {processed_p99_ms:.2} ms");
    for usage in &report.usage {
        println!("  {:<32} {:>5.1} %", usage.what, 100.0 * usage.share);
    }
    let totals = report.totals;
    println!(
        "of {} stored, {} processed, {} held, {} waiting",
        totals.stored, totals.processed, totals.held, totals.waiting
    );
    println!("the limit: {}", report.limit);
}
