//! How much `inbox serve` receives through HTTP, verified and committed: `cargo xtask bench --only inbox`, or
//! `cargo bench -p autosend-webhooks-cli --bench inbox -- [--seconds N] [--store NAME] [--rows N | --effects | --endurance |
//! --engines | --scaling [--save]]`.
//!
//! In one run for each store: the raw store (the same statements in batches, no HTTP), the most that the receiver takes from
//! connections that are always busy, and the time of one delivery at half of that rate and at 2,500 a second, counted from when
//! it was due. SQLite also with each flush slowed by 5 ms, as ordinary disks are. With `--rows` each store is measured empty and again with
//! so many deliveries in it, at the same rate: ten million take some 12 GB in the folder for temporary files, one store after the other.
//! `--engines` measures Redis, NATS and (with the feature `kafka`) Kafka, each flushed before it acknowledges, and their own clients beside
//! it (`cargo xtask bench --only engines`). `--scaling` measures what the simulation of a fleet is made from (`cargo xtask bench --only
//! scaling`).
//! `--endurance --seconds 600` stores as much as it can for so long, with a dashboard open, and tells memory and the log's length.

mod effects;
mod endurance;
#[path = "../../inbox/tests/support/fill.rs"]
mod fill;
mod load;
mod own_client;
mod scaling;
#[path = "../../inbox/tests/support/mod.rs"]
mod support;

use autosend_webhooks_inbox::{Arrival, OpenOptions, open, open_engine};
use load::{Receiver, busy, millis, paced};
use std::{
    env,
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use support::{
    Database, body, delivered,
    engines::{EngineServer, Kind},
    faults,
};
use tokio::time::sleep;

/// Connections that are always busy.
const CONNECTIONS: u64 = 128;
/// The batch of the raw statements.
const BATCH: u32 = 256;
/// A rate that is the same on each machine and store, as deliveries a second.
const EVEN_RATE: u64 = 2_500;
/// What is told of a store; the even rate is [`EVEN_RATE`].
const HEAD: &str =
    "store                raw/s    HTTP/s  share   at rate    p50 ms    p99 ms  p99 at 2,500/s  memory MiB";
/// Bodies have some 700 bytes.
const FILLER: usize = 560;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = env::args().collect();
    let value = |name: &str| arguments.iter().skip_while(|it| *it != name).nth(1).map(|it| it.parse::<u64>().unwrap());
    let seconds = Duration::from_secs(value("--seconds").unwrap_or(10));
    if let Some(position) = arguments.iter().position(|it| it == "--raw") {
        println!("{:.0}", raw(&arguments[position + 1], seconds).await);
        return;
    }
    if arguments.iter().any(|it| it == "--effects") {
        return effects::measure(seconds).await;
    }
    let sha = cfg!(target_arch = "x86_64") && std::arch::is_x86_feature_detected!("sha");
    println!("SHA extensions: {}; {CONNECTIONS} connections, bodies of some 700 bytes", if sha { "yes" } else { "no" });
    if arguments.iter().any(|it| it == "--endurance") {
        return endurance::measure(seconds).await;
    }
    let only = arguments.iter().skip_while(|it| *it != "--store").nth(1).map_or("", String::as_str);
    if arguments.iter().any(|it| it == "--scaling") {
        return scaling::measure(seconds, arguments.iter().any(|it| it == "--save"), only).await;
    }
    if arguments.iter().any(|it| it == "--engines") {
        println!("own client/s: the engine's, as its documentation shows it, without HTTP and verification");
        println!("{HEAD}  own client/s  share of it");
        let mut engines = vec![
            ("Redis, always", Kind::Redis, own_client::Client::Redis),
            ("NATS, always", Kind::Nats, own_client::Client::JetStream),
        ];
        #[cfg(feature = "kafka")]
        engines.push(("Kafka, flushed", Kind::Kafka, own_client::Client::Kafka));
        for (name, kind, client) in engines.into_iter().filter(|(name, ..)| name.starts_with(only)) {
            let server = EngineServer::start(kind);
            let own = client.rate(&server.address(), seconds).await;
            let row = Run::at(server.address(), None, seconds).measure(None).await;
            println!("{}  {own:>12.0}  {:>9.0} %", row.line(name), 100.0 * row.most / own);
        }
        return;
    }
    println!("{HEAD}");
    match value("--rows") {
        None => {
            let stores = [("SQLite", None), ("SQLite, flush 5 ms", Some(5)), ("PostgreSQL", None)];
            for (name, delay) in stores.into_iter().filter(|(name, _)| name.starts_with(only)) {
                let database = if name == "PostgreSQL" { Database::postgres().await } else { Database::sqlite() };
                Run::new(&database, delay, seconds).measure(None).await.print(name);
            }
            if only.is_empty() {
                effects::measure(seconds).await;
            }
        }
        Some(rows) => {
            compare("SQLite", Database::sqlite(), rows, seconds).await;
            compare("PostgreSQL", Database::postgres().await, rows, seconds).await;
        }
    }
}

