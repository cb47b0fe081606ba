//! The tables of `docs/scaling.md`, and the same in a terminal.

use crate::{
    Engine, Fleet, Layout, Load, Measured, Report, Setup,
    costs::{Cost, Line, Point},
    fleet,
    million::{self, Answer},
    real::{self, thousands},
    runs, simulate,
    table::Table,
};
use anyhow::Result;
use serde::Serialize;
use std::{thread, time::Duration};

/// How many receivers are simulated.
pub const RECEIVERS: [usize; 7] = [1, 2, 4, 8, 16, 32, 64];
/// How many workers are simulated.
pub const WORKERS: [usize; 5] = [1, 4, 16, 64, 256];
/// Connections to each receiver that are always busy.
const CONNECTIONS: usize = 128;

/// One that is shown: its name in `docs/scaling.md`, and what is above it in a terminal.
pub struct Shown {
    /// Between the markers.
    pub name: &'static str,
    /// For people.
    pub title: String,
    /// Without it in Markdown.
    pub table: Table,
}

/// A run that was simulated for a table.
#[derive(Debug, Clone, Serialize)]
pub struct Run {
    /// What was simulated.
    pub setup: Setup,
    /// How it was.
    pub report: Report,
}

/// All tables, and the runs of the fleet that they are made of.
pub fn all(measured: &Measured) -> Result<(Vec<Shown>, Vec<Run>)> {
    let engines: Vec<Engine> =
        Engine::ALL.into_iter().filter(|engine| measured.engines.contains_key(engine.name())).collect();
    let fleet = fleet();
    let mut all = Vec::new();
    let mut shown = vec![
        shown("machine", "Measured on", machine(measured)),
        shown("costs", "Microseconds for each batch + for each delivery in it", costs(measured, &engines)),
    ];
    for (name, flush) in [("receivers", None), ("receivers-slow", Some(fleet.flush()))] {
        let disk = flush.map_or("the measured flush".to_owned(), |flush| format!("a flush of {flush:?}"));
        let runs = grid(measured, &engines, &RECEIVERS, |engine, receivers| {
            let setup = Setup { flush, ..Setup::new(engine, Layout::Fleet(fleet)) };
            setup.with(receivers, 0, Load::Connections(CONNECTIONS))
        })?;
        let rate = |report: &Report| report.accepted_per_second;
        shown.push(Shown {
            name,
            title: format!("Deliveries a second that receivers accept, with {disk}"),
            table: rates(&engines, &RECEIVERS, &runs, "receivers", rate),
        });
        if flush.is_none() {
            let halves = half(measured, &runs)?;
            shown.push(shown_times(&engines, &halves));
            all.extend(halves);
        }
        all.extend(runs);
    }
    let runs = grid(measured, &engines, &WORKERS, |engine, workers| {
        let setup = Setup { effect: fleet.effect(), ..Setup::new(engine, Layout::Fleet(fleet)) };
        setup.with(0, workers, Load::Backlog)
    })?;
    let title = format!("Deliveries a second that workers process, with effects of {:?}", fleet.effect());
    let table = rates(&engines, &WORKERS, &runs, "workers", |report| report.processed_per_second);
    shown.push(Shown { name: "workers", title, table });
    all.extend(runs);
    for (name, flush) in [("million", None), ("million-slow", Some(fleet.flush()))] {
        let answers: Vec<Answer> = each(&engines, |engine| million::answer(measured, fleet, *engine, flush))?;
        let disk = flush.map_or("the measured flush".to_owned(), |flush| format!("a flush of {flush:?}"));
        let title = format!("A million deliveries a minute in and out, with {disk}");
        shown.push(Shown { name, title, table: million::table(&answers) });
    }
    shown.push(shown_real(measured)?);
    Ok((shown, all))
}

fn shown(name: &'static str, title: &str, table: Table) -> Shown {
    Shown { name, title: title.into(), table }
}

fn machine(measured: &Measured) -> Table {
    let machine = &measured.machine;
    let mut table = Table::new(&["what", "here"]);
    let mut row = |what: &str, here: String| table.row([what.to_owned(), here]);
    row("processor", format!("{}, {} cores", machine.cpu, machine.cores));
    row("on", format!("{}, {} build", machine.date, machine.build));
    row("one flush of 4 KiB", us(machine.flush_us));
    row("a receiver: HTTP, verification, queue", us(measured.receive_us));
    row("a worker: one that it forwards by HTTP", us(measured.work_us));
    row("the load: sign one, send it", us(measured.generate_us));
    row("where it is forwarded to: take one", us(measured.target_us));
    table
}

fn us(value: f64) -> String {
    format!("{value:.0} µs")
}

