//! The engines' own clients, as their documentation shows them: a batch is sent at once, then all acknowledgements are awaited. They
//! recognise less than the inbox does: Redis nothing, JetStream the message id.

use crate::{BATCH, filled};
use async_nats::jetstream::{
    self,
    message::PublishMessage,
    stream::{Config, StorageType},
};
use futures_util::future::try_join_all;
use std::time::{Duration, Instant};

/// A client of an engine.
#[derive(Clone, Copy)]
pub enum Client {
    Redis,
    JetStream,
    #[cfg(feature = "kafka")]
    Kafka,
}

impl Client {
    /// How many deliveries a second it stores, one batch after the other, without HTTP and verification.
    pub async fn rate(self, address: &str, time: Duration) -> f64 {
        match self {
            Self::Redis => redis_streams(address, time).await,
            Self::JetStream => jetstream(address, time).await,
            #[cfg(feature = "kafka")]
            Self::Kafka => kafka(address, time).await,
        }
    }
}

/// `XADD` in a pipeline.
async fn redis_streams(address: &str, time: Duration) -> f64 {
    let mut connection = redis::Client::open(address).unwrap().get_multiplexed_async_connection().await.unwrap();
    let (start, mut sent) = (Instant::now(), 0);
    while start.elapsed() < time {
        let mut batch = redis::pipe();
        for number in sent..sent + BATCH {
            batch.cmd("XADD").arg("bench").arg("*").arg("delivery").arg(filled(&number.to_string())).ignore();
        }
        batch.query_async::<()>(&mut connection).await.unwrap();
        sent += BATCH;
    }
    let rate = f64::from(sent) / start.elapsed().as_secs_f64();
    redis::cmd("DEL").arg("bench").query_async::<()>(&mut connection).await.unwrap();
    rate
}

/// `send`, answered when every replica in sync has it.
#[cfg(feature = "kafka")]
async fn kafka(address: &str, time: Duration) -> f64 {
    use rdkafka::{
        ClientConfig,
        admin::{AdminClient, AdminOptions, NewTopic, TopicReplication},
        client::DefaultClientContext,
        producer::{FutureProducer, FutureRecord},
    };
    let servers = address.trim_start_matches("kafka://").split('?').next().unwrap_or_default();
    let mut config = ClientConfig::new();
    config.set("bootstrap.servers", servers).set("acks", "all").set("enable.idempotence", "true");
    let admin: AdminClient<DefaultClientContext> = config.create().unwrap();
    let topic = NewTopic::new("bench", 1, TopicReplication::Fixed(1)).set("flush.messages", "1");
    admin.create_topics(&[topic], &AdminOptions::new()).await.unwrap();
    let producer: FutureProducer = config.create().unwrap();
    let (start, mut sent) = (Instant::now(), 0);
    while start.elapsed() < time {
        let bodies: Vec<_> =
            (sent..sent + BATCH).map(|number| (number.to_string(), filled(&number.to_string()))).collect();
        let batch = bodies.iter().map(|(key, body)| async {
            producer.send(FutureRecord::to("bench").key(key).payload(body), time).await.map_err(|(error, _)| error)
        });
        try_join_all(batch).await.unwrap();
        sent += BATCH;
    }
    f64::from(sent) / start.elapsed().as_secs_f64()
}

/// `publish`, with a message id.
async fn jetstream(address: &str, time: Duration) -> f64 {
    let server = address.split('?').next().unwrap_or(address);
    let context = jetstream::new(async_nats::connect(server).await.unwrap());
    let config = Config {
        name: "bench".into(),
        subjects: vec!["bench".into()],
        storage: StorageType::File,
        ..Config::default()
    };
    context.create_stream(config).await.unwrap();
    let (start, mut sent) = (Instant::now(), 0);
    while start.elapsed() < time {
        let batch = (sent..sent + BATCH).map(|number| {
            let message =
                PublishMessage::build().message_id(number.to_string()).payload(filled(&number.to_string()).into());
            context.send_publish("bench", message)
        });
        let published = try_join_all(batch).await.unwrap();
        try_join_all(published.into_iter().map(IntoFuture::into_future)).await.unwrap();
        sent += BATCH;
    }
    let rate = f64::from(sent) / start.elapsed().as_secs_f64();
    context.delete_stream("bench").await.unwrap();
    rate
}
