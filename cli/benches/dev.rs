//! How much `dev` can deliver: `cargo xtask bench --only dev`, or `cargo bench -p autosend-webhooks-cli --bench dev`.
//!
//! A receiver in this process verifies each delivery. First the queue is kept full; then events come at a given rate,
//! and the time from their creation to their arrival is measured. All deliveries are logged in full, in a file.

use autosend_webhooks::{Time, Verifier, unix_millis};
use axum::{Router, body::Bytes, extract::State, http::HeaderMap, http::StatusCode, routing::post};
use hdrhistogram::Histogram;
use serde_json::{Value, json};
use std::{
    env, fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant, SystemTime},
};

/// Deliveries in all, and those that come at a rate.
const DELIVERIES: u64 = 100_000;
const RATE: u64 = 2_000;
const PACED: u64 = 20_000;

/// Events that one request asks for.
const A_REQUEST: u64 = 500;
/// As many deliveries as wait in the queue.
const QUEUED: u64 = 4_000;

/// When memory is looked at.
const MARKS: [u64; 4] = [10_000, 100_000, 500_000, 1_000_000];

#[derive(Default)]
struct Received {
    verifier: OnceLock<Verifier>,
    count: AtomicU64,
    refused: AtomicU64,
    /// From creation to arrival, in milliseconds.
    lag: Mutex<Option<Histogram<u64>>>,
}

async fn receive(State(received): State<Arc<Received>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let verifier = received.verifier.get().expect("the webhook is there before its deliveries");
    let pairs: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
    let Ok(delivery) = verifier.verify(&body, &pairs) else {
        received.refused.fetch_add(1, Relaxed);
        return StatusCode::UNAUTHORIZED;
    };
    if let Some(lag) = received.lag.lock().unwrap().as_mut() {
        let created = delivery.created_at().map_or(0, Time::unix_millis);
        lag.saturating_record((unix_millis(SystemTime::now()) - created).try_into().unwrap_or(0));
    }
    received.count.fetch_add(1, Relaxed);
    StatusCode::OK
}

/// `dev`, running.
struct Dev {
    process: Child,
    client: reqwest::Client,
    url: String,
    key: String,
}

impl Dev {
    fn start(database: &str) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_autosend-webhooks"))
            .args(["dev", "--port", "0", "--json", "--database", database])
            .stdout(Stdio::piped())
            .spawn()
            .expect("dev starts");
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let started: Value = serde_json::from_str(&line).expect("dev says where it is");
        let text = |name: &str| started[name].as_str().unwrap().to_owned();
        // Nothing is encrypted here; the client wants a provider all the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
        Self { process, client, url: text("url"), key: text("apiKey") }
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let request = self.client.post(format!("{}{path}", self.url)).bearer_auth(&self.key);
        let request = request.header("Content-Type", "application/json").body(body.to_string());
        let text = request.send().await.expect("dev answers").text().await.unwrap();
        let answer: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(answer["success"], true, "{answer}");
        answer["data"].clone()
    }

    async fn get(&self, path: &str) -> Value {
        let request = self.client.get(format!("{}{path}", self.url)).bearer_auth(&self.key);
        let text = request.send().await.expect("dev answers").text().await.unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["data"].clone()
    }

    /// Memory that is not shared with other processes or files, in MiB.
    fn resident(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let kib = |name: &str| -> u64 {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
        };
        kib("VmRSS:") / 1024
    }
}

