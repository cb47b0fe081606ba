//! The inbox on SQLite, in the same process.
//!
//! One thread writes: what waits for it shares a commit, and the commit is on the disk (`synchronous=FULL`) before
//! anybody is told.

mod open;
mod receive;
mod rows;
mod store;
mod transaction;
mod work;
mod writer;

pub use store::SqliteStore;
pub use transaction::{done, first, migrate};
