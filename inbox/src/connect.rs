//! From an address to a store.

use crate::{Engine, InboxError, InboxErrorCode, Store};
use std::sync::Arc;

/// How a store is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenOptions {
    /// Whether file and tables are made where they are missing; otherwise that is an error (`no_tables`). Default: yes.
    pub create: bool,
    /// Whether workers of other processes are told at once that something was stored, on PostgreSQL. Default: yes; no for
    /// poolers that hand a connection to somebody else between transactions.
    pub notify: bool,
    /// Whether tables that are made get a partition for each day, on PostgreSQL: what is old is then dropped and not deleted,
    /// at any size. Chosen when the tables are made, and remembered in them. Default: no, which is less to look after.
    pub partition_by_day: bool,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self { create: true, notify: true, partition_by_day: false }
    }
}

/// Opens the store at an address: `sqlite://inbox.db`, `sqlite:///var/lib/inbox.db`, or
/// `postgres://user:password@host:port/database`, with `?sslmode=verify-full&sslrootcert=FILE` for a connection whose other
/// end is verified. File and tables are made where they are missing, if the options say so.
///
/// ```
/// use autosend_webhooks_inbox::OpenOptions;
/// # tokio::runtime::Runtime::new().unwrap().block_on(async {
/// let error = autosend_webhooks_inbox::open("mysql://localhost", OpenOptions::default()).await.err().unwrap();
/// assert_eq!(error.code().as_str(), "bad_store_address");
/// # });
/// ```
pub async fn open(address: &str, options: OpenOptions) -> Result<Arc<dyn Store>, InboxError> {
    let (scheme, _) = address.split_once(':').unwrap_or_default();
    match scheme {
        #[cfg(feature = "sqlite")]
        "sqlite" => {
            let path = crate::sqlite::path_of(address).unwrap_or("".as_ref());
            if path.as_os_str().is_empty() {
                return Err(unknown("the path of the file is missing: sqlite://inbox.db"));
            }
            if options.partition_by_day {
                return Err(unknown("tables in SQLite have no partitions: ask for none, or use postgres://"));
            }
            if !options.create && !path.exists() {
                return Err(InboxError::new(InboxErrorCode::NoTables, format!("there is no file {}", path.display())));
            }
            Ok(Arc::new(crate::sqlite::SqliteStore::open(path)?))
        }
        #[cfg(feature = "postgres")]
        "postgres" | "postgresql" => Ok(Arc::new(crate::postgres::PostgresStore::open(address, options).await?)),
        _ if is_engine(address) => {
            Err(unknown("an engine keeps no archive to look into: look into the database where its workers mark"))
        }
        _ => Err(unknown("write it like sqlite://inbox.db or postgres://user:password@host:port/database")),
    }
}

/// Opens what takes deliveries in and hands them out: a store as [`open`] does, or an engine, `nats://…` (feature `nats`),
/// `redis://…` (feature `redis`) or `kafka://…` (feature `kafka`), whose settings are checked; see `NatsEngine::connect`,
/// `RedisEngine::connect` and `KafkaEngine::connect`. Fails with `missing_feature` where that was left out.
pub async fn open_engine(address: &str, options: OpenOptions) -> Result<Arc<dyn Engine>, InboxError> {
    match address.split_once(':').unwrap_or_default().0 {
        #[cfg(feature = "nats")]
        "nats" | "tls" => Ok(Arc::new(crate::nats::NatsEngine::connect(address).await?)),
        #[cfg(feature = "redis")]
        "redis" | "rediss" => Ok(Arc::new(crate::redis::RedisEngine::connect(address).await?)),
        #[cfg(feature = "kafka")]
        "kafka" => Ok(Arc::new(crate::kafka::KafkaEngine::connect(address).await?)),
        scheme if is_engine(address) => {
            let detail = format!("{scheme}:// was left out when this program was built");
            Err(InboxError::new(InboxErrorCode::MissingFeature, detail))
        }
        _ => Ok(open(address, options).await?),
    }
}

/// Whether an address is that of an engine that keeps no archive.
#[must_use]
pub fn is_engine(address: &str) -> bool {
    matches!(address.split_once(':').unwrap_or_default().0, "kafka" | "nats" | "tls" | "redis" | "rediss")
}

fn unknown(detail: &str) -> InboxError {
    InboxError::new(InboxErrorCode::BadAddress, detail)
}
