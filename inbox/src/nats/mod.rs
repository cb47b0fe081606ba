//! The inbox on NATS JetStream, where a fleet runs NATS already.
//!
//! **JetStream's duplicate window is bounded, so a worker calls [`Marks::once`](crate::mark::Marks::once), or `first` in the
//! transaction of its effect: that is the exactly-once.**
//!
//! A delivery is a message whose `Nats-Msg-Id` is the digest of its body, in a work queue from which one pull consumer hands out
//! what is not acknowledged. `AckWait` is the lease. What ran out of attempts is published to a stream of dead letters
//! before it is acknowledged.

mod check;
mod engine;
mod held;
mod stream;

pub use engine::NatsEngine;