/// Measures a store that is empty and one that was filled, at the rate of the first.
async fn compare(name: &str, empty: Database, rows: u64, seconds: Duration) {
    let full = if name == "SQLite" { Database::sqlite() } else { Database::postgres().await };
    let (empty, filled) = (Run::new(&empty, None, seconds), Run::new(&full, None, seconds));
    let before = empty.measure(None).await;
    before.print(&format!("{name}, empty"));
    let start = Instant::now();
    match &full {
        Database::Sqlite(folder) => fill::sqlite(&folder.path().join("inbox.db"), rows).await,
        Database::Postgres(address) => {
            drop(open(address, OpenOptions::default()).await.unwrap());
            fill::postgres(address, rows).await;
        }
    }
    settle(&filled.address).await;
    println!("{rows} rows stored in {:.0} s", start.elapsed().as_secs_f64());
    let after = filled.measure(Some(before.rate)).await;
    after.print(&format!("{name}, filled"));
    println!("{name}: {:.0} % of the rate, p99 x {:.1}", 100.0 * after.most / before.most, after.late / before.late);
}

/// Waits until what was written is on the disk, and until the server has cleaned up behind it: what is left of millions of
/// rows stored at the highest rate would show as slow deliveries at a lower one.
async fn settle(address: &str) {
    if address.starts_with("postgres") {
        let (server, connection) = tokio_postgres::connect(address, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        let cleaning = "SELECT FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'";
        for clean in ["VACUUM (ANALYZE)", "CHECKPOINT"] {
            server.batch_execute(clean).await.unwrap();
        }
        while !server.query(cleaning, &[]).await.unwrap().is_empty() {
            sleep(Duration::from_secs(1)).await;
        }
    }
    assert!(Command::new("sync").status().unwrap().success());
    sleep(Duration::from_secs(5)).await;
}

struct Row {
    raw: f64,
    most: f64,
    rate: u64,
    half: f64,
    late: f64,
    /// At `EVEN_RATE`.
    even: f64,
    memory: u64,
}

impl Row {
    fn print(&self, name: &str) {
        println!("{}", self.line(name));
    }

    /// In the columns of [`HEAD`].
    fn line(&self, name: &str) -> String {
        let Self { raw, most, rate, half, late, even, memory } = self;
        let share = 100.0 * most / raw;
        format!(
            "{name:<18} {raw:>7.0}  {most:>8.0}  {share:>4.0} %  {rate:>8}  {half:>8.1}  {late:>8.1}  {even:>14.1}  {memory:>10}"
        )
    }
}

/// A store, and how slow its disk is.
struct Run {
    address: String,
    folder: tempfile::TempDir,
    delay: Option<u32>,
    seconds: Duration,
}

impl Run {
    fn new(database: &Database, delay: Option<u32>, seconds: Duration) -> Self {
        let address = match database {
            Database::Sqlite(folder) => format!("sqlite://{}", folder.path().join("inbox.db").display()),
            Database::Postgres(address) => address.clone(),
        };
        Self::at(address, delay, seconds)
    }

    fn at(address: String, delay: Option<u32>, seconds: Duration) -> Self {
        Self { address, folder: tempfile::tempdir().unwrap(), delay, seconds }
    }

    /// The time of one delivery at a rate, or at half of the most.
    async fn measure(&self, rate: Option<u64>) -> Row {
        let mut raw = Command::new(env::current_exe().unwrap());
        raw.args(["--raw", &self.address, "--seconds", &self.seconds.as_secs().to_string()]).stderr(Stdio::inherit());
        self.with_delay(&mut raw);
        let raw = raw.output().unwrap();
        let raw: f64 = String::from_utf8(raw.stdout).unwrap().trim().parse().unwrap();
        let receiver = Receiver::start(self).await;
        let (most, _) = busy(std::slice::from_ref(&receiver), CONNECTIONS, self.seconds).await;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate")]
        let half = (most / 2.0) as u64;
        let rate = rate.unwrap_or(half);
        settle(&self.address).await;
        let times = paced(&receiver, rate, self.seconds).await;
        settle(&self.address).await;
        let even = paced(&receiver, EVEN_RATE, self.seconds).await;
        Row {
            raw,
            most,
            rate,
            half: millis(&times, 0.5),
            late: millis(&times, 0.99),
            even: millis(&even, 0.99),
            memory: receiver.memory(),
        }
    }

    fn with_delay(&self, command: &mut Command) {
        if let Some(delay) = self.delay {
            command.env("LD_PRELOAD", faults(self.folder.path())).env("FAULT_FLUSH_MS", delay.to_string());
        }
    }
}

/// How many a second the statements alone store, one batch after the other.
async fn raw(address: &str, seconds: Duration) -> f64 {
    let store = open_engine(address, OpenOptions::default()).await.unwrap();
    let (start, mut stored) = (Instant::now(), 0);
    while start.elapsed() < seconds {
        let batch = arrivals(&format!("raw-{stored}-{}", std::process::id()));
        stored += store.append(&batch, 0, false).await.unwrap().len();
    }
    #[expect(clippy::cast_precision_loss, reason = "printed without decimals")]
    let rate = stored as f64 / start.elapsed().as_secs_f64();
    rate
}

/// A batch of deliveries that differ from all others.
fn arrivals(name: &str) -> Vec<Arrival> {
    (0..BATCH).map(|number| delivered_filled(&format!("{name}-{number}"))).collect()
}

/// One of a name that no other has.
fn delivered_filled(name: &str) -> Arrival {
    delivered(&filled(name), name, 0)
}

fn filled(name: &str) -> Vec<u8> {
    body(Duration::ZERO, &format!("{name}@{}.example.com", "x".repeat(FILLER)), 0)
}
