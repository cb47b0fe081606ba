//! How much `inbox serve` receives through HTTP, verified and committed: `cargo xtask bench --only inbox`, or
//! `cargo bench -p autosend-webhooks-cli --bench inbox -- [--seconds N] [--store NAME] [--rows N | --effects | --endurance |
//! --engines]`.
//!
//! In one run for each store: the raw store (the same statements in batches, no HTTP), the most that the receiver takes from
//! connections that are always busy, and the time of one delivery at half of that rate and at 2,500 a second, counted from when
//! it was due. SQLite also with each flush slowed by 5 ms, as ordinary disks are. With `--rows` each store is measured empty and again with
//! so many deliveries in it, at the same rate: ten million take some 12 GB in the folder for temporary files, one store after the other.
//! `--engines` measures Redis, NATS and (with the feature `kafka`) Kafka, each flushed before it acknowledges (`cargo xtask bench --only engines`).
//! `--endurance --seconds 600` stores as much as it can for so long, with a dashboard open, and tells memory and the log's length.

mod effects;
mod endurance;
#[path = "../../inbox/tests/support/fill.rs"]
mod fill;
#[path = "../../inbox/tests/support/mod.rs"]
mod support;

use autosend_webhooks::{Secret, SignedRequest};
use autosend_webhooks_inbox::{Arrival, OpenOptions, open, open_engine};
use hdrhistogram::Histogram;
use std::{
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use support::{
    Database, SECRETS, body, delivered,
    engines::{EngineServer, Kind},
    faults,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, sleep_until},
};

/// Connections that are always busy.
const CONNECTIONS: u64 = 128;
/// The batch of the raw statements.
const BATCH: u32 = 256;
/// A rate that is the same on each machine and store, as deliveries a second.
const EVEN_RATE: u64 = 2_500;
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
    println!(
        "store                raw/s    HTTP/s  share   at rate    p50 ms    p99 ms  p99 at {EVEN_RATE}/s  memory MiB"
    );
    let only = arguments.iter().skip_while(|it| *it != "--store").nth(1).map_or("", String::as_str);
    if arguments.iter().any(|it| it == "--engines") {
        let mut engines = vec![("Redis, always", Kind::Redis), ("NATS, always", Kind::Nats)];
        if cfg!(feature = "kafka") {
            engines.push(("Kafka, flushed", Kind::Kafka));
        }
        for (name, kind) in engines.into_iter().filter(|(name, _)| name.starts_with(only)) {
            let server = EngineServer::start(kind);
            Run::at(server.address(), None, seconds).measure(None).await.print(name);
        }
        return;
    }
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
        println!(
            "{name:<18} {:>7.0}  {:>8.0}  {:>4.0} %  {:>8}  {:>8.1}  {:>8.1}  {:>12.1}  {:>10}",
            self.raw,
            self.most,
            100.0 * self.most / self.raw,
            self.rate,
            self.half,
            self.late,
            self.even,
            self.memory
        );
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
        let most = busy(&receiver, self.seconds).await;
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

fn millis(times: &Histogram<u64>, quantile: f64) -> f64 {
    Duration::from_micros(times.value_at_quantile(quantile)).as_secs_f64() * 1000.0
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
    let numbered = |number| delivered(&filled(&format!("{name}-{number}")), &format!("{name}-{number}"), 0);
    (0..BATCH).map(numbered).collect()
}

fn filled(name: &str) -> Vec<u8> {
    body(Duration::ZERO, &format!("{name}@{}.example.com", "x".repeat(FILLER)), 0)
}

/// The receiver, running.
struct Receiver {
    process: Child,
    address: String,
    /// What is sent next.
    next: Arc<AtomicU64>,
}

impl Receiver {
    async fn start(run: &Run) -> Self {
        Self::start_with(run, &[], &[]).await
    }

