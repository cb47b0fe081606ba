//! Reading as a member of the workers' group: a thread that fills what this process holds, and commits.

use super::{
    holding::{Commit, Holding, Place, Told},
    publish::{DUE, FAILED, SEQ, number},
    settings::{ANSWER_WITHIN, Names, failure},
    window::{Entry, Window},
};
use crate::{InboxError, kafka::engine::seq_of};
use rdkafka::{
    ClientConfig, ClientContext, Message, Offset, TopicPartitionList,
    consumer::{BaseConsumer, CommitMode, Consumer, ConsumerContext, Rebalance},
    error::KafkaResult,
    message::BorrowedMessage,
};
use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// How long to wait for a record before looking at what else there is to do.
const LOOK: Duration = Duration::from_millis(50);
/// How long what is at work in a partition that goes to another may take to end.
const HAND_OVER: Duration = Duration::from_secs(10);
/// Who has taken nothing for so long, or for a lease, takes no part any more.
const IDLE: Duration = Duration::from_secs(10);
/// How often to ask what was committed, before it counts as nothing.
const ASKED: u32 = 3;

type Member = BaseConsumer<Shared>;

/// What the thread and the workers share.
#[derive(Clone)]
pub struct Shared {
    names: Names,
    pub holding: Holding,
    told: Told,
    /// What to commit is computed and committed by one at a time.
    committing: Arc<Mutex<()>>,
    is_ending: Arc<AtomicBool>,
    last_claim: Arc<Mutex<Option<Instant>>>,
}

/// A member of the group: ends with the last of its holders.
pub struct Consuming {
    pub shared: Shared,
    member: Arc<Member>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Consuming {
    /// Starts the thread. `session` is after how long without a sign of life another may have what this one had.
    pub fn start(client: &ClientConfig, names: &Names, session: Duration, told: Told) -> Result<Self, InboxError> {
        let shared = Shared {
            names: names.clone(),
            holding: Holding::default(),
            told,
            committing: Arc::default(),
            is_ending: Arc::default(),
            last_claim: Arc::default(),
        };
        let mut config = client.clone();
        config.set("group.id", &names.group).set("partition.assignment.strategy", "cooperative-sticky");
        config.set("session.timeout.ms", session.as_millis().to_string());
        config.set("heartbeat.interval.ms", (session.as_millis() / 4).clamp(1, 3000).to_string());
        config.set("max.poll.interval.ms", session.as_millis().max(300_000).to_string());
        config.set("enable.auto.commit", "false").set("auto.offset.reset", "earliest");
        config.set("queued.max.messages.kbytes", "16384").set("fetch.queue.backoff.ms", "50");
        let member: Arc<Member> =
            Arc::new(config.create_with_context(shared.clone()).map_err(|error| failure(&error))?);
        let (reading, lease) = (member.clone(), session);
        let thread = thread::Builder::new().name("inbox-kafka".into()).spawn(move || run(&reading, lease));
        let thread = thread.map_err(|error| InboxError::unavailable(&error))?;
        Ok(Self { shared, member, thread: Mutex::new(Some(thread)) })
    }

    /// Says that somebody wants to work.
    pub fn want(&self) {
        *self.shared.last_claim() = Some(Instant::now());
    }

    /// Leaves the group: others have what this one had at once.
    pub fn leave(&self) {
        *self.shared.last_claim() = None;
    }

    /// Commits what a change of `holding` says, without any other change in between.
    pub fn commit<T>(&self, change: impl FnOnce(&dyn Fn(&[Commit]) -> Result<(), InboxError>) -> T) -> T {
        let _one = self.shared.committing.lock().unwrap_or_else(PoisonError::into_inner);
        change(&|commits| self.write(commits))
    }

    fn write(&self, commits: &[Commit]) -> Result<(), InboxError> {
        if commits.is_empty() {
            return Ok(());
        }
        let list = self.shared.list(commits).map_err(|error| failure(&error))?;
        self.member.commit(&list, CommitMode::Sync).map_err(|error| failure(&error))?;
        let refused = list.elements().into_iter().find_map(|element| element.error().err());
        refused.map_or(Ok(()), |error| Err(failure(&error)))
    }

    /// Ends the thread, and waits for it: the group knows then.
    pub fn end(&self) {
        self.shared.is_ending.store(true, Ordering::SeqCst);
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // A panic of it is told already.
            let _ = thread.join();
        }
    }
}

impl Drop for Consuming {
    fn drop(&mut self) {
        self.shared.is_ending.store(true, Ordering::SeqCst);
    }
}

