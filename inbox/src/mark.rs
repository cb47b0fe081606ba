//! Marking in a database what an engine hands out, so that its effect is once.
//!
//! An engine recognises repeats for a while only. What is marked here is recognised for as long as the database keeps it.

use crate::{Arrival, Failure, InboxError, InboxErrorCode, Stored};
use std::future::Future;

/// A database where a worker marks what it has processed, with the tables of an inbox.
///
/// Where the effect is in a database of yours, do both in one transaction of it instead, with
/// [`Arrival::again`] and [`postgres::first`](crate::postgres::first) or [`sqlite::first`](crate::sqlite::first).
pub struct Marks {
    kept: Kept,
}

enum Kept {
    #[cfg(feature = "sqlite")]
    Sqlite(std::sync::Arc<std::sync::Mutex<rusqlite::Connection>>),
    #[cfg(feature = "postgres")]
    Postgres(Box<crate::postgres::PostgresStore>),
}

impl Marks {
    /// Opens `sqlite://FILE` or `postgres://…`, and makes the tables where they are missing.
    ///
    /// ```
    /// use autosend_webhooks_inbox::mark::Marks;
    /// # tokio::runtime::Runtime::new().unwrap().block_on(async {
    /// let error = Marks::open("redis://localhost").await.err().unwrap();
    /// assert_eq!(error.code().as_str(), "bad_store_address");
    /// # });
    /// ```
    pub async fn open(address: &str) -> Result<Self, InboxError> {
        match address.split_once(':').unwrap_or_default().0 {
            #[cfg(feature = "sqlite")]
            "sqlite" => {
                let path = crate::sqlite::path_of(address).unwrap_or("".as_ref());
                let connection = crate::sqlite::writer(path)?;
                Ok(Self { kept: Kept::Sqlite(std::sync::Arc::new(std::sync::Mutex::new(connection))) })
            }
            #[cfg(feature = "postgres")]
            "postgres" | "postgresql" => {
                let store = crate::postgres::PostgresStore::connect(address).await?;
                Ok(Self { kept: Kept::Postgres(Box::new(store)) })
            }
            _ => Err(InboxError::new(InboxErrorCode::BadAddress, "marks are kept in sqlite://FILE or postgres://…")),
        }
    }

    /// Runs `effect` unless the delivery is marked already, and marks it when that ends well. Returns whether it ran.
    ///
    /// The mark is claimed before and committed after the effect: a copy that comes meanwhile waits on PostgreSQL, and on SQLite
    /// effects run one at a time. If the process dies between the effect and the commit, the effect comes again.
    pub async fn once<F>(&self, stored: &Stored, effect: F) -> Result<bool, Failure>
    where
        F: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        let arrival = Arrival::again(stored);
        match &self.kept {
            #[cfg(feature = "sqlite")]
            Kept::Sqlite(connection) => {
                let (connection, runtime) = (connection.clone(), tokio::runtime::Handle::current());
                let marking = move || in_sqlite(&connection, &arrival, || runtime.block_on(effect));
                tokio::task::spawn_blocking(marking).await?
            }
            #[cfg(feature = "postgres")]
            Kept::Postgres(store) => in_postgres(store, &arrival, effect).await,
        }
    }
}

#[cfg(feature = "sqlite")]
fn in_sqlite(
    connection: &std::sync::Mutex<rusqlite::Connection>,
    arrival: &Arrival,
    effect: impl FnOnce() -> Result<(), Failure>,
) -> Result<bool, Failure> {
    // A panic in an effect has rolled back.
    let mut connection = connection.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let is_first = crate::sqlite::first(&transaction, arrival)?;
    if is_first {
        effect()?;
    }
    transaction.commit()?;
    Ok(is_first)
}

#[cfg(feature = "postgres")]
async fn in_postgres(
    store: &crate::postgres::PostgresStore,
    arrival: &Arrival,
    effect: impl Future<Output = Result<(), Failure>>,
) -> Result<bool, Failure> {
    let mut client = store.client().await?;
    let transaction = client.transaction().await?;
    transaction.batch_execute("SET LOCAL lock_timeout = '5s'").await?;
    let is_first = crate::postgres::first(&transaction, arrival).await?;
    if is_first {
        effect.await?;
    }
    transaction.commit().await?;
    Ok(is_first)
}
