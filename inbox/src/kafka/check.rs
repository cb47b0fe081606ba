//! The topics of an inbox, and settings with which Kafka loses what it acknowledged.

use super::{
    depth::Looking,
    settings::{ANSWER_WITHIN, Settings, failure},
};
use crate::{InboxError, InboxErrorCode};
use rdkafka::{
    admin::{AdminClient, AdminOptions, ConfigResource, NewTopic, ResourceSpecifier, TopicReplication},
    client::DefaultClientContext,
    consumer::Consumer,
    error::KafkaError,
    metadata::{Metadata, MetadataBroker, MetadataTopic},
    types::RDKafkaErrorCode,
};
use std::{sync::Arc, time::Duration};

/// As many replicas as a cluster needs to lose a broker and nothing else, and how many of them have to have a record.
const REPLICAS: i32 = 3;
const IN_SYNC: i32 = 2;
/// How long a topic may take to be everywhere once it is made.
const MADE_WITHIN: u32 = 40;
const LOOK: Duration = Duration::from_millis(250);
/// How much of a log is removed together, bytes, and after how long, milliseconds.
const SEGMENT: &str = "67108864";
/// The longest record, bytes: the longest delivery, and what is said about it.
const LONGEST: &str = "2097152";
const PROBES_KEPT: &str = "3600000";

/// What each topic's setting must be, and what would happen otherwise.
const NEEDED: [(&str, &str, &str); 5] = [
    ("flush.messages", "1", "what was acknowledged since the last flush would be lost with the power"),
    (
        "unclean.leader.election.enable",
        "false",
        "a broker without them could become the leader, and they would be lost",
    ),
    ("cleanup.policy", "delete", "all but the last delivery about an address would be removed"),
    ("retention.ms", "-1", "what is not processed by then would be removed"),
    ("retention.bytes", "-1", "what is not processed would be removed to make room"),
];
/// Compressions that this program reads.
const COMPRESSIONS: [&str; 4] = ["producer", "uncompressed", "lz4", "snappy"];

/// What the brokers say.
pub struct Checked {
    /// The longest record, bytes.
    pub longest: usize,
    /// The bounds of `session.timeout.ms`.
    pub sessions: (Duration, Duration),
}

type Admin = AdminClient<DefaultClientContext>;

/// Makes the topics where they are missing, and fails with `unsafe_setting`, which names the setting and what it must be.
pub async fn provide(settings: &Settings, admin: &Admin, looker: &Arc<Looking>) -> Result<Checked, InboxError> {
    let names = &settings.names;
    let brokers = brokers(looker, &names.entries).await?;
    let replicas = settings.replicas.unwrap_or_else(|| brokers.len().try_into().unwrap_or(REPLICAS).min(REPLICAS));
    let in_sync = IN_SYNC.min(replicas);
    for topic in [&names.entries, &names.retries, &names.dead, &names.probe] {
        let is_probe = topic == &names.probe;
        if missing(looker, topic).await? {
            make(admin, topic, if is_probe { 1 } else { settings.partitions }, replicas, in_sync, is_probe).await?;
        }
        check_replicas(&made(looker, topic).await?, topic, replicas)?;
    }
    let topics = [&names.entries, &names.retries, &names.dead].map(|name| ResourceSpecifier::Topic(name));
    let described = describe(admin, topics.iter()).await?;
    let mut longest = usize::MAX;
    for (topic, config) in [&names.entries, &names.retries, &names.dead].into_iter().zip(described) {
        let config = config.map_err(|error| unreadable(topic, &error.to_string()))?;
        check(topic, &config, in_sync)?;
        longest = longest.min(value(&config, topic, "max.message.bytes")?.parse().unwrap_or(0));
    }
    let broker = *brokers.first().unwrap_or(&0);
    Ok(Checked { longest, sessions: sessions(admin, broker).await? })
}

fn check(topic: &str, config: &ConfigResource, in_sync: i32) -> Result<(), InboxError> {
    for (name, needed, otherwise) in NEEDED {
        let is = value(config, topic, name)?;
        if is != needed {
            return Err(refused(&format!("{name} of the topic {topic} is {is}, and must be {needed}: {otherwise}")));
        }
    }
    let is = value(config, topic, "min.insync.replicas")?;
    if is.parse::<i32>().is_ok_and(|count| count < in_sync) {
        let otherwise = "what one broker has acknowledged would be lost with it";
        return Err(refused(&format!(
            "min.insync.replicas of the topic {topic} is {is}, and must be {in_sync}: {otherwise}"
        )));
    }
    let is = value(config, topic, "compression.type")?;
    if !COMPRESSIONS.contains(&is) {
        let needed = COMPRESSIONS.join(", ");
        return Err(refused(&format!("compression.type of the topic {topic} is {is}, and must be one of {needed}")));
    }
    Ok(())
}

fn check_replicas(metadata: &Metadata, topic: &str, needed: i32) -> Result<(), InboxError> {
    let partitions = metadata.topics().iter().flat_map(MetadataTopic::partitions);
    let fewest = partitions.map(|partition| i32::try_from(partition.replicas().len()).unwrap_or(i32::MAX)).min();
    match fewest {
        Some(fewest) if fewest < needed => Err(refused(&format!(
            "replication.factor of the topic {topic} is {fewest}, and must be {needed}: it would be gone with its brokers"
        ))),
        _ => Ok(()),
    }
}

