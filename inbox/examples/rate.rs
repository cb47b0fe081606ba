//! How many deliveries a second are stored and worked, beside the raw statements in the same run.
//!
//! `cargo run --release --package autosend-webhooks-inbox --all-features --example rate -- [STORE] [SECONDS]`

use autosend_webhooks::{SignedRequest, Verifier};
use autosend_webhooks_inbox::{Arrival, Inbox, InboxOptions, WorkOptions, open};
use std::{
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

const SECRET: &str = "whsec_0123456789abcdef0123456789abcdef";
/// Deliveries on their way at the same time.
const CALLERS: u64 = 256;
/// The batch of the raw statements.
const BATCH: u64 = 256;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut arguments = std::env::args().skip(1);
    let folder = tempfile::tempdir()?;
    let address = arguments.next().unwrap_or_else(|| format!("sqlite://{}", folder.path().join("rate.db").display()));
    let seconds = Duration::from_secs(arguments.next().map_or(Ok(10), |text| text.parse())?);
    let store = open(&address, autosend_webhooks_inbox::OpenOptions::default()).await?;
    let source = Arc::new(Source { verifier: Verifier::new([SECRET])?, next: AtomicU64::new(0) });
    println!("{}, {CALLERS} callers, bodies of some 600 bytes, verified", store.address());

    // Far enough back for the time that is in the bodies.
    let options = InboxOptions { window: Duration::from_hours(24 * 36_500), ..InboxOptions::default() };
    let (start, mut raw) = (Instant::now(), 0);
    while start.elapsed() < seconds {
        let batch = (0..BATCH).map(|_| source.arrival()).collect::<Vec<_>>();
        raw += store.append(&batch, 0, false).await?.len();
    }
    println!("raw statements, {BATCH} a batch, one after the other: {:.0}/s", rate(raw, start));

    let inbox = Inbox::shared(store, &options);
    let (stored, latencies) = store_many(&inbox, &source, seconds).await?;
    let percentile = |share: usize| latencies[(latencies.len() - 1) * share / 100];
    println!("through the inbox: {stored:.0}/s, p50 {:.1?}, p99 {:.1?}", percentile(50), percentile(99));
    println!("claimed and done: {:.0}/s", work_many(&inbox, seconds).await);
    Ok(())
}

/// Deliveries that differ.
struct Source {
    verifier: Verifier,
    next: AtomicU64,
}

impl Source {
    fn arrival(&self) -> Arrival {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let filler = "x".repeat(480);
        let body = format!(
            r#"{{"type":"contact.deleted","createdAt":"2026-11-28T10:30:00.000Z","data":{{"email":"a{number}@example.com","contactId":"{number}","note":"{filler}"}}}}"#
        );
        let secret = SECRET.parse().expect("it is a secret");
        let headers = SignedRequest::new(&secret, body.as_bytes()).delivery_id(format!("id-{number}")).headers();
        let delivery = self.verifier.verify(body.as_bytes(), &headers).expect("a signed request verifies");
        Arrival::new(&delivery, &headers)
    }
}

async fn store_many(
    inbox: &Inbox,
    source: &Arc<Source>,
    time: Duration,
) -> Result<(f64, Vec<Duration>), Box<dyn Error + Send + Sync>> {
    let (ending, start) = (Arc::new(AtomicBool::new(false)), Instant::now());
    let callers: Vec<_> = (0..CALLERS)
        .map(|_| {
            let (inbox, source, ending) = (inbox.clone(), source.clone(), ending.clone());
            tokio::spawn(async move {
                let mut latencies = Vec::new();
                while !ending.load(Ordering::Relaxed) {
                    let arrival = source.arrival();
                    let start = Instant::now();
                    inbox.store(arrival).await?;
                    latencies.push(start.elapsed());
                }
                Ok::<_, Box<dyn Error + Send + Sync>>(latencies)
            })
        })
        .collect();
    tokio::time::sleep(time).await;
    ending.store(true, Ordering::Relaxed);
    let mut latencies = Vec::new();
    for caller in callers {
        latencies.extend(caller.await??);
    }
    let stored = rate(latencies.len(), start);
    latencies.sort_unstable();
    Ok((stored, latencies))
}

async fn work_many(inbox: &Inbox, time: Duration) -> f64 {
    let (done, start) = (Arc::new(AtomicU64::new(0)), Instant::now());
    let counter = done.clone();
    let options = WorkOptions { max_concurrent: 64, drain: Duration::from_secs(1), ..WorkOptions::default() };
    inbox
        .work(options, tokio::time::sleep(time), move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
            std::future::ready(Ok(()))
        })
        .await;
    rate(usize::try_from(done.load(Ordering::Relaxed)).unwrap_or(usize::MAX), start)
}

#[expect(clippy::cast_precision_loss, reason = "printed without decimals")]
fn rate(number: usize, start: Instant) -> f64 {
    number as f64 / start.elapsed().as_secs_f64()
}
