//! From an address to a store.

use crate::{InboxError, InboxErrorCode, Store};
use std::sync::Arc;

/// Opens the store at an address: `sqlite://inbox.db`, `sqlite:///var/lib/inbox.db`, or
/// `postgres://user:password@host:port/database`. With `create`, file and tables are made where they are missing;
/// without, that is an error (`no_tables`).
///
/// ```
/// # tokio::runtime::Runtime::new().unwrap().block_on(async {
/// let error = autosend_webhooks_inbox::open("mysql://localhost", true).await.err().unwrap();
/// assert_eq!(error.code().as_str(), "bad_store_address");
/// # });
/// ```
pub async fn open(address: &str, create: bool) -> Result<Arc<dyn Store>, InboxError> {
    let (scheme, rest) = address.split_once(':').unwrap_or_default();
    match scheme {
        #[cfg(feature = "sqlite")]
        "sqlite" => {
            let path = std::path::Path::new(rest.strip_prefix("//").unwrap_or(rest));
            if path.as_os_str().is_empty() {
                return Err(unknown("the path of the file is missing: sqlite://inbox.db"));
            }
            if !create && !path.exists() {
                return Err(InboxError::new(InboxErrorCode::NoTables, format!("there is no file {}", path.display())));
            }
            Ok(Arc::new(crate::sqlite::SqliteStore::open(path)?))
        }
        #[cfg(feature = "postgres")]
        "postgres" | "postgresql" => {
            let _ = rest;
            Ok(Arc::new(crate::postgres::PostgresStore::open(address, create).await?))
        }
        _ => Err(unknown("write it like sqlite://inbox.db or postgres://user:password@host:port/database")),
    }
}

fn unknown(detail: &str) -> InboxError {
    InboxError::new(InboxErrorCode::BadAddress, detail)
}
