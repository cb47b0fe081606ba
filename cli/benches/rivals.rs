//! Receivers as they are usually written, beside `inbox serve`: how many of the deliveries that come twice at the same time they
//! process twice, and how many that they answered with 200 they lose when they are killed. `cargo xtask bench --only rivals`, or
//! `cargo bench -p autosend-webhooks-cli --bench rivals -- [--pairs N]` with `npm ci` done in `bench/rivals` and Redis installed.

#[path = "../../inbox/tests/support/mod.rs"]
mod support;

use autosend_webhooks::{Secret, SignedRequest};
use axum::{Router, body::Bytes, routing::post};
use reqwest::Client;
use std::{
    collections::{HashMap, HashSet},
    env, fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use support::{Database, SECRETS, body};
use tokio::{net::TcpListener, time::sleep};

/// Pairs that are on their way at the same time.
const SENDERS: u64 = 32;
/// How many effects there are before the receiver is killed.
const KILLED_AFTER: usize = 500;
/// How long one effect takes.
const EFFECT: Duration = Duration::from_millis(20);

type Times = Arc<Mutex<HashMap<Vec<u8>, u32>>>;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = env::args().collect();
    let pairs = arguments.iter().skip_while(|it| *it != "--pairs").nth(1).map_or(10_000, |it| it.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let _redis = Ended(redis(folder.path()));
    let _ = rustls::crypto::ring::default_provider().install_default();
    println!("{pairs} pairs, each sent twice at the same time; then one by one, and the receiver killed");
    println!("receiver                                processed twice    lost by a kill");
    for name in ["Express + Redis, exists and setEx", "Express + PostgreSQL, look-up, insert", "inbox serve, SQLite"] {
        let twice = twice(name, folder.path(), pairs).await;
        let lost = lost(name, folder.path(), pairs / 5).await;
        println!("{name:<38}  {twice:>15}  {:>16}", format!("{} of {}", lost.0, lost.1));
    }
}

/// How many of the pairs had their effect twice.
async fn twice(name: &str, folder: &Path, pairs: u64) -> usize {
    let (times, target) = target().await;
    let receiver = Receiver::start(name, folder, &target).await;
    let accepted = send(receiver.url.clone(), format!("pair-{}", receiver.kind), pairs, 2).await;
    settle(&times, &accepted).await;
    let times = times.lock().unwrap();
    times.values().filter(|times| **times > 1).count()
}

/// How many of the deliveries that were answered with 200 had no effect after the receiver was killed and started again, and how
/// many there were.
async fn lost(name: &str, folder: &Path, deliveries: u64) -> (usize, usize) {
    let (times, target) = target().await;
    let mut receiver = Receiver::start(name, folder, &target).await;
    let sending = tokio::spawn(send(receiver.url.clone(), format!("kill-{}", receiver.kind), deliveries, 1));
    while times.lock().unwrap().len() < KILLED_AFTER && !sending.is_finished() {
        sleep(Duration::from_millis(5)).await;
    }
    let _ = receiver.process.0.kill();
    let _ = receiver.process.0.wait();
    let accepted = sending.await.unwrap();
    receiver = receiver.again(&target).await;
    settle(&times, &accepted).await;
    drop(receiver);
    let times = times.lock().unwrap();
    (accepted.iter().filter(|body| !times.contains_key(*body)).count(), accepted.len())
}

/// Counts what has had its effect.
async fn target() -> (Times, String) {
    let times = Times::default();
    let counted = times.clone();
    let effect = post(move |body: Bytes| async move {
        sleep(EFFECT).await;
        *counted.lock().unwrap().entry(body.to_vec()).or_default() += 1;
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", effect)).await });
    (times, address)
}

/// Waits until all had their effect, or until nothing more happens for seconds: longer than the lease of what was killed.
async fn settle(times: &Times, accepted: &HashSet<Vec<u8>>) {
    let (mut before, mut since) = (0, tokio::time::Instant::now());
    loop {
        sleep(Duration::from_millis(200)).await;
        let times = times.lock().unwrap();
        let done: u32 = times.values().sum();
        if done != before {
            (before, since) = (done, tokio::time::Instant::now());
        }
        let quiet = since.elapsed();
        let is_complete = accepted.iter().all(|body| times.contains_key(body));
        if is_complete && quiet > Duration::from_secs(1) || quiet > Duration::from_secs(8) {
            return;
        }
    }
}

/// Sends deliveries, each as often as asked at the same time. Returns the bodies that were answered with 2xx; ends early where
/// nobody listens any more.
async fn send(url: String, name: String, deliveries: u64, copies: usize) -> HashSet<Vec<u8>> {
    let (client, next) =
        (Client::builder().no_proxy().tls_certs_only([]).build().unwrap(), Arc::new(AtomicU64::new(0)));
    let mut senders = Vec::new();
    for _ in 0..SENDERS {
        let (client, next, url, name) = (client.clone(), next.clone(), url.clone(), name.clone());
        senders.push(tokio::spawn(async move {
            let mut accepted = Vec::new();
            loop {
                let number = next.fetch_add(1, Relaxed);
                if number >= deliveries {
                    return accepted;
                }
                let body = body(Duration::ZERO, &format!("{name}-{number}@example.com"), 0);
                let id = format!("{name}-{number}");
                let sent =
                    (0..copies).map(|_| tokio::spawn(post_once(client.clone(), url.clone(), id.clone(), body.clone())));
                let mut is_accepted = false;
                for one in sent.collect::<Vec<_>>() {
                    is_accepted |= one.await.unwrap();
                }
                if !is_accepted {
                    return accepted;
                }
                accepted.push(body);
            }
        }));
    }
    let mut accepted = HashSet::new();
    for sender in senders {
        accepted.extend(sender.await.unwrap());
    }
    assert!(!accepted.is_empty(), "nothing was answered with 200");
    accepted
}

async fn post_once(client: Client, url: String, id: String, body: Vec<u8>) -> bool {
    let secret: Secret = SECRETS[0].parse().unwrap();
    let mut request = client.post(url).header("Content-Type", "application/json");
    for (name, value) in SignedRequest::new(&secret, &body).delivery_id(id).headers() {
        request = request.header(name, value);
    }
    request.body(body).send().await.is_ok_and(|response| response.status().is_success())
}

/// A process that ends with this one.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

struct Receiver {
    process: Ended,
    kind: &'static str,
    store: String,
    url: String,
}

impl Receiver {
    async fn start(name: &str, folder: &Path, target: &str) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let (kind, store) = if name.contains("Redis") {
            ("redis", format!("unix://{}", folder.join("redis.sock").display()))
        } else if name.contains("PostgreSQL") {
            let Database::Postgres(address) = Database::postgres().await else { unreachable!() };
            ("postgres", address)
        } else {
            let file = folder.join(format!("inbox-{}.db", NUMBER.fetch_add(1, Relaxed)));
            ("inbox", format!("sqlite://{}", file.display()))
        };
        Self::run(kind, store, target).await
    }

    async fn run(kind: &'static str, store: String, target: &str) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = if kind == "inbox" {
            let mut command = Command::new(env!("CARGO_BIN_EXE_autosend-webhooks"));
            command.args([
                "inbox",
                "serve",
                "--listen",
                &format!("127.0.0.1:{port}"),
                "--store",
                &store,
                "--lease",
                "2s",
            ]);
            command.args(["--forward-to", target, "--max-concurrent", "64"]);
            command
        } else {
            let mut command = Command::new("node");
            command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../bench/rivals/receiver.mjs"));
            command.args([kind, &store, target, &port.to_string()]);
            command
        };
        command.env("AUTOSEND_WEBHOOK_SECRET", SECRETS[0]).stdout(Stdio::null()).stderr(Stdio::null());
        let process = Ended(command.spawn().expect("the receiver starts"));
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                break;
            }
            sleep(Duration::from_millis(50)).await;
        }
        Self { process, kind, store, url: format!("http://127.0.0.1:{port}/webhooks") }
    }

    /// The same once more, on the same store.
    async fn again(self, target: &str) -> Self {
        Self::run(self.kind, self.store.clone(), target).await
    }
}

/// A server of its own, reached through a socket in the folder.
fn redis(folder: &Path) -> Child {
    let socket = folder.join("redis.sock");
    let mut command = Command::new("redis-server");
    command.args(["--port", "0", "--save", "", "--appendonly", "no", "--unixsocket"]).arg(&socket).current_dir(folder);
    let mut child = command.stdout(Stdio::piped()).spawn().expect("Redis is installed");
    let out = child.stdout.take().unwrap();
    let is_ready = BufReader::new(out).lines().map_while(Result::ok).any(|line| line.contains("ready to accept"));
    assert!(is_ready && fs::exists(&socket).unwrap(), "Redis starts");
    child
}
