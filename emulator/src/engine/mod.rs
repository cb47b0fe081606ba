//! The delivery engine: takes deliveries out of the queue when they are due, sends them and logs what came of it.
//!
//! The queue is in the database; memory holds a window of it. Each webhook has a delivery worker, with its own
//! connections and its own limit of concurrent deliveries, so a slow or dead receiver delays nobody else.

mod delivery_worker;
pub mod publish;
pub mod retry;
mod sender;

use super::{
    hub::Hub,
    ids::Numbers,
    store::{
        Store, StoreError, planned, retention,
        settings::Account,
        webhooks::{self, Key},
    },
    time::{Millis, millis, now, until},
};
use crate::event_body::Clock;
use autosend_webhooks::Generation;
use retry::Schedule;
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::{Notify, mpsc};

/// How long logs of delivered deliveries are kept, and of failed ones.
const KEEP_DELIVERED: Duration = Duration::from_hours(24);
const KEEP_FAILED: Duration = Duration::from_hours(48);

/// How often old logs are looked for.
const FORGET_EVERY: Duration = Duration::from_mins(1);
/// The same, however fast time runs.
const FORGET_EVERY_AT_LEAST: Duration = Duration::from_millis(250);

/// Planned events that are played in one go.
const PLAY_BATCH: u32 = 200;

/// How long the engine waits before it tries the database again.
const STORE_RETRY_DELAY: Duration = Duration::from_secs(1);

/// The parts that deliver, and what they share.
pub struct Engine {
    pub store: Store,
    pub hub: Hub,
    pub account: Account,
    pub numbers: Numbers,
    pub clock: Clock,
    pub generation: Generation,
    /// As it is kept: divided by the time scale.
    pub schedule: Schedule,
    pub time_scale: f64,
    /// Wakes the player of planned events.
    planned: Notify,
    workers: Mutex<HashMap<Key, mpsc::Sender<()>>>,
    under_way: Mutex<HashSet<i64>>,
}

/// What an engine is made of.
pub struct Settings {
    pub account: Account,
    pub last_number: i64,
    pub generation: Generation,
    pub schedule: Schedule,
    pub time_scale: f64,
}

impl Engine {
    pub fn new(store: Store, settings: Settings) -> Arc<Self> {
        Arc::new(Self {
            store,
            hub: Hub::default(),
            account: settings.account,
            numbers: Numbers::after(settings.last_number),
            clock: Clock::default(),
            generation: settings.generation,
            schedule: settings.schedule.faster(settings.time_scale),
            time_scale: settings.time_scale,
            planned: Notify::new(),
            workers: Mutex::default(),
            under_way: Mutex::default(),
        })
    }

    /// Goes on where an earlier run stopped, and begins to play and to forget.
    pub async fn start(self: &Arc<Self>) -> Result<(), StoreError> {
        for webhook in self.store.read(webhooks::with_queue).await? {
            self.wake(webhook);
        }
        tokio::spawn(Arc::clone(self).play());
        tokio::spawn(Arc::clone(self).forget());
        Ok(())
    }

    /// Tells a webhook's worker that there is something in its queue.
    pub fn wake(self: &Arc<Self>, webhook: Key) {
        let mut workers = lock(&self.workers);
        let worker = workers.entry(webhook).or_insert_with(|| {
            let (sender, receiver) = mpsc::channel(1);
            tokio::spawn(delivery_worker::run(Arc::clone(self), webhook, receiver));
            sender
        });
        // A full channel has woken it already.
        let _ = worker.try_send(());
    }

    /// Ends the worker of a webhook that was deleted.
    pub fn close(&self, webhook: Key) {
        lock(&self.workers).remove(&webhook);
    }

    /// Tells the player that there are new planned events.
    pub fn wake_player(&self) {
        self.planned.notify_one();
    }

    /// Whether an attempt is being made right now.
    pub fn is_under_way(&self, delivery: i64) -> bool {
        lock(&self.under_way).contains(&delivery)
    }

    /// The numbers of deliveries that are being attempted right now.
    pub fn all_under_way(&self) -> HashSet<i64> {
        lock(&self.under_way).clone()
    }

    /// A stretch of the provider's time in ours.
    pub fn scaled(&self, duration: Duration) -> Duration {
        duration.div_f64(self.time_scale)
    }

    /// Plays planned events when their time comes.
    async fn play(self: Arc<Self>) {
        loop {
            match self.play_due().await {
                Ok(Some(at)) => {
                    let time = until(at);
                    let _ = tokio::time::timeout(time, self.planned.notified()).await;
                }
                Ok(None) => self.planned.notified().await,
                Err(error) => self.wait_for_store(&error).await,
            }
        }
    }

    /// Returns when the next planned event happens.
    async fn play_due(self: &Arc<Self>) -> Result<Option<Millis>, StoreError> {
        let engine = Arc::clone(self);
        let (deliveries, next) = self
            .store
            .write(move |connection| {
                let mut deliveries = Vec::new();
                for planned in planned::take_due(connection, now(), PLAY_BATCH)? {
                    deliveries.extend(engine.publish_planned(connection, &planned)?);
                }
                Ok((deliveries, planned::next(connection)?))
            })
            .await?;
        self.announce(&deliveries);
        Ok(next)
    }

    async fn forget(self: Arc<Self>) {
        let (delivered, failed) = (millis(self.scaled(KEEP_DELIVERED)), millis(self.scaled(KEEP_FAILED)));
        loop {
            tokio::time::sleep(self.scaled(FORGET_EVERY).max(FORGET_EVERY_AT_LEAST)).await;
            loop {
                let now = now();
                let portion = move |connection: &_| retention::forget(connection, now - delivered, now - failed);
                match self.store.write(portion).await {
                    Ok(retention::PORTION) => {}
                    Ok(_) => break,
                    Err(error) => self.wait_for_store(&error).await,
                }
            }
        }
    }

    async fn wait_for_store(&self, error: &StoreError) {
        log::warn!("{error}; trying again");
        tokio::time::sleep(STORE_RETRY_DELAY).await;
    }
}

/// What is locked here is whole at any time, so a panic elsewhere spoils nothing.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
