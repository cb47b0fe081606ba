//! Workers: claim, handle, write down how it ended.

use crate::{Backoff, Ending, Engine, Finish, InboxError, Job, Lease, limits::FINISHED_TOGETHER};
use std::{
    collections::HashMap,
    future::Future,
    pin::pin,
    sync::{Arc, Condvar, Mutex, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};
use tokio::{
    sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc as tokio_mpsc},
    task::AbortHandle,
    time::{sleep, timeout},
};

/// How a worker works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkOptions {
    /// How many deliveries it processes at the same time. Default: 8.
    pub max_concurrent: usize,
    /// How long it may be silent before another worker takes what it has; renewed at a third of that. Default: 60 s.
    pub lease: Duration,
    /// How long a handler may take; then it is stopped, and the attempt has failed. Default: 10 minutes.
    pub timeout: Duration,
    /// After this many the delivery is a dead letter. Default: 20.
    pub attempts: u32,
    /// When to try again.
    pub backoff: Backoff,
    /// How often to look for what other processes stored. Default: 1 s; the delay varies, so that workers spread.
    pub poll: Duration,
    /// How long to wait for handlers at the end; what they have not done then is free again. Default: 30 s.
    pub drain: Duration,
}

impl Default for WorkOptions {
    fn default() -> Self {
        Self {
            max_concurrent: 8,
            lease: Duration::from_mins(1),
            timeout: Duration::from_mins(10),
            attempts: 20,
            backoff: Backoff::default(),
            poll: Duration::from_secs(1),
            drain: Duration::from_secs(30),
        }
    }
}

/// Why a handler did not process a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    error: String,
    retry_after: Option<Duration>,
    is_permanent: bool,
}

impl Failure {
    /// A failure that may go away: the delivery is tried again.
    #[expect(clippy::needless_pass_by_value, reason = "so that it fits into map_err")]
    pub fn new(error: impl ToString) -> Self {
        Self { error: error.to_string(), retry_after: None, is_permanent: false }
    }

    /// A failure that stays: the delivery is a dead letter at once.
    #[expect(clippy::needless_pass_by_value, reason = "so that it fits into map_err")]
    pub fn permanent(error: impl ToString) -> Self {
        Self { error: error.to_string(), retry_after: None, is_permanent: true }
    }

    /// Sets when to try again, as a `Retry-After` header asks for.
    #[must_use]
    pub const fn retry_after(mut self, delay: Duration) -> Self {
        self.retry_after = Some(delay);
        self
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::new(error)
    }
}

/// The longest error text that is kept, in bytes.
const ERROR_LENGTH: usize = 2000;

pub async fn run<H, F>(
    store: Arc<dyn Engine>,
    stored: Arc<Notify>,
    options: WorkOptions,
    stop: impl Future<Output = ()>,
    handler: H,
) where
    H: Fn(Job) -> F + Send + Sync + 'static,
    F: Future<Output = Result<(), Failure>> + Send + 'static,
{
    let _listening = store.listen(stored.clone()).map(|task| AbortOnDrop(task.abort_handle()));
    let worker = Arc::new(Worker::start(store, stored.clone(), options, handler));
    let mut stop = pin!(stop);
    loop {
        let Ok(room) = worker.room.clone().acquire_owned().await else { return };
        drop(room);
        let notified = stored.notified();
        let pause = worker.claim().await;
        tokio::select! {
            biased;
            () = &mut stop => break,
            () = pause_for(pause, notified) => {}
        }
    }
    worker.drain().await;
}

/// No pause after a claim that found something.
async fn pause_for(pause: Option<Pause>, stored: impl Future<Output = ()>) {
    match pause {
        None => tokio::task::yield_now().await,
        Some(Pause::Idle(delay)) => {
            tokio::select! { () = stored => {}, () = sleep(delay) => {} }
        }
        Some(Pause::Failed(delay)) => sleep(delay).await,
    }
}

enum Pause {
    /// Nothing is due: until something is stored, or for this long.
    Idle(Duration),
    /// The store can't be reached.
    Failed(Duration),
}

