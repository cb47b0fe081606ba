//! The delivery worker of one webhook: sends what is due, as many at the same time as the provider does.

use super::{Engine, lock, sender::Sender};
use crate::{
    faults::happens,
    store::{
        StoreError,
        deliveries::{self, Attempt, Delivery, Due, Queued, Status},
        webhooks::{self, Key},
    },
    time::{now, until},
};
use autosend_webhooks::provider::MAX_CONCURRENT_DELIVERIES;
use std::{collections::HashSet, sync::Arc, time::Duration};
use tokio::sync::{Semaphore, mpsc};

/// Deliveries that are fetched from the queue at once.
const FETCH_BATCH: usize = 200;

/// Attempts that may wait to be logged before the worker waits for them.
const UNLOGGED: usize = 400;

/// Runs until the worker is closed.
pub async fn run(engine: Arc<Engine>, webhook: Key, mut wake: mpsc::Receiver<()>) {
    let sender = loop {
        match sender(&engine, webhook).await {
            Ok(Some(sender)) => break sender,
            Ok(None) => return,
            Err(error) => engine.wait_for_store(&error).await,
        }
    };
    let (done_sender, done) = mpsc::unbounded_channel();
    let worker = Arc::new(Shared {
        engine,
        sender,
        slots: Arc::new(Semaphore::new(MAX_CONCURRENT_DELIVERIES)),
        unlogged: Arc::new(Semaphore::new(UNLOGGED)),
        done: done_sender,
    });
    let mut worker = DeliveryWorker { webhook, shared: worker, taken: HashSet::new(), done };
    loop {
        match worker.send_due().await {
            Ok(Waiting::No) => {
                if wake.is_closed() {
                    return;
                }
            }
            Ok(Waiting::Until(time)) => {
                if worker.wait(&mut wake, time).await.is_none() {
                    return;
                }
            }
            Err(error) => worker.shared.engine.wait_for_store(&error).await,
        }
    }
}

/// `None` if there is no such webhook any more.
async fn sender(engine: &Engine, webhook: Key) -> Result<Option<Sender>, StoreError> {
    let found = engine.store.read(move |connection| webhooks::by_key(connection, webhook)).await?;
    Ok(found.and_then(|webhook| Sender::new(webhook.secret.as_ref(), webhook.twin_secret.as_ref()).ok()))
}

struct DeliveryWorker {
    webhook: Key,
    shared: Arc<Shared>,
    /// What was taken out of the queue and is not logged yet: the database still calls it due.
    taken: HashSet<i64>,
    /// Tells what is logged.
    done: mpsc::UnboundedReceiver<i64>,
}

/// What the attempts of a worker share.
struct Shared {
    engine: Arc<Engine>,
    sender: Sender,
    slots: Arc<Semaphore>,
    unlogged: Arc<Semaphore>,
    done: mpsc::UnboundedSender<i64>,
}

enum Waiting {
    /// There may be more.
    No,
    /// For the next one, or, without a time, for being woken.
    Until(Option<i64>),
}

impl DeliveryWorker {
    async fn send_due(&mut self) -> Result<Waiting, StoreError> {
        // Before the queue is read, never after: what is forgotten here is no longer due in what is read then.
        while let Ok(number) = self.done.try_recv() {
            self.taken.remove(&number);
        }
        let (webhook, limit) = (self.webhook, FETCH_BATCH + self.taken.len());
        let due = move |connection: &_| deliveries::due(connection, webhook, now(), limit);
        let Due { now: mut queued, next } = self.shared.engine.store.read(due).await?;
        queued.retain(|queued| !self.taken.contains(&queued.delivery.number));
        if queued.is_empty() {
            return Ok(Waiting::Until(next));
        }
        for queued in queued {
            self.taken.insert(queued.delivery.number);
            self.dispatch(queued).await;
        }
        Ok(Waiting::No)
    }

    /// Starts an attempt as soon as there is a free slot.
    async fn dispatch(&self, queued: Queued) {
        let never_closed = "the semaphores are never closed";
        let unlogged = Arc::clone(&self.shared.unlogged).acquire_owned().await.expect(never_closed);
        let slot = Arc::clone(&self.shared.slots).acquire_owned().await.expect(never_closed);
        let shared = Arc::clone(&self.shared);
        tokio::spawn(async move {
            let number = queued.delivery.number;
            let (delivery, attempts) = shared.attempt(queued).await;
            drop(slot);
            shared.log(delivery, attempts).await;
            // A worker that has ended does not ask.
            let _ = shared.done.send(number);
            drop(unlogged);
        });
    }

    /// Waits for the next delivery; `None` if the worker was closed.
    async fn wait(&mut self, wake: &mut mpsc::Receiver<()>, next: Option<i64>) -> Option<()> {
        let time = next.map_or(Duration::MAX, until);
        tokio::select! {
            woken = wake.recv() => woken,
            Some(number) = self.done.recv() => {
                self.taken.remove(&number);
                Some(())
            }
            () = tokio::time::sleep(time) => Some(()),
        }
    }
}

impl Shared {
    /// Makes an attempt, or two where a duplicate is asked for.
    async fn attempt(&self, queued: Queued) -> (Delivery, Vec<Attempt>) {
        let engine = &self.engine;
        lock(&engine.under_way).insert(queued.delivery.number);
        engine.hub.delivery(&queued.delivery, true);
        let attempt = self.sender.attempt(&queued, queued.delivery.attempts + 1).await;
        let delivery = engine.outcome(&queued.delivery, &attempt);
        let mut attempts = vec![attempt];
        let twice = queued.faults.is_some_and(|faults| happens(faults.duplicate));
        if twice && delivery.status == Status::Delivered {
            attempts.push(self.sender.attempt(&queued, delivery.attempts + 1).await);
        }
        let made = u32::try_from(attempts.len()).unwrap_or(u32::MAX);
        (Delivery { attempts: queued.delivery.attempts + made, ..delivery }, attempts)
    }

    /// Logs attempts, however long the database takes.
    async fn log(&self, delivery: Delivery, attempts: Vec<Attempt>) {
        let engine = &self.engine;
        let logged = Arc::new((delivery, attempts));
        loop {
            let record = Arc::clone(&logged);
            let write = move |connection: &_| {
                let (delivery, attempts) = &*record;
                attempts.iter().try_for_each(|attempt| deliveries::record(connection, delivery, attempt))
            };
            match engine.store.write(write).await {
                Ok(()) => break,
                Err(error) => engine.wait_for_store(&error).await,
            }
        }
        let (delivery, _) = &*logged;
        lock(&engine.under_way).remove(&delivery.number);
        engine.hub.delivery(delivery, false);
        engine.hub.webhook(delivery.webhook);
    }
}

impl Engine {
    /// What a delivery is after an attempt.
    fn outcome(&self, before: &Delivery, attempt: &Attempt) -> Delivery {
        let ended_at = now();
        let attempts = before.attempts + 1;
        let (status, due_at) = match (&attempt.error, self.schedule.after(attempts)) {
            (None, _) => (Status::Delivered, None),
            (Some(_), Some(delay)) => (Status::Retrying, Some(ended_at + delay)),
            (Some(_), None) => (Status::Failed, None),
        };
        Delivery {
            status,
            attempts,
            due_at,
            status_code: attempt.response.as_ref().map(|response| response.status),
            duration: Some(attempt.duration),
            error: attempt.error.clone(),
            delivered_at: (status == Status::Delivered).then_some(ended_at),
            updated_at: ended_at,
            ..before.clone()
        }
    }
}