impl Drop for Dev {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::main]
async fn main() {
    let arguments: Vec<u64> = env::args().filter_map(|argument| argument.parse().ok()).collect();
    let total = arguments.first().copied().unwrap_or(DELIVERIES);
    let directory = tempfile::tempdir().unwrap();
    let database = directory.path().join("dev.db");
    let received = Arc::new(Received::default());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = format!("http://{}/", listener.local_addr().unwrap());
    let router = Router::new().route("/", post(receive)).with_state(Arc::clone(&received));
    tokio::spawn(async { axum::serve(listener, router).await });

    let dev = Dev::start(database.to_str().unwrap());
    let webhook = dev.post("/v1/webhooks", json!({ "url": target, "events": ["email.opened"] })).await;
    let secret = webhook["webhook"]["secret"].as_str().unwrap();
    received.verifier.set(Verifier::new([secret]).unwrap()).expect("it is set once");
    let id = webhook["webhook"]["id"].as_str().unwrap();

    println!("memory at the start: {} MiB", dev.resident());
    flat_out(&dev, &received, id, total).await;
    paced(&dev, &received).await;
    let size = fs::metadata(&database).map_or(0, |metadata| metadata.len());
    println!("refused by the receiver: {}; database: {} MiB", received.refused.load(Relaxed), size >> 20);
    let logs = dev.get(&format!("/v1/webhooks/{id}/logs?limit=1")).await;
    assert_eq!(logs["total"], total + PACED, "every delivery has a log");
}

/// Keeps the queue full, and looks at the log meanwhile as a dashboard would.
async fn flat_out(dev: &Dev, received: &Received, webhook: &str, total: u64) {
    let (start, mut asked) = (Instant::now(), 0);
    let mut marks = MARKS.into_iter().filter(|mark| *mark <= total).peekable();
    let mut looks = Histogram::<u64>::new(3).unwrap();
    let mut next_look = Instant::now();
    while received.count.load(Relaxed) < total {
        let arrived = received.count.load(Relaxed);
        if asked < total && asked < arrived + QUEUED {
            let count = A_REQUEST.min(total - asked);
            dev.post("/emulator/events", json!({ "type": "email.opened", "count": count })).await;
            asked += count;
        } else {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        if marks.next_if(|mark| arrived >= *mark).is_some() {
            let seconds = start.elapsed().as_secs_f64();
            println!("{arrived:>9} delivered after {seconds:>6.1} s, memory {} MiB", dev.resident());
        }
        if Instant::now() >= next_look {
            let look = Instant::now();
            dev.get(&format!("/emulator/deliveries?webhookId={webhook}")).await;
            looks.saturating_record(look.elapsed().as_micros().try_into().unwrap_or(u64::MAX));
            next_look = Instant::now() + Duration::from_millis(200);
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a few millions")]
    let rate = total as f64 / seconds;
    println!("flat out: {total} deliveries in {seconds:.1} s, {rate:.0} a second, memory {} MiB", dev.resident());
    println!("  a look at the log meanwhile: {}", quantiles(&looks, 1000.0));
}

/// Events at a steady rate: how long until they are there.
async fn paced(dev: &Dev, received: &Received) {
    const TICK: Duration = Duration::from_millis(20);
    *received.lag.lock().unwrap() = Some(Histogram::new(3).unwrap());
    let before = received.count.load(Relaxed);
    let (start, mut tick) = (Instant::now(), tokio::time::interval(TICK));
    let a_tick = RATE * 20 / 1000;
    for _ in 0..PACED / a_tick {
        tick.tick().await;
        dev.post("/emulator/events", json!({ "type": "email.opened", "count": a_tick })).await;
    }
    while received.count.load(Relaxed) < before + PACED {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few thousands")]
    let rate = PACED as f64 / start.elapsed().as_secs_f64();
    let lag = received.lag.lock().unwrap().take().unwrap();
    println!("paced: {PACED} deliveries at {rate:.0} a second; creation to arrival: {}", quantiles(&lag, 1.0));
}

fn quantiles(histogram: &Histogram<u64>, a_millisecond: f64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "seconds at most")]
    let told = |share| histogram.value_at_quantile(share) as f64 / a_millisecond;
    format!("p50 {:.1} ms, p99 {:.1} ms, max {:.1} ms", told(0.5), told(0.99), told(1.0))
}
