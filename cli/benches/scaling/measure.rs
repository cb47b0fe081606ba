//! What operations cost: each in batches of several sizes, one after the other, with the CPU of who asks and of who answers.

use super::{
    Running, SQLITE_THREAD, cpu, process_of,
    workers::{Target, Workers, fill},
};
use crate::{CONNECTIONS, Run, delivered_filled, load, support::Database};
use autosend_webhooks_inbox::{Arrival, Ending, Engine, Finish, Job, OpenOptions, mark::Marks, open_engine};
use simulation::{
    Engine as Which, Measured,
    costs::{Machine, Operations, Point},
};
use std::{
    collections::BTreeMap,
    fs::File,
    io::Write as _,
    sync::Arc,
    time::{Duration, Instant},
};

/// Sizes of batches that are stored, and how many of each; their sum is more than is claimed later.
const APPENDED: [(usize, usize); 3] = [(1, 1500), (16, 400), (256, 60)];
/// Sizes of batches that are claimed and finished, and how many of each.
const CLAIMED: [(usize, usize); 3] = [(1, 400), (8, 200), (64, 60)];
const MARKS: usize = 400;
const FLUSHES: u32 = 400;
const LEASE: Duration = Duration::from_mins(5);

/// All that the simulation has to know; the two databases must be among the engines.
pub async fn all(engines: &[Which], seconds: Duration) -> Measured {
    let mut operations = BTreeMap::new();
    for engine in engines {
        operations.insert(engine.name().to_owned(), of(*engine).await);
        eprintln!("measured: {}", engine.title());
    }
    let sqlite = &operations[Which::Sqlite.name()];
    let (receive_us, generate_us) = receive(sqlite, seconds).await;
    let (work_us, target_us) = work(sqlite, seconds).await;
    let machine = Machine {
        cpu: processor(),
        cores: std::thread::available_parallelism().unwrap().get(),
        date: today(),
        build: if cfg!(debug_assertions) { "without optimisation" } else { "release" }.into(),
        flush_us: flush(),
    };
    Measured { receive_us, work_us, generate_us, target_us, machine, engines: operations }
}

async fn of(which: Which) -> Operations {
    let running = Running::start(which).await;
    let engine = open_engine(&running.address().await, OpenOptions::default()).await.unwrap();
    let meter = Meter { engine: which };
    let mut append = Vec::new();
    for (items, batches) in APPENDED {
        let batches: Vec<_> = (0..batches).map(|number| arrivals(&format!("{items}-{number}"), items)).collect();
        let engine = &engine;
        let point =
            meter.each(&batches, |batch| async move { engine.append(batch, 0, false).await.map(drop).unwrap() });
        append.push(Point { items: float(items), ..point.await });
    }
    join(&engine).await;
    let (mut claim, mut finish) = (Vec::new(), Vec::new());
    for (items, batches) in CLAIMED {
        let (claimed, finished) = claim_and_finish(&meter, &engine, items, batches).await;
        claim.push(claimed);
        finish.push(finished);
    }
    let mark = if which == Which::Postgres { vec![mark(&meter, &running.address().await).await] } else { Vec::new() };
    Operations { appenders: engine.appenders(), append, claim, finish, mark }
}

async fn claim_and_finish(meter: &Meter, engine: &Arc<dyn Engine>, items: usize, batches: usize) -> (Point, Point) {
    let mut held: Vec<Vec<Finish>> = Vec::new();
    let before = meter.read();
    for _ in 0..batches {
        let jobs = engine.claim(items, LEASE).await.unwrap();
        held.push(jobs.into_iter().map(|job| Finish { lease: job.lease, ending: Ending::Done }).collect());
    }
    let claimed = meter.point(batches, &before);
    // An engine may hand out fewer than it is asked for.
    held.retain(|batch| !batch.is_empty());
    let mean = float(held.iter().map(Vec::len).sum()) / float(batches);
    let finished = meter.each(&held, |batch| finish(engine, batch)).await;
    (Point { items: mean, ..claimed }, Point { items: mean * float(batches) / float(held.len()), ..finished })
}

