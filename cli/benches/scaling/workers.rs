//! Workers as processes, a backlog for them, and where they forward it to.

use super::measure::arrivals;
use crate::support::SECRETS;
use autosend_webhooks_inbox::{OpenOptions, open_engine};
use axum::{Router, routing::post};
use simulation::Engine;
use std::{
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::net::TcpListener;

/// Deliveries for each second that workers work on them; where they are faster, they come to the end.
const FILLED_PER_SECOND: usize = 8_000;
/// What is stored at once.
const BATCH: usize = 256;

/// Stores deliveries for workers, and returns how many.
pub async fn fill(address: &str, seconds: Duration) -> usize {
    let engine = open_engine(address, OpenOptions::default()).await.unwrap();
    let batches = FILLED_PER_SECOND * usize::try_from(seconds.as_millis()).unwrap() / 1000 / BATCH + 1;
    for number in 0..batches {
        engine.append(&arrivals(&format!("fill-{number}"), BATCH), 0, false).await.unwrap();
    }
    engine.close().await;
    batches * BATCH
}

/// Counts what is forwarded to it.
pub struct Target {
    url: String,
    handled: Arc<AtomicUsize>,
    serving: tokio::task::JoinHandle<()>,
}

impl Target {
    pub async fn start() -> Self {
        let handled = Arc::<AtomicUsize>::default();
        let counted = handled.clone();
        let effect = post(move || async move {
            counted.fetch_add(1, Relaxed);
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let serving =
            tokio::spawn(async move { axum::serve(listener, Router::new().route("/", effect)).await.unwrap() });
        Self { url, handled, serving }
    }

    pub fn handled(&self) -> usize {
        self.handled.load(Relaxed)
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// `inbox work`, several times; ended with this.
pub struct Workers(Vec<Child>);

impl Workers {
    /// Starts them on what is stored; `mark` is the database of marks, where the engine is none. Returns when the first delivery
    /// was handled.
    pub async fn start(engine: Engine, address: &str, mark: Option<&str>, processes: usize, target: &Target) -> Self {
        assert_eq!(mark.is_none(), engine.is_database(), "engines need marks");
        let start = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_autosend-webhooks"));
            command.args(["inbox", "work", "--store", address, "--forward-to", &target.url]);
            command.args(mark.iter().flat_map(|mark| ["--mark", mark]));
            command.env("AUTOSEND_WEBHOOK_SECRET", SECRETS[0]).stdout(Stdio::null()).stderr(Stdio::null());
            command.spawn().unwrap()
        };
        let workers = Self((0..processes).map(|_| start()).collect());
        for _ in 0..3000 {
            if target.handled() > 0 {
                return workers;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("no worker of {} handles anything", engine.title());
    }

    pub fn ids(&self) -> Vec<u32> {
        self.0.iter().map(Child::id).collect()
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        for process in &mut self.0 {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
