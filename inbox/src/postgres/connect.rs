//! Connections: how they are made, what they are set to, and the tables.

use super::{rows::failure, tls};
use crate::{InboxError, InboxErrorCode, statements::postgres as sql};
use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use std::{str::FromStr, time::Duration};
use tokio_postgres::{Client, Config, Transaction};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Longer than any statement of a receiver, shorter than AutoSend waits. Commits are on the disk before anybody is
/// told, whatever the server's default is. Where there are many partitions, compiling a statement takes longer than running it.
const SETTINGS: &str =
    "SET lock_timeout = '5s'; SET statement_timeout = '60s'; SET synchronous_commit = on; SET jit = off";
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Connects to `postgres://user:password@host:port/database` as the store does, with the same words for encryption: for effects
/// that are to commit together with [`done`](super::done) or [`first`](super::first). Within a tokio runtime, which drives the
/// connection until the client is dropped.
///
/// Fails with `bad_store_address` or `inbox_unavailable`.
///
/// ```
/// # tokio::runtime::Runtime::new().unwrap().block_on(async {
/// let error = autosend_webhooks_inbox::postgres::connect("postgres://127.0.0.1:1/app?sslmode=disable&user=app").await.err();
/// assert_eq!(error.unwrap().code().as_str(), "inbox_unavailable");
/// # });
/// ```
pub async fn connect(address: &str) -> Result<Client, InboxError> {
    let (config, tls) = parse(address)?;
    let (client, connection) = config.connect(tls).await.map_err(|error| failure(&error))?;
    tokio::spawn(connection);
    Ok(client)
}

/// How to connect to the server at an address, in plain or encrypted.
pub fn parse(address: &str) -> Result<(Config, MakeRustlsConnect), InboxError> {
    let (address, trust) = tls::split(address);
    let mut config = Config::from_str(&address).map_err(|_| {
        // What the library says may hold the address, and with it the password.
        InboxError::new(InboxErrorCode::BadAddress, "expected postgres://user:password@host:port/database")
    })?;
    config.application_name("autosend-webhooks-inbox");
    config.connect_timeout(CONNECT_TIMEOUT);
    Ok((config, tls::connector(&trust)?))
}

/// The address without its password.
pub fn shown(config: &Config) -> String {
    let hosts: Vec<String> = config
        .get_hosts()
        .iter()
        .zip(config.get_ports().iter().chain(std::iter::repeat(&5432)))
        .map(|(host, port)| match host {
            tokio_postgres::config::Host::Tcp(name) => format!("{name}:{port}"),
            tokio_postgres::config::Host::Unix(path) => path.display().to_string(),
        })
        .collect();
    let user = config.get_user().map_or_else(String::new, |user| format!("{user}@"));
    format!("postgres://{user}{}/{}", hosts.join(","), config.get_dbname().unwrap_or_default())
}

pub fn pool(config: &Config, tls: &MakeRustlsConnect, size: usize) -> Result<Pool, InboxError> {
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let set = Hook::async_fn(|client, _| {
        Box::pin(async move { client.batch_execute(SETTINGS).await.map_err(HookError::Backend) })
    });
    Pool::builder(Manager::from_config(config.clone(), tls.clone(), recycling))
        .max_size(size)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(CONNECT_TIMEOUT))
        .create_timeout(Some(CONNECT_TIMEOUT))
        .post_create(set)
        .build()
        .map_err(|error| InboxError::unavailable(&error))
}

/// Makes the tables or brings them up to date; one process at a time.
pub async fn migrate(transaction: &Transaction<'_>) -> Result<(), InboxError> {
    let failed = |error: tokio_postgres::Error| failure(&error);
    transaction.query(sql::LOCK_MIGRATION.text, &[]).await.map_err(failed)?;
    let version = if has_tables(transaction).await? {
        let row = transaction.query_opt(sql::VERSION.text, &[]).await.map_err(failed)?;
        row.map_or(0, |row| row.get::<_, i64>(0))
    } else {
        0
    };
    let known = sql::MIGRATIONS.len();
    let version = usize::try_from(version).unwrap_or(usize::MAX);
    if version > known {
        let detail = format!("its tables have version {version}, this program knows {known}: use a newer one");
        return Err(InboxError::new(InboxErrorCode::NewerStore, detail));
    }
    for migration in &sql::MIGRATIONS[version..] {
        transaction.batch_execute(migration).await.map_err(failed)?;
    }
    let known = i64::try_from(known).unwrap_or(i64::MAX);
    transaction.execute(sql::SET_VERSION.text, &[&known]).await.map_err(failed)?;
    Ok(())
}

/// Gives the tables a partition for each day, if they hold nothing yet.
pub async fn partition_by_day(transaction: &Transaction<'_>) -> Result<(), InboxError> {
    let row = transaction.query_one(sql::BY_DAY.text, &[]).await.map_err(|error| failure(&error))?;
    if row.get(0) {
        return Ok(());
    }
    let detail =
        "its tables hold deliveries and have no partitions: leave partitions out, or begin with an empty database";
    Err(InboxError::new(InboxErrorCode::NotPartitioned, detail))
}

pub async fn has_tables(transaction: &Transaction<'_>) -> Result<bool, InboxError> {
    let row = transaction.query_one(sql::HAS_TABLES.text, &[]).await.map_err(|error| failure(&error))?;
    Ok(row.get(0))
}

/// Refuses a server that forgets what it said was committed.
pub async fn check_settings(transaction: &Transaction<'_>) -> Result<(), InboxError> {
    let row = transaction.query_one(sql::SETTINGS.text, &[]).await.map_err(|error| failure(&error))?;
    for (index, name) in sql::SETTINGS.result.iter().enumerate() {
        if row.get::<_, &str>(index) != "on" {
            let detail = format!("the server runs with {name}=off, and would lose what it has committed: switch it on");
            return Err(InboxError::new(InboxErrorCode::Unavailable, detail));
        }
    }
    Ok(())
}
