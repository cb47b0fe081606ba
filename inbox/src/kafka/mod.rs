//! The inbox on Kafka, where a fleet runs Kafka already.
//!
//! **Kafka recognises no repeats, so a worker calls [`Marks::once`](crate::mark::Marks::once), or `first` in the transaction of
//! its effect: that is the exactly-once.**
//!
//! A delivery is a record whose key is the address that it is about, and 200 goes out when all in-sync replicas have flushed it. Workers
//! are a consumer group: the lease of what one works on is its membership. The offset that is committed is that of the oldest
//! unfinished record; what was done beyond it, and how often the others were tried, stands in the metadata of the commit, so that it
//! survives its worker. What failed is published anew to a topic of retries, and what failed for good to one of dead letters,
//! before it counts as done.

mod check;
mod consume;
mod depth;
mod engine;
mod holding;
mod publish;
mod settings;
mod window;

pub use engine::KafkaEngine;
