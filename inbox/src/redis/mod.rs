//! The inbox on Redis Streams, where a fleet runs Redis already.
//!
//! **Its memory of what it has seen is bounded, so a worker calls [`Marks::once`](crate::mark::Marks::once), or `first` in the
//! transaction of its effect: that is the exactly-once.**
//!
//! One script recognises the digest and adds the entry, atomically and in one slot of a cluster; a consumer group hands the
//! entries out. A lease is a pending entry's consumer and count of deliveries; it has ended when the entry was idle for longer. What
//! is done is removed, and nothing is ever trimmed.

mod check;
mod engine;
mod renew;

pub use engine::RedisEngine;
