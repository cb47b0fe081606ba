//! The inbox: a store, and the ways in and out of it.

use crate::{Arrival, Engine, InboxError, InboxErrorCode, Job, Outcome, Store, WorkOptions, intake::Intake, work};
use std::{future::Future, sync::Arc, time::Duration};
use tokio::{
    sync::Notify,
    task::AbortHandle,
    time::{sleep, timeout},
};

/// How often a store is maintained, and how soon again where that failed.
const MAINTAINED_EVERY: Duration = Duration::from_hours(1);
const MAINTAINED_AGAIN: Duration = Duration::from_secs(10);

/// How an inbox receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxOptions {
    /// How long keys are kept: what was created longer ago and never seen is expired. It must exceed the provider's last
    /// retry and the longest outage of yours. Default: 8 days.
    pub window: Duration,
    /// What becomes of a delivery whose id came with another body before. Default: [`OnIdReuse::Process`].
    pub on_id_reuse: OnIdReuse,
    /// How long to wait for a commit. Default: 8 seconds of the 10 that AutoSend waits.
    pub store_within: Duration,
}

impl Default for InboxOptions {
    fn default() -> Self {
        Self {
            window: Duration::from_hours(8 * 24),
            on_id_reuse: OnIdReuse::Process,
            store_within: Duration::from_secs(8),
        }
    }
}

/// What becomes of a delivery whose id came with another body before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnIdReuse {
    /// It is processed as any other, and reported.
    #[default]
    Process,
    /// It is stored, and kept from the workers until somebody replays it.
    Hold,
}

/// A durable inbox: what it says is stored is committed, and what is committed is processed.
///
/// Cheap to clone; all clones are the same inbox. Made and used within a tokio runtime.
///
/// An `Inbox` is kept in a [`Store`], an `Inbox<dyn Engine>` in an engine that keeps no archive.
pub struct Inbox<S: ?Sized = dyn Store> {
    store: Arc<S>,
    engine: Arc<dyn Engine>,
    intake: Arc<Intake>,
    /// Ends with the last clone.
    maintenance: Arc<AbortOnDrop>,
    /// Told when something was stored, so that workers of this process need not poll for it.
    stored: Arc<Notify>,
    store_within: Duration,
}

impl<S: ?Sized> Clone for Inbox<S> {
    fn clone(&self) -> Self {
        self.seen_as(self.store.clone())
    }
}

impl Inbox {
    /// An inbox in a store.
    #[must_use]
    pub fn new(store: impl Store, options: &InboxOptions) -> Self {
        Self::shared(Arc::new(store), options)
    }

    /// An inbox in a store that is shared with others.
    #[must_use]
    pub fn shared(store: Arc<dyn Store>, options: &InboxOptions) -> Self {
        Self::start(store.clone(), store, options)
    }
}

impl Inbox<dyn Engine> {
    /// An inbox in an engine.
    #[must_use]
    pub fn in_engine(engine: Arc<dyn Engine>, options: &InboxOptions) -> Self {
        Self::start(engine.clone(), engine, options)
    }
}

impl<S: ?Sized> Inbox<S> {
    fn start(store: Arc<S>, engine: Arc<dyn Engine>, options: &InboxOptions) -> Self {
        let stored = Arc::new(Notify::new());
        let notify = stored.clone();
        let intake = Intake::start(&engine, options, move || notify.notify_waiters());
        let maintenance = tokio::spawn(maintain(engine.clone())).abort_handle();
        let intake = Arc::new(intake);
        let store_within = options.store_within;
        Self { store, engine, intake, maintenance: Arc::new(AbortOnDrop(maintenance)), stored, store_within }
    }

    /// Stores a verified delivery. When it returns an outcome, that is committed: answer 200. Answer an error with 503:
    /// AutoSend delivers again, and should the commit have gone through after all, that is a duplicate.
    pub async fn store(&self, arrival: Arrival) -> Result<Outcome, InboxError> {
        match timeout(self.store_within, self.intake.store(arrival)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(InboxError::new(InboxErrorCode::Busy, format!("no commit within {:?}", self.store_within))),
        }
    }

    /// Processes deliveries with a handler until `stop` is ready: each until the handler returns `Ok`, with a lease, retries
    /// and, after the last attempt, as a dead letter. Several workers, in any number of processes, share the work.
    ///
    /// A handler may be called again for a delivery that it processed, if the process dies before that is written down: where
    /// that matters, mark it in the transaction of its effect ([`sqlite::done`](crate::sqlite::done),
    /// [`postgres::done`](crate::postgres::done)).
    pub async fn work<H, F>(&self, options: WorkOptions, stop: impl Future<Output = ()>, handler: H)
    where
        H: Fn(Job) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), crate::Failure>> + Send + 'static,
    {
        work::run(self.engine.clone(), self.stored.clone(), options, stop, handler).await;
    }

    /// Closes the store, when nothing is received or worked on any more.
    pub async fn close(&self) {
        self.engine.close().await;
    }

    /// The store, to look into it.
    #[must_use]
    pub fn look(&self) -> &S {
        &self.store
    }

    /// The same inbox, for what needs no archive.
    #[must_use]
    pub fn into_engine(self) -> Inbox<dyn Engine> {
        self.seen_as(self.engine.clone())
    }

    fn seen_as<T: ?Sized>(&self, store: Arc<T>) -> Inbox<T> {
        Inbox {
            store,
            engine: self.engine.clone(),
            intake: self.intake.clone(),
            maintenance: self.maintenance.clone(),
            stored: self.stored.clone(),
            store_within: self.store_within,
        }
    }
}

struct AbortOnDrop(AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Maintains a store, for ever. What fails meanwhile shows in its statistics.
async fn maintain(engine: Arc<dyn Engine>) {
    loop {
        sleep(if engine.maintain().await.is_ok() { MAINTAINED_EVERY } else { MAINTAINED_AGAIN }).await;
    }
}
