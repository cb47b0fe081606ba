//! How much an inbox holds: what is in its topics, less what its workers have committed.

use super::{
    check::{blocking, metadata},
    settings::{ANSWER_WITHIN, Names},
    window::done_beyond,
};
use crate::InboxError;
use rdkafka::{
    ClientContext, Message, Offset, TopicPartitionList,
    admin::{AdminClient, AdminOptions},
    client::DefaultClientContext,
    config::RDKafkaLogLevel,
    consumer::{BaseConsumer, Consumer, ConsumerContext},
    error::{KafkaError, KafkaResult},
    metadata::{MetadataPartition, MetadataTopic},
};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long to look for the oldest.
const LOOK: Duration = Duration::from_millis(500);
/// How long to listen to what a client has to say.
const LISTEN: Duration = Duration::from_millis(200);

/// A partition in numbers.
struct Part {
    topic: String,
    number: i32,
    /// The oldest record that is there, and the next one to come.
    kept: (i64, i64),
    /// The oldest that is not done.
    unfinished: i64,
    /// How many behind that are.
    done_beyond: i64,
}

/// What an inbox holds.
pub struct Depth {
    pub waiting: i64,
    pub dead: i64,
    /// Unix milliseconds.
    pub oldest: Option<i64>,
}

/// Looks without being a member of the group.
#[derive(Clone)]
pub struct Looker {
    pub consumer: Arc<Looking>,
    /// It looks at one place at a time.
    looking: Arc<Mutex<()>>,
}

/// A client that tells why it does not reach its brokers.
pub type Looking = BaseConsumer<Complaints>;

/// The last complaint of a client: its errors say less.
#[derive(Default)]
pub struct Complaints(Mutex<String>);

impl ClientContext for Complaints {
    fn log(&self, level: RDKafkaLogLevel, _facility: &str, message: &str) {
        if (level as i32) < RDKafkaLogLevel::Notice as i32 {
            message.clone_into(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// The log has it as well.
    fn error(&self, _error: KafkaError, _reason: &str) {}
}

impl ConsumerContext for Complaints {}

impl Looker {
    pub fn new(consumer: Arc<Looking>) -> Self {
        Self { consumer, looking: Arc::default() }
    }

    /// An answer; where there is none, with the reason. What the client has to say is read in any case, or it would pile up.
    pub async fn explained<T>(&self, answer: Result<T, InboxError>) -> Result<T, InboxError> {
        let Err(error) = answer else { return answer };
        let looking = self.looking.clone();
        let complaint = blocking(&self.consumer, move |consumer| {
            let _one = looking.lock().unwrap_or_else(PoisonError::into_inner);
            let until = Instant::now() + LISTEN;
            while Instant::now() < until {
                consumer.poll(LISTEN / 10);
            }
            Ok(std::mem::take(&mut *consumer.context().0.lock().unwrap_or_else(PoisonError::into_inner)))
        });
        let complaint = complaint.await.unwrap_or_default();
        Err(if complaint.is_empty() { error } else { error.because(&complaint) })
    }

    pub async fn depth(&self, names: &Names) -> Result<Depth, InboxError> {
        self.explained(self.look(names).await).await
    }

    async fn look(&self, names: &Names) -> Result<Depth, InboxError> {
        let mut parts = self.parts(&names.entries).await?;
        parts.extend(self.parts(&names.retries).await?);
        let dead = self.parts(&names.dead).await?;
        let waiting = parts.iter().map(|part| part.kept.1 - part.unfinished - part.done_beyond).sum();
        let behind: Vec<_> = parts.into_iter().filter(|part| part.unfinished < part.kept.1).collect();
        let looking = self.looking.clone();
        let oldest = blocking(&self.consumer, move |consumer| {
            let _one = looking.lock().unwrap_or_else(PoisonError::into_inner);
            oldest(consumer, &behind)
        });
        let dead = dead.iter().map(|part| part.kept.1 - part.kept.0).sum();
        Ok(Depth { waiting, dead, oldest: oldest.await? })
    }

    async fn parts(&self, topic: &str) -> Result<Vec<Part>, InboxError> {
        let known = metadata(&self.consumer, topic).await?;
        let partitions = known.topics().iter().flat_map(MetadataTopic::partitions);
        let numbers: Vec<i32> = partitions.map(MetadataPartition::id).collect();
        let topic = topic.to_owned();
        blocking(&self.consumer, move |consumer| parts(consumer, &topic, &numbers)).await
    }

    /// Removes what all are done with.
    pub async fn remove_done(
        &self,
        admin: &AdminClient<DefaultClientContext>,
        names: &Names,
    ) -> Result<(), InboxError> {
        self.explained(self.remove(admin, names).await).await
    }

    async fn remove(&self, admin: &AdminClient<DefaultClientContext>, names: &Names) -> Result<(), InboxError> {
        let mut done = TopicPartitionList::new();
        for topic in [&names.entries, &names.retries] {
            for part in self.parts(topic).await? {
                if part.unfinished > part.kept.0 {
                    let added = done.add_partition_offset(&part.topic, part.number, Offset::Offset(part.unfinished));
                    added.map_err(|error| super::settings::failure(&error))?;
                }
            }
        }
        if done.count() == 0 {
            return Ok(());
        }
        let options = AdminOptions::new().request_timeout(Some(ANSWER_WITHIN)).operation_timeout(Some(ANSWER_WITHIN));
        let removed = admin.delete_records(&done, &options).await;
        removed.map(drop).map_err(|error| super::settings::failure(&error))
    }
}

fn parts(consumer: &Looking, topic: &str, numbers: &[i32]) -> KafkaResult<Vec<Part>> {
    let mut asked = TopicPartitionList::with_capacity(numbers.len());
    for number in numbers {
        asked.add_partition(topic, *number);
    }
    let committed = consumer.committed_offsets(asked, ANSWER_WITHIN)?;
    let parts = committed.elements().into_iter().map(|element| {
        element.error()?;
        let kept = consumer.fetch_watermarks(topic, element.partition(), ANSWER_WITHIN)?;
        let (unfinished, done_beyond) = match element.offset() {
            Offset::Offset(offset) if offset >= kept.0 => (offset, done_beyond(element.metadata())),
            _ => (kept.0, 0),
        };
        Ok(Part { topic: topic.to_owned(), number: element.partition(), kept, unfinished, done_beyond })
    });
    parts.collect()
}

/// When the oldest of the first records was stored; none if they can't be read in time.
fn oldest(consumer: &Looking, behind: &[Part]) -> KafkaResult<Option<i64>> {
    if behind.is_empty() {
        return Ok(None);
    }
    let mut list = TopicPartitionList::with_capacity(behind.len());
    for part in behind {
        list.add_partition_offset(&part.topic, part.number, Offset::Offset(part.unfinished))?;
    }
    consumer.assign(&list)?;
    let (mut seen, mut oldest) = (std::collections::BTreeSet::new(), None);
    let until = Instant::now() + LOOK;
    while seen.len() < behind.len() && Instant::now() < until {
        if let Some(Ok(message)) = consumer.poll(Duration::from_millis(50))
            && seen.insert((message.topic().to_owned(), message.partition()))
        {
            oldest = [oldest, message.timestamp().to_millis()].into_iter().flatten().min();
        }
    }
    consumer.unassign()?;
    Ok(oldest)
}