struct Worker<H> {
    store: Arc<dyn Engine>,
    options: WorkOptions,
    handler: H,
    room: Arc<Semaphore>,
    leases: Arc<Leases>,
    finished: tokio_mpsc::Sender<(Finish, OwnedSemaphorePermit)>,
    writing: Mutex<Option<tokio::task::JoinHandle<()>>>,
}

impl<H, F> Worker<H>
where
    H: Fn(Job) -> F + Send + Sync + 'static,
    F: Future<Output = Result<(), Failure>> + Send + 'static,
{
    fn start(store: Arc<dyn Engine>, due: Arc<Notify>, options: WorkOptions, handler: H) -> Self {
        let leases = Leases::start(store.renewer(), options.lease);
        let (finished, endings) = tokio_mpsc::channel(options.max_concurrent.max(1));
        let writing = tokio::spawn(write_down(store.clone(), due, leases.clone(), endings, options.lease));
        let room = Arc::new(Semaphore::new(options.max_concurrent.max(1)));
        Self { store, options, handler, room, leases, finished, writing: Mutex::new(Some(writing)) }
    }

    /// Takes as many as there is room for, and starts them.
    async fn claim(self: &Arc<Self>) -> Option<Pause> {
        match self.store.claim(self.room.available_permits(), self.options.lease).await {
            Ok(jobs) if jobs.is_empty() => Some(Pause::Idle(self.idle().await)),
            Ok(jobs) => {
                for job in jobs {
                    let Some(room) = self.room_for(&job).await else { continue };
                    self.begin(job, room);
                }
                None
            }
            Err(_) => {
                Some(Pause::Failed(Backoff { first: self.options.poll, longest: 5 * self.options.poll }.delay(3)))
            }
        }
    }

    /// Room for one; for a suspect all the room there is, unless something is at work for long.
    async fn room_for(&self, job: &Job) -> Option<OwnedSemaphorePermit> {
        if job.is_suspect {
            let all = self.room.clone().acquire_many_owned(self.size());
            if let Ok(Ok(alone)) = timeout(self.options.lease / 3, all).await {
                return Some(alone);
            }
        }
        self.room.clone().acquire_owned().await.ok()
    }

    /// How many it processes at the same time.
    fn size(&self) -> u32 {
        u32::try_from(self.options.max_concurrent.max(1)).unwrap_or(u32::MAX)
    }

    /// Until the next one is due, at most until the next look.
    async fn idle(&self) -> Duration {
        let poll = self.options.poll.mul_f64(0.75 + rand::random::<f64>() / 2.0);
        match self.store.next_due().await {
            Ok(Some(due)) => due.clamp(Duration::from_millis(1), poll),
            _ => poll,
        }
    }

    fn begin(self: &Arc<Self>, job: Job, room: OwnedSemaphorePermit) {
        let (worker, lease) = (self.clone(), job.lease);
        let task = tokio::spawn(async move {
            let ending = worker.handle(job).await;
            let _ = worker.finished.send((Finish { lease, ending }, room)).await;
        });
        self.leases.hold(lease, task.abort_handle());
    }

    async fn handle(self: &Arc<Self>, job: Job) -> Ending {
        let attempt = job.attempt;
        if attempt > self.options.attempts {
            return Ending::Dead { error: "the process ended before the handler did, at every attempt".into() };
        }
        let worker = self.clone();
        // A task of its own, so that a panic is a failure of this one.
        let mut handling = tokio::spawn(async move { (worker.handler)(job).await });
        let stop = AbortOnDrop(handling.abort_handle());
        let result = match timeout(self.options.timeout, &mut handling).await {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => Err(Failure::new(panic)),
            Err(_) => Err(Failure::new(format!("the handler took longer than {:?}", self.options.timeout))),
        };
        drop(stop);
        self.ending(attempt, result)
    }

    fn ending(&self, attempt: u32, result: Result<(), Failure>) -> Ending {
        let Err(failure) = result else { return Ending::Done };
        let error = shortened(failure.error);
        if failure.is_permanent || attempt >= self.options.attempts {
            return Ending::Dead { error };
        }
        Ending::Retry { after: failure.retry_after.unwrap_or_else(|| self.options.backoff.delay(attempt)), error }
    }

    /// Waits for what is at work, and frees what does not end in time.
    async fn drain(&self) {
        if timeout(self.options.drain, self.room.acquire_many(self.size())).await.is_err() {
            let released: Vec<_> =
                self.leases.stop_all().into_iter().map(|lease| Finish { lease, ending: Ending::Release }).collect();
            // Where this fails the leases run out.
            let _ = self.store.finish(&released).await;
        }
        self.leases.close();
        let writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(writing) = writing {
            writing.abort();
        }
    }
}

