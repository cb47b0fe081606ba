//! The inbox on SQLite, in the same process.
//!
//! One thread writes: what waits for it shares a commit, and the commit is on the disk (`synchronous=FULL`) before
//! anybody is told.

mod log;
mod open;
mod receive;
mod rows;
mod store;
mod transaction;
mod work;
mod writer;

pub(crate) use open::writer;
pub use store::{SqliteStore, WAL_LIMIT};
pub use transaction::{done, first, migrate};

/// The path in `sqlite://inbox.db` or `sqlite:///var/lib/inbox.db`; none if the address is another store's.
#[must_use]
pub fn path_of(address: &str) -> Option<&std::path::Path> {
    let path = address.strip_prefix("sqlite:")?;
    Some(std::path::Path::new(path.strip_prefix("//").unwrap_or(path)))
}
