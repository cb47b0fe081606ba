//! A backlog behind one key whose handler does not end: what it costs the other keys.

use super::{
    Args, Ground,
    flaws::Flaw,
    load::{SECRETS, body},
    report::{Report, StuckKey},
    scenarios::Scenario,
};
use crate::output::UsageError;
use autosend_webhooks::{Secret, SignedRequest, Verifier, unix_millis};
use autosend_webhooks_inbox::{
    Arrival, Failure, Inbox, InboxError, InboxErrorCode, InboxOptions, OpenOptions, Store, WorkOptions, sqlite,
};
use std::{
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};
use tokio::sync::Notify;

/// Rounds on each store, and deliveries of other keys in each.
const ROUNDS: usize = 9;
const ROUND: usize = 400;
const KEYS: usize = 200;
/// So many that the stuck handler takes no notable part of them, and fewer than there are keys.
const CONCURRENT: usize = 40;
/// How many are stored in one transaction.
const BATCH: usize = 400;
const STUCK: &str = "stuck";
/// The least share of their rate that other keys may keep.
const SHARE: f64 = 0.9;
/// The schema of the store with the backlog, on PostgreSQL.
const BESIDE: &str = "torture_beside";

pub async fn run(args: &Args, ground: &Ground<'_>) -> Result<Report, UsageError> {
    let measured = measure(args, ground).await.map_err(|error| super::super::wrong(&error));
    let removed = remove_beside(ground).await;
    let found = measured?;
    removed?;
    let mut report = Report::empty(ground, Scenario::StuckKey);
    report.expect(found.share >= SHARE, || format!("other keys keep {:.0} % of their rate", 100.0 * found.share));
    report.more.stuck_key = Some(found);
    Ok(report)
}

async fn measure(args: &Args, ground: &Ground<'_>) -> Result<StuckKey, InboxError> {
    let alone = Field::new(ground.store.clone(), false);
    let beside = Field::new(open_beside(ground).await?, ground.without == Some(Flaw::Parking));
    let backlog = usize::try_from(args.backlog).unwrap_or(usize::MAX);
    for start in (0..backlog).step_by(BATCH) {
        ground.say(&format!("{start} of {backlog} behind the key"));
        beside.store(start..backlog.min(start + BATCH), |_| STUCK.to_owned()).await?;
    }
    let (mut rates_alone, mut rates_beside) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        ground.say(&format!("round {} of {ROUNDS}", round + 1));
        // In turn, so that whatever else the machine does hits both.
        rates_alone.push(alone.round(round).await?);
        rates_beside.push(beside.round(round).await?);
    }
    let (alone, beside) = (median(rates_alone), median(rates_beside));
    Ok(StuckKey { backlog, beside, alone, share: beside / alone })
}

/// A store and what is worked there.
struct Field {
    store: Arc<dyn Store>,
    inbox: Inbox,
    verifier: Verifier,
    secret: Secret,
    /// Whether what waits for the stuck key is taken and put back.
    takes_all: bool,
}

impl Field {
    fn new(store: Arc<dyn Store>, takes_all: bool) -> Self {
        Self {
            inbox: Inbox::shared(store.clone(), &InboxOptions::default()),
            store,
            verifier: Verifier::new(SECRETS).expect("they are secrets"),
            secret: SECRETS[0].parse().expect("it is a secret"),
            takes_all,
        }
    }

    /// Stores deliveries of these numbers in one transaction.
    async fn store(&self, numbers: std::ops::Range<usize>, key: impl Fn(usize) -> String) -> Result<(), InboxError> {
        let created = unix_millis(SystemTime::now());
        let arrivals: Vec<Arrival> = numbers.map(|number| self.arrival(created, number, key(number))).collect();
        self.store.append(&arrivals, 0, false).await.map(drop)
    }

    fn arrival(&self, created: i64, number: usize, key: String) -> Arrival {
        let body = body(created, &format!("{key}-{number}"));
        let headers = SignedRequest::new(&self.secret, &body).delivery_id(format!("stuck-key-{number}")).headers();
        let delivery = self.verifier.verify(&body, &headers).expect("a signed request verifies");
        let is_parked = !(self.takes_all && key == STUCK);
        Arrival::new(&delivery, &headers).keyed(is_parked.then_some(key))
    }

    /// Stores a round of other keys' deliveries and processes them. Returns how many a second.
    async fn round(&self, round: usize) -> Result<f64, InboxError> {
        let start = Instant::now();
        self.store(round * ROUND..(round + 1) * ROUND, |number| format!("key-{}", number % KEYS)).await?;
        let (left, all_done) = (Arc::new(AtomicUsize::new(ROUND)), Arc::new(Notify::new()));
        let (took, done) = (Arc::new(std::sync::OnceLock::new()), all_done.clone());
        let at = took.clone();
        let stop = async move { done.notified().await };
        let takes_all = self.takes_all;
        let options =
            WorkOptions { max_concurrent: CONCURRENT, drain: Duration::from_millis(200), ..WorkOptions::default() };
        self.inbox
            .work(options, stop, move |job| {
                let is_stuck = job.stored.body.windows(STUCK.len()).any(|part| part == STUCK.as_bytes());
                if !is_stuck && left.fetch_sub(1, Ordering::Relaxed) == 1 {
                    let _ = at.set(start.elapsed());
                    all_done.notify_one();
                }
                async move {
                    match (is_stuck, takes_all) {
                        (false, _) => Ok(()),
                        (true, true) => Err(Failure::new("the key is busy").retry_after(Duration::from_secs(1))),
                        (true, false) => pending().await,
                    }
                }
            })
            .await;
        #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
        let rate = ROUND as f64 / took.get().map_or(f64::INFINITY, Duration::as_secs_f64);
        Ok(rate)
    }
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

/// A second store, removed at the end: another file, or another schema of the database.
async fn open_beside(ground: &Ground<'_>) -> Result<Arc<dyn Store>, InboxError> {
    let address = if let Some(path) = sqlite::path_of(ground.address) {
        format!("sqlite://{}-beside", path.display())
    } else {
        let created = ground.effects.execute(&format!("CREATE SCHEMA {BESIDE}")).await;
        created.map_err(|error| InboxError::new(InboxErrorCode::Unavailable, error.to_string()))?;
        let separator = if ground.address.contains('?') { '&' } else { '?' };
        format!("{}{separator}options=-csearch_path%3D{BESIDE}", ground.address)
    };
    autosend_webhooks_inbox::open(&address, OpenOptions::default()).await
}

async fn remove_beside(ground: &Ground<'_>) -> Result<(), UsageError> {
    if let Some(path) = sqlite::path_of(ground.address) {
        for end in ["", "-wal", "-shm"] {
            // Where it was not made there is nothing to remove.
            let _ = std::fs::remove_file(format!("{}-beside{end}", path.display()));
        }
        return Ok(());
    }
    let dropped = ground.effects.execute(&format!("DROP SCHEMA IF EXISTS {BESIDE} CASCADE")).await;
    dropped.map_err(|error| UsageError::new(format!("cannot drop the schema {BESIDE}: {error}"), "Drop it yourself."))
}