struct AbortOnDrop(AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn shortened(mut error: String) -> String {
    let mut end = ERROR_LENGTH.min(error.len());
    while !error.is_char_boundary(end) {
        end -= 1;
    }
    error.truncate(end);
    // PostgreSQL's text holds no NUL.
    error.replace('\0', "\u{fffd}")
}

/// Writes endings down, those that wait together in one commit. What can't be written is tried until the lease has ended:
/// then another worker has it. Says `due` each time: what was behind one of them may run now.
async fn write_down(
    store: Arc<dyn Engine>,
    due: Arc<Notify>,
    leases: Arc<Leases>,
    mut endings: tokio_mpsc::Receiver<(Finish, OwnedSemaphorePermit)>,
    lease: Duration,
) {
    let mut taken = Vec::new();
    while endings.recv_many(&mut taken, FINISHED_TOGETHER).await > 0 {
        let (finished, rooms): (Vec<_>, Vec<_>) = taken.drain(..).unzip();
        let give_up = Instant::now() + lease;
        while store.finish(&finished).await.is_err() && Instant::now() < give_up {
            sleep(Duration::from_millis(100)).await;
        }
        for one in &finished {
            leases.let_go(one.lease);
        }
        drop(rooms);
        due.notify_waiters();
    }
}

/// The leases that this worker holds, kept alive by a thread.
struct Leases {
    held: Mutex<HashMap<Lease, AbortHandle>>,
    closed: (Mutex<bool>, Condvar),
}

impl Leases {
    fn start(renewer: Box<dyn crate::Renewer>, lease: Duration) -> Arc<Self> {
        let leases = Arc::new(Self { held: Mutex::default(), closed: (Mutex::new(false), Condvar::new()) });
        let (started, is_started) = mpsc::sync_channel(0);
        let held = leases.clone();
        thread::Builder::new()
            .name("inbox-leases".into())
            .spawn(move || {
                let _ = started.send(());
                held.renew(renewer, lease);
            })
            .expect("a thread can be started");
        let _ = is_started.recv();
        leases
    }

    fn renew(&self, mut renewer: Box<dyn crate::Renewer>, lease: Duration) {
        while !self.is_closed_within(lease / 3) {
            let held: Vec<Lease> = self.held().keys().copied().collect();
            // A failure is tried again at the next third; meanwhile the fence protects.
            let lost: Result<Vec<Lease>, InboxError> =
                if held.is_empty() { Ok(Vec::new()) } else { renewer.renew(&held, lease) };
            for lost in lost.unwrap_or_default() {
                if let Some(task) = self.held().remove(&lost) {
                    task.abort();
                }
            }
        }
    }

    fn hold(&self, lease: Lease, task: AbortHandle) {
        if !task.is_finished() {
            self.held().insert(lease, task);
        }
    }

    fn let_go(&self, lease: Lease) {
        self.held().remove(&lease);
    }

    fn stop_all(&self) -> Vec<Lease> {
        let held = std::mem::take(&mut *self.held());
        held.into_iter()
            .map(|(lease, task)| {
                task.abort();
                lease
            })
            .collect()
    }

    fn close(&self) {
        *self.closed.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.closed.1.notify_all();
    }

    fn is_closed_within(&self, time: Duration) -> bool {
        let closed = self.closed.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.closed.1.wait_timeout_while(closed, time, |closed| !*closed);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }

    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<Lease, AbortHandle>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
