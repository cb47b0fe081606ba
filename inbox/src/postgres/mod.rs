//! The inbox on PostgreSQL, shared by a fleet of receivers and workers.

mod connect;
mod rows;
#[cfg(feature = "sqlx")]
pub mod sqlx;
mod store;
mod tls;
mod transaction;
mod wake;

pub use connect::connect;
pub use store::PostgresStore;
pub use transaction::{done, done_all, first, migrate};
