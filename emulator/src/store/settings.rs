//! What belongs to the whole emulator: the ids of its account, and faults for every webhook.

use crate::{faults::Faults, ids};
use rusqlite::{Connection, OptionalExtension};

/// The account that the emulator plays.
#[derive(Debug, Clone)]
pub struct Account {
    pub organization: String,
    /// The project of the project key.
    pub project: String,
}

fn get(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    let mut statement = connection.prepare_cached("SELECT value FROM settings WHERE name = ?1")?;
    statement.query_row([name], |row| row.get(0)).optional()
}

fn set(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO settings VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value";
    connection.prepare_cached(sql)?.execute([name, value]).map(drop)
}

fn get_or_set(connection: &Connection, name: &str, make: fn() -> String) -> rusqlite::Result<String> {
    if let Some(value) = get(connection, name)? {
        return Ok(value);
    }
    let value = make();
    set(connection, name, &value)?;
    Ok(value)
}

/// The account; made up the first time.
pub fn account(connection: &Connection) -> rusqlite::Result<Account> {
    Ok(Account {
        organization: get_or_set(connection, "organization", ids::object_id)?,
        project: get_or_set(connection, "project", ids::object_id)?,
    })
}

/// The generated API key, so that a restart on the same file keeps it.
pub fn api_key(connection: &Connection) -> rusqlite::Result<String> {
    get_or_set(connection, "api_key", ids::api_key)
}

/// The faults of webhooks that have none of their own.
pub fn faults(connection: &Connection) -> rusqlite::Result<Faults> {
    Ok(get(connection, "faults")?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

pub fn set_faults(connection: &Connection, faults: &Faults) -> rusqlite::Result<()> {
    set(connection, "faults", &faults.to_json())
}