/// Reads until told to end.
fn run(member: &Member, lease: Duration) {
    let shared = member.context();
    let topics = [shared.names.entries.as_str(), shared.names.retries.as_str()];
    let mut is_member = false;
    while !shared.is_ending.load(Ordering::SeqCst) {
        let is_wanted = shared.is_wanted(lease);
        if is_member && (!is_wanted || shared.holding.is_neglected()) {
            *shared.last_claim() = None;
            member.unsubscribe();
            is_member = false;
        } else if is_wanted && !is_member {
            is_member = member.subscribe(&topics).is_ok();
        }
        // What fails is tried again by the client itself.
        if let Some(Ok(message)) = member.poll(LOOK) {
            shared.take(member, &message);
        }
        resume(member, shared);
    }
    member.unsubscribe();
    // Says so to the group.
    let _ = member.poll(LOOK);
}

fn resume(member: &Member, shared: &Shared) {
    let resumed = shared.holding.resumed();
    if !resumed.is_empty() {
        let mut list = TopicPartitionList::with_capacity(resumed.len());
        for place in resumed {
            list.add_partition(shared.topic(place), place.partition);
        }
        // Where it is gone meanwhile there is nothing to go on with.
        let _ = member.resume(&list);
    }
}

impl Shared {
    fn topic(&self, place: Place) -> &str {
        if place.is_retry { &self.names.retries } else { &self.names.entries }
    }

    fn place(&self, topic: &str, partition: i32) -> Place {
        Place { is_retry: topic == self.names.retries, partition }
    }

    fn places(&self, list: &TopicPartitionList) -> Vec<Place> {
        list.elements().iter().map(|element| self.place(element.topic(), element.partition())).collect()
    }

    fn list(&self, commits: &[Commit]) -> KafkaResult<TopicPartitionList> {
        let mut list = TopicPartitionList::with_capacity(commits.len());
        for (place, offset, metadata) in commits {
            let mut element = list.add_partition(self.topic(*place), place.partition);
            element.set_offset(Offset::Offset(*offset))?;
            element.set_metadata(metadata);
        }
        Ok(list)
    }

    fn last_claim(&self) -> MutexGuard<'_, Option<Instant>> {
        self.last_claim.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether somebody works, or has asked for work.
    fn is_wanted(&self, lease: Duration) -> bool {
        let last = *self.last_claim();
        last.is_some_and(|last| last.elapsed() < lease.max(IDLE) || !self.holding.is_empty())
    }

    fn take(&self, member: &Member, message: &BorrowedMessage<'_>) {
        let place = self.place(message.topic(), message.partition());
        let is_paused = self.holding.read(place, message.offset(), entry(place, message));
        if is_paused {
            let mut list = TopicPartitionList::with_capacity(1);
            list.add_partition(message.topic(), message.partition());
            // Where that fails it is read further than it needs to be.
            let _ = member.pause(&list);
        }
        self.told.tell();
    }

    fn restore(&self, member: &Member, assigned: &TopicPartitionList) {
        for place in self.places(assigned) {
            self.holding.assign(place, Window::default());
        }
        let committed = (0..ASKED).find_map(|_| member.committed_offsets(assigned.clone(), ANSWER_WITHIN).ok());
        for element in committed.iter().flat_map(TopicPartitionList::elements) {
            if let Offset::Offset(offset) = element.offset() {
                let place = self.place(element.topic(), element.partition());
                self.holding.assign(place, Window::restored(offset, element.metadata()));
            }
        }
    }
}

fn entry(place: Place, message: &BorrowedMessage<'_>) -> Entry {
    let headers = message.headers();
    let seq = if place.is_retry { number(headers, SEQ) } else { seq_of(message.partition(), message.offset()) };
    Entry {
        seq,
        stored: message.timestamp().to_millis().unwrap_or(0),
        key: message.key().map(<[u8]>::to_vec),
        payload: message.payload().unwrap_or_default().to_vec(),
        failed: u32::try_from(number(headers, FAILED)).unwrap_or(0),
        due: number(headers, DUE),
    }
}

impl ClientContext for Shared {}

impl ConsumerContext for Shared {
    fn pre_rebalance(&self, member: &Member, rebalance: &Rebalance<'_>) {
        match rebalance {
            Rebalance::Assign(assigned) => self.restore(member, assigned),
            Rebalance::Revoke(revoked) => {
                let places = self.places(revoked);
                if !member.assignment_lost() && !self.is_ending.load(Ordering::SeqCst) {
                    self.holding.leave(&places, HAND_OVER);
                }
                let _one = self.committing.lock().unwrap_or_else(PoisonError::into_inner);
                self.holding.revoke(&places);
            }
            Rebalance::Error(_) => {}
        }
    }
}
