//! Publishing: what is said to be kept is kept by every replica that is in sync.

use super::settings::{ANSWER_WITHIN, failure};
use crate::{InboxError, InboxErrorCode};
use rdkafka::{
    ClientConfig,
    message::{Header, Headers, OwnedHeaders},
    producer::{FutureProducer, FutureRecord, Producer},
    util::Timeout,
};
use std::sync::{Arc, Mutex, PoisonError};

/// How many bytes of a record's limit are left for its headers and what Kafka adds.
const HEADERS: usize = 4096;

/// The names of headers.
pub const DIGEST: &str = "digest";
pub const SEQ: &str = "seq";
pub const FAILED: &str = "attempts";
pub const DUE: &str = "due";
pub const ERROR: &str = "error";

/// What is to be kept.
pub struct Record<'a> {
    pub topic: &'a str,
    pub key: Option<&'a [u8]>,
    pub payload: &'a [u8],
    /// Unix milliseconds.
    pub stored: i64,
    pub headers: &'a [(&'a str, &'a str)],
}

/// Publishes with `acks=all`, and writes nothing twice when it has to repeat itself.
#[derive(Clone)]
pub struct Publisher {
    config: ClientConfig,
    longest: usize,
    /// With its number: one that can't go on is replaced once.
    producer: Arc<Mutex<(u64, FutureProducer)>>,
}

impl Publisher {
    /// `longest` is the limit of the topics, in bytes.
    pub fn new(client: &ClientConfig, longest: usize) -> Result<Self, InboxError> {
        let mut config = client.clone();
        config.set("enable.idempotence", "true").set("acks", "all").set("partitioner", "murmur2_random");
        config.set("linger.ms", "1").set("message.max.bytes", longest.to_string());
        config.set("message.timeout.ms", ANSWER_WITHIN.as_millis().to_string());
        let producer = config.create().map_err(|error| failure(&error))?;
        Ok(Self { config, longest, producer: Arc::new(Mutex::new((0, producer))) })
    }

    /// Refuses what the topics do not take.
    pub fn check_length(&self, payload: &[u8]) -> Result<(), InboxError> {
        if payload.len() + HEADERS <= self.longest {
            return Ok(());
        }
        let detail = format!("a delivery is longer than max.message.bytes of the topic, {} bytes", self.longest);
        Err(InboxError::new(InboxErrorCode::Refused, detail))
    }

    /// Waits until it is kept. Returns its partition and offset.
    pub async fn publish(&self, record: Record<'_>) -> Result<(i32, i64), InboxError> {
        let mut headers = OwnedHeaders::new_with_capacity(record.headers.len());
        for (key, value) in record.headers {
            headers = headers.insert(Header { key, value: Some(*value) });
        }
        let mut message =
            FutureRecord::to(record.topic).payload(record.payload).timestamp(record.stored).headers(headers);
        if let Some(key) = record.key {
            message = message.key(key);
        }
        let (number, producer) = self.current();
        match producer.send(message, Timeout::After(ANSWER_WITHIN)).await {
            Ok(kept) => Ok((kept.partition, kept.offset)),
            Err((error, _)) => {
                if producer.client().fatal_error().is_some() {
                    self.replace(number);
                }
                Err(failure(&error))
            }
        }
    }

    fn current(&self) -> (u64, FutureProducer) {
        self.producer.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// After a fatal error a producer says nothing but that error.
    fn replace(&self, number: u64) {
        let mut current = self.producer.lock().unwrap_or_else(PoisonError::into_inner);
        if current.0 == number
            && let Ok(next) = self.config.create()
        {
            *current = (number + 1, next);
        }
    }
}

/// A header as text, if it is there.
pub fn header<'a>(headers: Option<&'a impl Headers>, name: &str) -> Option<&'a str> {
    let found = headers?.iter().find(|header| header.key == name)?;
    std::str::from_utf8(found.value?).ok()
}

/// A header that is a number; 0 if it is not there.
pub fn number(headers: Option<&impl Headers>, name: &str) -> i64 {
    header(headers, name).and_then(|text| text.parse().ok()).unwrap_or(0)
}