/// Waits until it hands something out: who works in a group has to join it first.
async fn join(engine: &Arc<dyn Engine>) {
    loop {
        let jobs = engine.claim(1, LEASE).await.unwrap();
        if !jobs.is_empty() {
            let finished: Vec<_> =
                jobs.into_iter().map(|job| Finish { lease: job.lease, ending: Ending::Done }).collect();
            return finish(engine, &finished).await;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn finish(engine: &Arc<dyn Engine>, batch: &[Finish]) {
    assert!(engine.finish(batch).await.unwrap().into_iter().all(|held| held), "the lease is held");
}

/// Marks in transactions of their own, one after the other.
async fn mark(meter: &Meter, address: &str) -> Point {
    let (marks, jobs) = (Marks::open(address).await.unwrap(), jobs(MARKS).await);
    let marks = &marks;
    let once = |job: &Job| {
        let stored = job.stored.clone();
        async move { assert!(marks.once(&stored, async { Ok(()) }).await.unwrap()) }
    };
    meter.each(&jobs, once).await
}

/// Jobs as an engine hands them out.
async fn jobs(count: usize) -> Vec<Job> {
    let running = Running::start(Which::Sqlite).await;
    let engine = open_engine(&running.address().await, OpenOptions::default()).await.unwrap();
    engine.append(&arrivals("mark", count), 0, false).await.unwrap();
    let jobs = engine.claim(count, LEASE).await.unwrap();
    engine.close().await;
    jobs
}

/// Reads what an engine, and who asks it in this process, have used.
struct Meter {
    engine: Which,
}

struct Reading {
    at: Instant,
    own: Duration,
    servers: BTreeMap<u32, Duration>,
    flushes: u64,
}

impl Meter {
    fn read(&self) -> Reading {
        let own = cpu::own();
        let (own, servers) = if let Some(name) = process_of(self.engine) {
            (own, cpu::below(name))
        } else {
            let thread = cpu::threads(std::process::id(), SQLITE_THREAD);
            (own.saturating_sub(thread), BTreeMap::from([(0, thread)]))
        };
        Reading { at: Instant::now(), own, servers, flushes: cpu::flushes() }
    }

    /// Measures an operation over all of its values.
    async fn each<'a, T, F: Future<Output = ()>>(&self, all: &'a [T], work: impl Fn(&'a T) -> F) -> Point {
        let before = self.read();
        for one in all {
            work(one).await;
        }
        self.point(all.len(), &before)
    }

    /// What one took of those since a reading, each of one item.
    fn point(&self, times: usize, before: &Reading) -> Point {
        let elapsed = before.at.elapsed();
        let now = self.read();
        let servers = now
            .servers
            .iter()
            .map(|(process, used)| used.saturating_sub(before.servers.get(process).copied().unwrap_or_default()));
        let (all, busiest) = (servers.clone().sum::<Duration>(), servers.max().unwrap_or_default());
        let server = if self.engine == Which::JetstreamR3 { busiest } else { all };
        let each = |duration: Duration| rounded(duration.as_secs_f64() * 1e6 / float(times));
        Point {
            items: 1.0,
            elapsed_us: each(elapsed),
            client_us: each(now.own.saturating_sub(before.own)),
            server_us: each(server),
            replicas_us: each(all.saturating_sub(server)),
            flushes: rounded(float(counted(now.flushes - before.flushes)) / float(times)),
        }
    }
}

/// The receiver on SQLite, less what SQLite takes; and what sends, for each delivery.
async fn receive(sqlite: &Operations, seconds: Duration) -> (f64, f64) {
    let database = Database::sqlite();
    let run = Run::new(&database, None, seconds);
    let receivers = [load::Receiver::start(&run).await];
    let process = receivers[0].process.id();
    let used = || cpu::of(process).saturating_sub(cpu::threads(process, SQLITE_THREAD));
    let (before, own, sent) = (used(), cpu::own(), load::sent());
    load::busy(&receivers, CONNECTIONS, seconds).await;
    let sent = float(counted(load::sent() - sent));
    let each = |after: Duration, before: Duration| after.saturating_sub(before).as_secs_f64() * 1e6 / sent;
    let largest = sqlite.append.last().unwrap();
    let received = each(used(), before) - largest.client_us / largest.items;
    (rounded(received.max(0.0)), rounded(each(cpu::own(), own)))
}

/// A worker on SQLite, less what SQLite takes; and what it forwards to.
async fn work(sqlite: &Operations, seconds: Duration) -> (f64, f64) {
    let running = Running::start(Which::Sqlite).await;
    let target = Target::start().await;
    fill(&running.address().await, seconds).await;
    let workers = Workers::start(Which::Sqlite, &running.address().await, None, 1, &target).await;
    let process = workers.ids()[0];
    let used = || cpu::of(process).saturating_sub(cpu::threads(process, SQLITE_THREAD));
    let (before, own, handled) = (used(), cpu::own(), target.handled());
    tokio::time::sleep(seconds).await;
    let handled = float(target.handled() - handled);
    let each = |after: Duration, before: Duration| after.saturating_sub(before).as_secs_f64() * 1e6 / handled;
    let clients: f64 = [&sqlite.claim, &sqlite.finish].map(|points| points[1].client_us / points[1].items).iter().sum();
    (rounded((each(used(), before) - clients).max(0.0)), rounded(each(cpu::own(), own)))
}

/// One flush of 4 KiB that were appended, in microseconds.
fn flush() -> f64 {
    let mut file: File = tempfile::tempfile().unwrap();
    let start = Instant::now();
    for _ in 0..FLUSHES {
        file.write_all(&[0; 4096]).unwrap();
        file.sync_data().unwrap();
    }
    rounded(start.elapsed().as_secs_f64() * 1e6 / f64::from(FLUSHES))
}

fn processor() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ").map(|(_, name)| name));
    name.unwrap_or("unknown").to_owned()
}

fn today() -> String {
    let output = std::process::Command::new("date").args(["-u", "+%F"]).output().expect("date runs");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Deliveries that differ from all others.
pub fn arrivals(name: &str, items: usize) -> Vec<Arrival> {
    (0..items).map(|number| delivered_filled(&format!("{name}-{number}"))).collect()
}

fn counted(count: u64) -> usize {
    usize::try_from(count).expect("counts of a short run fit")
}

#[expect(clippy::cast_precision_loss, reason = "counts of a short run")]
fn float(count: usize) -> f64 {
    count as f64
}

/// To a hundredth: more would say nothing.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
