//! A process that is to be killed: it receives, and works on what was received.

use super::{
    effects::{Effects, Once},
    flaws::Flaw,
    load::{POISON, SECRETS},
};
use crate::output::{Exit, UsageError, print};
use autosend_webhooks::Verifier;
use autosend_webhooks_inbox::{
    Arrival, Backoff, Engine, Failure, Inbox, InboxOptions, OpenOptions, WorkOptions, is_engine, open_engine, receiver,
};
use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, StatusCode},
    routing::{MethodRouter, post},
};
use std::{
    future::pending,
    process,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::net::TcpListener;

/// Short, so that what a dead worker had is soon taken.
const LEASE: Duration = Duration::from_secs(2);
/// How long the flaw keeps in memory what it has answered.
const IN_MEMORY: Duration = Duration::from_millis(50);

/// One of the processes that `torture` kills
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, env = "AUTOSEND_TORTURE_STORE", hide_env_values = true)]
    store: String,

    #[arg(long, env = "AUTOSEND_TORTURE_EFFECTS", hide_env_values = true)]
    effects: String,

    #[arg(long, value_enum)]
    without: Option<Flaw>,

    /// After how many attempts a delivery is a dead letter
    #[arg(long, default_value_t = u32::MAX)]
    attempts: u32,

    /// Die at the chosen point when it was come by so often; 0 for never
    #[arg(long)]
    die_after: u32,

    /// Which point
    #[arg(long)]
    die_at: usize,
}

impl Args {
    fn once(&self) -> Once {
        match self.without {
            Some(Flaw::Fence) => Once::Never,
            _ if is_engine(&self.store) => Once::ByMark,
            _ => Once::ByLease,
        }
    }
}

/// Where it may die by itself.
const POINTS: [&str; 5] = [
    "before the delivery is stored",
    "before the response",
    "after the effect",
    "before the commit of the effect",
    "after the commit of the effect",
];

/// How many points there are.
pub const POINTS_COUNT: usize = POINTS.len();

static LEFT: AtomicU32 = AtomicU32::new(0);
static CHOSEN: AtomicU32 = AtomicU32::new(0);

/// Ends the process without any farewell, if it is this point's turn.
fn pass(point: &'static str) {
    let chosen = POINTS[CHOSEN.load(Ordering::Relaxed) as usize % POINTS_COUNT];
    if chosen == point && LEFT.fetch_sub(1, Ordering::Relaxed) == 1 {
        process::abort();
    }
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    // Never reached by counting down from 0.
    LEFT.store(if args.die_after == 0 { u32::MAX } else { args.die_after }, Ordering::Relaxed);
    CHOSEN.store(u32::try_from(args.die_at).unwrap_or(0), Ordering::Relaxed);
    let engine = open_engine(&args.store, OpenOptions::default()).await.map_err(|error| super::super::wrong(&error))?;
    let mut options = InboxOptions::default();
    if args.without == Some(Flaw::Window) {
        options.window = Duration::from_hours(24 * 36_500);
    }
    let inbox = Inbox::in_engine(engine, &options);
    let failed = |error: &dyn ToString| UsageError::new(error.to_string(), "Try again.");
    let effects = Effects::open(&args.effects).map_err(|error| failed(&error))?;
    let verifier = Verifier::new(SECRETS).map_err(|error| failed(&error))?.tolerance(None);
    let receive = receive(args.without, verifier, &inbox, &effects);
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|error| failed(&error))?;
    let port = listener.local_addr().map_err(|error| failed(&error))?.port();
    let working = tokio::spawn(work(inbox, effects, args.once(), args.attempts));
    print(&format!("{port}\n"))?;
    let served = axum::serve(listener, Router::new().fallback_service(receive)).await;
    working.abort();
    served.map(|()| Exit::Ok).map_err(|error| failed(&error))
}

fn receive(without: Option<Flaw>, verifier: Verifier, inbox: &Inbox<dyn Engine>, effects: &Effects) -> MethodRouter {
    if let Some(flaw @ (Flaw::Commit | Flaw::Index)) = without {
        return flawed(flaw, verifier, inbox.clone(), effects.clone());
    }
    let before = |_: &Arrival| {
        pass("before the delivery is stored");
        None
    };
    receiver(verifier, inbox.clone(), before, |_| pass("before the response"))
}

/// A receiver with one of the usual mistakes.
fn flawed(flaw: Flaw, verifier: Verifier, inbox: Inbox<dyn Engine>, effects: Effects) -> MethodRouter {
    let verifier = Arc::new(verifier);
    post(move |headers: HeaderMap, body: Bytes| {
        let (verifier, inbox, effects) = (verifier.clone(), inbox.clone(), effects.clone());
        async move {
            let Ok(delivery) = verifier.verify(&body, &headers) else { return StatusCode::UNAUTHORIZED };
            if flaw == Flaw::Index {
                let done = effects.look_up_then_insert(&delivery.digest()).await;
                return if done.is_ok() { StatusCode::OK } else { StatusCode::INTERNAL_SERVER_ERROR };
            }
            let arrival = Arrival::new(&delivery, &headers);
            tokio::spawn(async move {
                tokio::time::sleep(IN_MEMORY).await;
                inbox.store(arrival).await
            });
            StatusCode::OK
        }
    })
}

async fn work(inbox: Inbox<dyn Engine>, effects: Effects, once: Once, attempts: u32) {
    let options = WorkOptions {
        lease: LEASE,
        backoff: Backoff { first: Duration::from_millis(50), longest: Duration::from_millis(500) },
        attempts,
        poll: Duration::from_millis(100),
        ..WorkOptions::default()
    };
    inbox
        .work(options, pending(), move |job| {
            if job.stored.body.windows(POISON.len()).any(|part| part == POISON.as_bytes()) {
                process::abort();
            }
            let effects = effects.clone();
            async move { effects.apply(&job, once, pass).await.map_err(Failure::new) }
        })
        .await;
}
