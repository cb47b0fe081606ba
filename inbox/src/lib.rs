#![cfg_attr(feature = "axum", doc = include_str!("../README.md"))]
#![cfg_attr(not(feature = "axum"), doc = "Store, answer, process: each event once.")]
#![forbid(unsafe_code)]

mod arrival;
mod backoff;
mod connect;
#[cfg(any(feature = "kafka", feature = "nats", feature = "redis"))]
mod engine_address;
#[cfg(any(feature = "kafka", feature = "nats", feature = "redis"))]
mod envelope;
mod error;
mod inbox;
mod intake;
pub mod limits;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub mod mark;
mod outcome;
mod query;
mod statements;
mod store;
mod wire;
mod work;

#[cfg(feature = "axum")]
mod axum;
#[cfg(feature = "kafka")]
pub mod kafka;
#[cfg(feature = "nats")]
pub mod nats;
#[cfg(feature = "postgres")]
pub mod postgres;
#[cfg(feature = "redis")]
pub mod redis;
#[cfg(feature = "axum")]
mod shared_verifier;
#[cfg(feature = "sqlite")]
pub mod sqlite;

#[cfg(feature = "axum")]
pub use crate::axum::{KeyOf, Received, receiver};
pub use arrival::{Arrival, KEPT_HEADERS};
pub use backoff::Backoff;
pub use connect::{OpenOptions, is_engine, open, open_engine};
pub use error::{InboxError, InboxErrorCode};
pub use inbox::{Inbox, InboxOptions, OnIdReuse};
pub use outcome::Outcome;
pub use query::{Attempt, Count, Counters, Filter, Pruned, Recent, Repeat, SecretUse, Stats, Status, Summary};
#[cfg(feature = "axum")]
pub use shared_verifier::SharedVerifier;
pub use statements::{Statement, statements};
pub use store::{Ending, Engine, Finish, Job, Lease, Renewer, Store, Stored};
pub use wire::{NatsWire, RedisWire, WIRE, Wire};
pub use work::{Failure, WorkOptions};
