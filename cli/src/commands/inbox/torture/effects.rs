//! The application: one row for each effect, in the inbox's database, or in one of its own beside an engine.

use crate::output::UsageError;
use autosend_webhooks_inbox::{Arrival, InboxError, Job, postgres, sqlite};
use rusqlite::{Connection, TransactionBehavior};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio_postgres::Client;

/// No unique index: a second effect must show.
const TABLE: &str = "CREATE TABLE torture_effect (digest $BYTES NOT NULL)";

/// How long a database may be away when all is over.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(200);

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// What makes an effect happen once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Once {
    /// The job is done in the effect's transaction, or its lease is lost.
    ByLease,
    /// The delivery is marked in the effect's transaction: an engine is not in it.
    ByMark,
    /// Nothing.
    Never,
}

#[derive(Clone)]
pub enum Effects {
    Sqlite(Arc<Mutex<Connection>>),
    Postgres(Arc<Clients>),
}

/// Connections to a server, each for one at a time.
pub struct Clients {
    address: String,
    idle: Mutex<Vec<Client>>,
}

impl Clients {
    async fn take(&self) -> Result<Client, InboxError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle.filter(|client| !client.is_closed()) {
            Some(client) => Ok(client),
            None => postgres::connect(&self.address).await,
        }
    }

    /// For the next one. Where something failed it is dropped instead: nobody knows what it is in.
    fn put_back(&self, client: Client) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(client);
    }
}

impl Effects {
    pub async fn create(address: &str) -> Result<Self, UsageError> {
        let created = async {
            let effects = Self::open(address)?;
            let bytes = if matches!(effects, Self::Sqlite(_)) { "BLOB" } else { "bytea" };
            effects.execute(&TABLE.replace("$BYTES", bytes)).await?;
            Ok(effects)
        };
        created.await.map_err(|error: Failed| {
            UsageError::new(format!("cannot make the table of effects: {error}"), "Give an empty database.")
        })
    }

    /// Forgets all effects, before the next scenario.
    pub async fn clear(&self) -> Result<(), UsageError> {
        self.execute("DELETE FROM torture_effect")
            .await
            .map_err(|error| UsageError::new(format!("cannot clear the table of effects: {error}"), "Try again."))
    }

    /// Statements without parameters.
    pub async fn execute(&self, statements: &str) -> Result<(), Failed> {
        match self {
            Self::Sqlite(connection) => locked(connection).execute_batch(statements)?,
            Self::Postgres(clients) => {
                let client = clients.take().await?;
                client.batch_execute(statements).await?;
                clients.put_back(client);
            }
        }
        Ok(())
    }

    pub fn open(address: &str) -> Result<Self, Failed> {
        let Some(path) = sqlite::path_of(address) else {
            let clients = Clients { address: address.to_owned(), idle: Mutex::default() };
            return Ok(Self::Postgres(Arc::new(clients)));
        };
        let connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        Ok(Self::Sqlite(Arc::new(Mutex::new(connection))))
    }

    /// The effect of a job, in one transaction with what makes it happen once. `at` is told where it is.
    pub async fn apply(&self, job: &Job, once: Once, at: impl Fn(&'static str) + Send + Sync) -> Result<(), Failed> {
        match self {
            Self::Sqlite(connection) => {
                tokio::task::block_in_place(|| apply_sqlite(&mut locked(connection), job, once, at))
            }
            Self::Postgres(clients) => {
                let mut client = clients.take().await?;
                apply_postgres(&mut client, job, once, at).await?;
                clients.put_back(client);
                Ok(())
            }
        }
    }

    /// What many receivers do: ask whether it was seen, and insert it if not.
    pub async fn look_up_then_insert(&self, digest: &[u8]) -> Result<(), Failed> {
        const SEEN: &str = "SELECT count(*) FROM torture_effect WHERE digest = $1";
        const INSERT: &str = "INSERT INTO torture_effect VALUES ($1)";
        let pause = Duration::from_millis(1);
        match self {
            Self::Sqlite(connection) => {
                let seen: i64 = locked(connection).query_row(SEEN, [digest], |row| row.get(0))?;
                tokio::time::sleep(pause).await;
                if seen == 0 {
                    locked(connection).execute(INSERT, [digest])?;
                }
            }
            Self::Postgres(clients) => {
                let client = clients.take().await?;
                let seen: i64 = client.query_one(SEEN, &[&digest]).await?.get(0);
                tokio::time::sleep(pause).await;
                if seen == 0 {
                    client.execute(INSERT, &[&digest]).await?;
                }
                clients.put_back(client);
            }
        }
        Ok(())
    }

    /// How often each effect happened, by digest.
    pub async fn times(&self) -> Result<HashMap<Vec<u8>, usize>, UsageError> {
        let mut times = HashMap::new();
        for digest in self.all().await? {
            *times.entry(digest).or_default() += 1;
        }
        Ok(times)
    }

    /// Tries for a while: whoever ill-treats the database may not have ended yet.
    async fn all(&self) -> Result<Vec<Vec<u8>>, UsageError> {
        let start = Instant::now();
        loop {
            match self.digests().await {
                Ok(all) => return Ok(all),
                Err(_) if start.elapsed() < READ_TIMEOUT => tokio::time::sleep(PAUSE).await,
                Err(error) => return Err(UsageError::new(format!("cannot read the effects: {error}"), "Try again.")),
            }
        }
    }

    async fn digests(&self) -> Result<Vec<Vec<u8>>, Failed> {
        const ALL: &str = "SELECT digest FROM torture_effect";
        Ok(match self {
            Self::Sqlite(connection) => {
                let connection = locked(connection);
                let mut statement = connection.prepare(ALL)?;
                statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
            }
            Self::Postgres(clients) => {
                clients.take().await?.query(ALL, &[]).await?.iter().map(|row| row.get(0)).collect()
            }
        })
    }
}

fn locked(connection: &Arc<Mutex<Connection>>) -> std::sync::MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

fn apply_sqlite(connection: &mut Connection, job: &Job, once: Once, at: impl Fn(&'static str)) -> Result<(), Failed> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if once == Once::ByMark && !sqlite::first(&transaction, &Arrival::again(&job.stored))? {
        return Ok(transaction.commit()?);
    }
    transaction.execute("INSERT INTO torture_effect VALUES (?1)", [&job.stored.digest])?;
    at("after the effect");
    if once == Once::ByLease {
        sqlite::done(&transaction, job.lease)?;
    }
    at("before the commit of the effect");
    transaction.commit()?;
    at("after the commit of the effect");
    Ok(())
}

async fn apply_postgres(
    client: &mut Client,
    job: &Job,
    once: Once,
    at: impl Fn(&'static str) + Send + Sync,
) -> Result<(), Failed> {
    let transaction = client.transaction().await?;
    if once == Once::ByMark && !postgres::first(&transaction, &Arrival::again(&job.stored)).await? {
        return Ok(transaction.commit().await?);
    }
    transaction.execute("INSERT INTO torture_effect VALUES ($1)", &[&job.stored.digest]).await?;
    at("after the effect");
    if once == Once::ByLease {
        postgres::done(&transaction, job.lease).await?;
    }
    at("before the commit of the effect");
    transaction.commit().await?;
    at("after the commit of the effect");
    Ok(())
}