    async fn start_with(run: &Run, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let secret: PathBuf = run.folder.path().join("secret");
        fs::File::create(&secret).unwrap().write_all(SECRETS[0].as_bytes()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_autosend-webhooks"));
        command.args(["inbox", "serve", "--listen", &address, "--store", &run.address, "--secret-file"]).arg(secret);
        command.args(arguments).envs(environment.iter().copied());
        run.with_delay(&mut command);
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        for _ in 0..200 {
            if TcpStream::connect(&address).await.is_ok() {
                break;
            }
            sleep(Duration::from_millis(50)).await;
        }
        Self { process, address, next: Arc::default() }
    }

    /// The most that the process ever had, in MiB.
    fn memory(&self) -> u64 {
        self.status("VmHWM:")
    }

    /// What the process has now, in MiB.
    fn resident(&self) -> u64 {
        self.status("VmRSS:")
    }

    /// A line of what Linux says of the process, in MiB.
    fn status(&self, name: &str) -> u64 {
        let status = fs::read_to_string(Path::new("/proc").join(self.process.id().to_string()).join("status"));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.split_whitespace().next().and_then(|it| it.parse::<u64>().ok()).unwrap_or(0) / 1024
    }

    async fn connect(&self) -> Connection {
        let stream = TcpStream::connect(&self.address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Connection { stream, secret: SECRETS[0].parse().unwrap(), next: self.next.clone() }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Connection {
    stream: TcpStream,
    secret: Secret,
    next: Arc<AtomicU64>,
}

impl Connection {
    /// Sends a delivery that is new, and waits until it is stored.
    async fn send(&mut self) {
        let name = format!("http-{}", self.next.fetch_add(1, Relaxed));
        let body = filled(&name);
        let mut request = b"POST /webhooks HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n".to_vec();
        for (name, value) in SignedRequest::new(&self.secret, &body).delivery_id(name).headers() {
            write!(request, "{name}: {value}\r\n").unwrap();
        }
        write!(request, "Content-Length: {}\r\n\r\n", body.len()).unwrap();
        request.extend_from_slice(&body);
        self.stream.write_all(&request).await.unwrap();
        let mut response = [0; 1024];
        let mut length = 0;
        // The body of the response is short, and ends with a brace.
        while length == 0 || !response[..length].ends_with(b"}") {
            let read = self.stream.read(&mut response[length..]).await.unwrap();
            assert!(read > 0, "the connection was closed after {}", String::from_utf8_lossy(&response[..length]));
            length += read;
        }
        let response = String::from_utf8_lossy(&response[..length]).into_owned();
        assert!(response.starts_with("HTTP/1.1 200"), "{response}");
    }
}

/// How many a second come through when each connection sends the next as soon as the last is stored.
async fn busy(receiver: &Receiver, seconds: Duration) -> f64 {
    let start = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut connection = receiver.connect().await;
        tasks.push(tokio::spawn(async move {
            let mut sent = 0_u32;
            while start.elapsed() < seconds {
                connection.send().await;
                sent += 1;
            }
            f64::from(sent)
        }));
    }
    let mut sent = 0.0;
    for task in tasks {
        sent += task.await.unwrap();
    }
    sent / start.elapsed().as_secs_f64()
}

/// Up to a minute, in microseconds.
fn histogram() -> Histogram<u64> {
    Histogram::new_with_bounds(1, 60_000_000, 3).unwrap()
}

/// From when each was due to when it was stored, in microseconds, at a rate: waiting for a free connection counts.
async fn paced(receiver: &Receiver, rate: u64, seconds: Duration) -> Histogram<u64> {
    let start = tokio::time::Instant::now();
    let all = rate * seconds.as_secs();
    let next = Arc::new(AtomicU64::new(0));
    let mut tasks = Vec::new();
    for _ in 0..CONNECTIONS {
        let (mut connection, next) = (receiver.connect().await, next.clone());
        tasks.push(tokio::spawn(async move {
            let mut times = histogram();
            loop {
                let number = next.fetch_add(1, Relaxed);
                if number >= all {
                    return times;
                }
                let due = start + Duration::from_nanos(1_000_000_000 * number / rate);
                sleep_until(due).await;
                connection.send().await;
                times.saturating_record(due.elapsed().as_micros().try_into().unwrap_or(u64::MAX));
            }
        }));
    }
    let mut times = histogram();
    for task in tasks {
        times.add(task.await.unwrap()).unwrap();
    }
    times
}