fn costs(measured: &Measured, engines: &[Engine]) -> Table {
    let mut table = Table::new(&[
        "engine",
        "operation",
        "client CPU",
        "engine CPU",
        "replicas CPU",
        "waits for disks",
        "on its way",
    ]);
    for engine in engines {
        let operations = &measured.engines[engine.name()];
        let all: [(&str, &[Point]); 4] = [
            ("store", &operations.append),
            ("claim", &operations.claim),
            ("finish", &operations.finish),
            ("mark one", &operations.mark),
        ];
        for (operation, points) in all.into_iter().filter(|(_, points)| !points.is_empty()) {
            let cost = Cost::of(points, measured.machine.flush_us);
            let is_single = points.len() == 1;
            let line = |line: Line| if is_single { format!("{:.0}", line.of(1.0)) } else { sum(line) };
            let lines = [cost.client, cost.server, cost.replicas, cost.flush].map(line);
            table.row(
                [engine.title().into(), operation.into()].into_iter().chain(lines).chain([format!("{:.0}", cost.trip)]),
            );
        }
    }
    table
}

fn sum(line: Line) -> String {
    if line.batch < 0.05 && line.item < 0.05 { "–".into() } else { format!("{:.0} + {:.1}", line.batch, line.item) }
}

/// Runs of all engines with all counts, on all cores.
fn grid(
    measured: &Measured,
    engines: &[Engine],
    counts: &[usize],
    setup: impl Fn(Engine, usize) -> Setup,
) -> Result<Vec<Run>> {
    let setups = engines.iter().flat_map(|engine| counts.iter().map(|count| setup(*engine, *count)));
    run(measured, &setups.collect::<Vec<_>>())
}

fn run(measured: &Measured, setups: &[Setup]) -> Result<Vec<Run>> {
    each(setups, |setup| Ok(Run { setup: setup.clone(), report: simulate(measured, setup.clone())? }))
}

/// The same for each, on all cores, in their order.
fn each<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> Result<R> + Sync) -> Result<Vec<R>> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let mut done: Vec<(usize, Result<R>)> = thread::scope(|scope| {
        let work = || {
            let mut done = Vec::new();
            while let Some((number, one)) = take(all, &next) {
                done.push((number, work(one)));
            }
            done
        };
        let threads: Vec<_> =
            (0..thread::available_parallelism().map_or(1, usize::from)).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a run does not panic")).collect()
    });
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}

fn take<'a, T>(all: &'a [T], next: &std::sync::atomic::AtomicUsize) -> Option<(usize, &'a T)> {
    let number = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    all.get(number).map(|one| (number, one))
}

/// A row for each engine: the rate with each count, and what the limit is with the last.
fn rates(engines: &[Engine], counts: &[usize], runs: &[Run], of: &str, rate: impl Fn(&Report) -> f64) -> Table {
    let numbers: Vec<String> = counts.iter().map(|count| format!("{count}")).collect();
    let limit = format!("the limit with {} {of}", counts[counts.len() - 1]);
    let head: Vec<&str> =
        ["engine"].into_iter().chain(numbers.iter().map(String::as_str)).chain([limit.as_str()]).collect();
    let mut table = Table::new(&head);
    for (engine, runs) in engines.iter().zip(runs.chunks(counts.len())) {
        let rates = runs.iter().map(|run| thousands(rate(&run.report)));
        let limit = runs[runs.len() - 1].report.limit.clone();
        table.row([engine.title().to_owned()].into_iter().chain(rates).chain([limit]));
    }
    table
}

/// The same receivers at half of the rate, at random times.
fn half(measured: &Measured, runs: &[Run]) -> Result<Vec<Run>> {
    let setups =
        runs.iter().map(|run| Setup { load: Load::Rate(run.report.accepted_per_second / 2.0), ..run.setup.clone() });
    run(measured, &setups.collect::<Vec<_>>())
}

fn shown_times(engines: &[Engine], halves: &[Run]) -> Shown {
    let head: Vec<String> = RECEIVERS.iter().map(ToString::to_string).collect();
    let head: Vec<&str> = ["engine"].into_iter().chain(head.iter().map(String::as_str)).collect();
    let mut table = Table::new(&head);
    for (engine, runs) in engines.iter().zip(halves.chunks(RECEIVERS.len())) {
        let times =
            runs.iter().map(|run| format!("{:.1} / {:.1}", run.report.accepted_p50_ms, run.report.accepted_p99_ms));
        table.row([engine.title().to_owned()].into_iter().chain(times));
    }
    shown("times", "p50 / p99 in milliseconds until 200, at half of these rates", table)
}

fn shown_real(measured: &Measured) -> Result<Shown> {
    let runs = runs();
    let (median, worst) = real::errors(measured, &runs)?;
    let title = format!(
        "Real processes beside the simulation, which is off by {:.0} % in the median and {:.0} % at most",
        100.0 * median,
        100.0 * worst
    );
    Ok(Shown { name: "real", title, table: real::compared(measured, &runs)? })
}

impl Fleet {
    /// A flush of its disks.
    #[must_use]
    pub fn flush(&self) -> Duration {
        Duration::from_secs_f64(self.flush_us / 1e6)
    }

    /// How long an effect takes.
    #[must_use]
    pub const fn effect(&self) -> Duration {
        Duration::from_millis(self.effect_ms)
    }
}
