//! The way in: deliveries that wait are stored together, one commit for all of them, without added delay.

use crate::{
    Arrival, Engine, InboxError, InboxErrorCode, InboxOptions, OnIdReuse, Outcome,
    limits::{BATCH, BATCH_BYTES, WAITING, WAITING_BYTES},
    store::millis,
};
use autosend_webhooks::unix_millis;
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime},
};
use tokio::sync::{Mutex, mpsc, oneshot};

type Reply = oneshot::Sender<Result<Outcome, InboxError>>;

/// A bounded queue in front of a store.
pub struct Intake {
    queue: mpsc::Sender<(Arrival, Reply)>,
    bytes: Arc<AtomicUsize>,
}

impl Intake {
    /// Starts the tasks that store what is put in. They end when the intake is dropped.
    pub fn start(store: &Arc<dyn Engine>, options: &InboxOptions, stored: impl Fn() + Clone + Send + 'static) -> Self {
        let (queue, waiting) = mpsc::channel(WAITING);
        let waiting = Arc::new(Mutex::new(waiting));
        let bytes = Arc::new(AtomicUsize::new(0));
        for _ in 0..store.appenders() {
            let appender = Appender {
                store: store.clone(),
                bytes: bytes.clone(),
                window: options.window,
                hold: options.on_id_reuse == OnIdReuse::Hold,
            };
            tokio::spawn(appender.run(waiting.clone(), stored.clone()));
        }
        Self { queue, bytes }
    }

    /// Puts a delivery in, and waits for its commit.
    pub async fn store(&self, arrival: Arrival) -> Result<Outcome, InboxError> {
        let size = arrival.body.len();
        let (reply, outcome) = oneshot::channel();
        if self.bytes.fetch_add(size, Ordering::Relaxed) + size > WAITING_BYTES {
            self.bytes.fetch_sub(size, Ordering::Relaxed);
            return Err(full("bodies"));
        }
        if self.queue.try_send((arrival, reply)).is_err() {
            self.bytes.fetch_sub(size, Ordering::Relaxed);
            return Err(full("deliveries"));
        }
        outcome.await.unwrap_or_else(|_| Err(InboxError::new(InboxErrorCode::Unavailable, "the inbox is closing")))
    }
}

fn full(what: &str) -> InboxError {
    InboxError::new(InboxErrorCode::Full, format!("too many {what} wait for the store"))
}

/// One of the tasks that store batches.
struct Appender {
    store: Arc<dyn Engine>,
    bytes: Arc<AtomicUsize>,
    window: Duration,
    hold: bool,
}

impl Appender {
    async fn run(self, waiting: Arc<Mutex<mpsc::Receiver<(Arrival, Reply)>>>, stored: impl Fn()) {
        let mut taken = Vec::with_capacity(BATCH);
        loop {
            if waiting.lock().await.recv_many(&mut taken, BATCH).await == 0 {
                return;
            }
            while !taken.is_empty() {
                let batch: Vec<_> = taken.drain(..batch_length(&taken)).collect();
                let bytes: usize = batch.iter().map(|(arrival, _)| arrival.body.len()).sum();
                self.append(batch).await;
                self.bytes.fetch_sub(bytes, Ordering::Relaxed);
                stored();
            }
        }
    }

    async fn append(&self, batch: Vec<(Arrival, Reply)>) {
        let Batch { firsts, repeats } = Batch::of(batch);
        let (arrivals, replies): (Vec<_>, Vec<_>) = firsts.into_iter().unzip();
        let outcomes = self.append_all(&arrivals).await;
        // Copies in the same batch are repeats, if and only if the one before them was stored.
        let mut of = HashMap::new();
        for ((arrival, reply), outcome) in arrivals.iter().zip(replies).zip(outcomes) {
            of.insert(arrival.identity(), outcome.clone());
            // The one that asked may be gone: stored is stored.
            let _ = reply.send(outcome);
        }
        self.repeat_all(repeats, &of).await;
    }

    /// All in one transaction; where that fails for the sake of one of them, one by one.
    async fn append_all(&self, arrivals: &[Arrival]) -> Vec<Result<Outcome, InboxError>> {
        let expired_before = unix_millis(SystemTime::now()) - millis(self.window);
        match self.store.append(arrivals, expired_before, self.hold).await {
            Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
            Err(error) if error.code() == InboxErrorCode::Refused && arrivals.len() > 1 => {
                let mut outcomes = Vec::with_capacity(arrivals.len());
                for arrival in arrivals {
                    let one = self.store.append(std::slice::from_ref(arrival), expired_before, self.hold).await;
                    outcomes.push(one.map(|outcomes| outcomes[0]));
                }
                outcomes
            }
            Err(error) => vec![Err(error); arrivals.len()],
        }
    }

    async fn repeat_all(
        &self,
        repeats: Vec<(Arrival, Reply)>,
        of: &HashMap<(i64, [u8; 32]), Result<Outcome, InboxError>>,
    ) {
        if repeats.is_empty() {
            return;
        }
        let (arrivals, replies): (Vec<_>, Vec<_>) = repeats.into_iter().unzip();
        // Counting them is a courtesy; that the first one is committed is what matters.
        let _ = self.store.repeat(&arrivals).await;
        for (arrival, reply) in arrivals.iter().zip(replies) {
            let outcome = match &of[&arrival.identity()] {
                Ok(first) => Ok(Outcome::Duplicate { of: first.seq() }),
                Err(error) => Err(error.clone()),
            };
            let _ = reply.send(outcome);
        }
    }
}

/// How many of those that wait go into one transaction: at least one.
fn batch_length(waiting: &[(Arrival, Reply)]) -> usize {
    let mut bytes = 0;
    let fitting = waiting.iter().take_while(|(arrival, _)| {
        bytes += arrival.body.len();
        bytes <= BATCH_BYTES
    });
    fitting.count().max(1)
}

/// Deliveries sorted by identity, the first of each body apart from its copies. The order is the same in all
/// processes, so that two of them never wait for each other.
struct Batch {
    firsts: Vec<(Arrival, Reply)>,
    repeats: Vec<(Arrival, Reply)>,
}

impl Batch {
    fn of(mut all: Vec<(Arrival, Reply)>) -> Self {
        all.sort_by_key(|(arrival, _)| arrival.identity());
        let (mut firsts, mut repeats) = (Vec::<(Arrival, Reply)>::with_capacity(all.len()), Vec::new());
        for one in all {
            match firsts.last() {
                Some((last, _)) if last.identity() == one.0.identity() => repeats.push(one),
                _ => firsts.push(one),
            }
        }
        Self { firsts, repeats }
    }
}