/// Who is there.
async fn brokers(looker: &Arc<Looking>, topic: &str) -> Result<Vec<i32>, InboxError> {
    Ok(metadata(looker, topic).await?.brokers().iter().map(MetadataBroker::id).collect())
}

async fn missing(looker: &Arc<Looking>, topic: &str) -> Result<bool, InboxError> {
    let metadata = metadata(looker, topic).await?;
    Ok(metadata.topics().iter().all(|topic| topic.error().is_some() || topic.partitions().is_empty()))
}

/// A topic as every broker knows it.
async fn made(looker: &Arc<Looking>, topic: &str) -> Result<Metadata, InboxError> {
    for _ in 0..MADE_WITHIN {
        let metadata = metadata(looker, topic).await?;
        let mut partitions = metadata.topics().iter().flat_map(MetadataTopic::partitions).peekable();
        if partitions.peek().is_some() && partitions.all(|partition| partition.leader() >= 0) {
            return Ok(metadata);
        }
        tokio::time::sleep(LOOK).await;
    }
    Err(InboxError::unavailable(&format!("Kafka: the topic {topic} has no leader")))
}

/// Never makes a topic: the client of a consumer does not ask for that.
pub async fn metadata(looker: &Arc<Looking>, topic: &str) -> Result<Metadata, InboxError> {
    let topic = topic.to_owned();
    blocking(looker, move |looker| looker.fetch_metadata(Some(&topic), ANSWER_WITHIN)).await
}

/// Asks what takes its time.
pub async fn blocking<T: Send + 'static>(
    looker: &Arc<Looking>,
    ask: impl FnOnce(&Looking) -> Result<T, KafkaError> + Send + 'static,
) -> Result<T, InboxError> {
    let looker = looker.clone();
    let asking = tokio::task::spawn_blocking(move || ask(&looker));
    asking.await.map_err(|error| InboxError::unavailable(&error))?.map_err(|error| failure(&error))
}

async fn make(
    admin: &Admin,
    topic: &str,
    partitions: i32,
    replicas: i32,
    in_sync: i32,
    is_probe: bool,
) -> Result<(), InboxError> {
    let in_sync = in_sync.to_string();
    let mut new = NewTopic::new(topic, partitions, TopicReplication::Fixed(replicas));
    for (name, needed, _) in NEEDED {
        new = new.set(name, needed);
    }
    new = new.set("min.insync.replicas", &in_sync).set("segment.bytes", SEGMENT).set("max.message.bytes", LONGEST);
    if is_probe {
        new = new.set("retention.ms", PROBES_KEPT);
    }
    let made = admin.create_topics([&new], &options()).await.map_err(|error| failure(&error))?;
    match made.into_iter().next() {
        // Another process was quicker.
        Some(Ok(_) | Err((_, RDKafkaErrorCode::TopicAlreadyExists))) => Ok(()),
        Some(Err((_, error))) => {
            Err(InboxError::unavailable(&format!("Kafka: the topic {topic} can't be made: {error}")))
        }
        None => Err(InboxError::unavailable(&format!("Kafka: the topic {topic} was not made"))),
    }
}

/// How short and how long a lease may be.
async fn sessions(admin: &Admin, broker: i32) -> Result<(Duration, Duration), InboxError> {
    let broker = [ResourceSpecifier::Broker(broker)];
    let config = describe(admin, broker.iter()).await?.into_iter().next();
    let config = config.and_then(Result::ok);
    let bound = |name: &str, default: u64| {
        let told = config.as_ref().and_then(|config| config.get(name)?.value.as_ref()?.parse().ok());
        Duration::from_millis(told.unwrap_or(default))
    };
    // The defaults of Kafka, where it does not tell.
    Ok((bound("group.min.session.timeout.ms", 6_000), bound("group.max.session.timeout.ms", 1_800_000)))
}

async fn describe<'a>(
    admin: &Admin,
    what: impl Iterator<Item = &'a ResourceSpecifier<'a>>,
) -> Result<Vec<Result<ConfigResource, RDKafkaErrorCode>>, InboxError> {
    admin.describe_configs(what, &options()).await.map_err(|error| failure(&error))
}

fn options() -> AdminOptions {
    AdminOptions::new().request_timeout(Some(ANSWER_WITHIN)).operation_timeout(Some(ANSWER_WITHIN))
}

fn value<'a>(config: &'a ConfigResource, topic: &str, name: &str) -> Result<&'a str, InboxError> {
    let value = config.get(name).and_then(|entry| entry.value.as_deref());
    value.ok_or_else(|| unreadable(topic, &format!("{name} is not told")))
}

/// Brokers that do not tell are not trusted.
fn unreadable(topic: &str, why: &str) -> InboxError {
    refused(&format!("flush.messages of the topic {topic} can't be read ({why}): allow DescribeConfigs"))
}

fn refused(detail: &str) -> InboxError {
    InboxError::new(InboxErrorCode::UnsafeSetting, detail)
}
