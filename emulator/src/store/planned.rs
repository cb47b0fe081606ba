//! Events that will happen: a mail's or a campaign's life cycle, stored before it is played.

use crate::time::Millis;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// An event and when it happens.
#[derive(Debug, Clone)]
pub struct Planned {
    pub at: Millis,
    pub project: String,
    pub event: String,
    /// Compact JSON.
    pub data: String,
    /// The scenario that it belongs to.
    pub run: Option<String>,
}

pub fn insert(connection: &Connection, planned: &Planned) -> rusqlite::Result<()> {
    let sql = "INSERT INTO planned (at, project, event, data, run) VALUES (?1, ?2, ?3, ?4, ?5)";
    let Planned { at, project, event, data, run } = planned;
    connection.prepare_cached(sql)?.execute(params![at, project, event, data, run]).map(drop)
}

/// Takes out the events whose time has come, oldest first.
pub fn take_due(connection: &Connection, now: Millis, limit: u32) -> rusqlite::Result<Vec<Planned>> {
    let sql = "SELECT key, at, project, event, data, run FROM planned WHERE at <= ?1 ORDER BY at, key LIMIT ?2";
    let planned = connection
        .prepare_cached(sql)?
        .query_map(params![now, limit], |row| {
            let key: i64 = row.get(0)?;
            let (at, project) = (row.get(1)?, row.get(2)?);
            Ok((key, Planned { at, project, event: row.get(3)?, data: row.get(4)?, run: row.get(5)? }))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut delete = connection.prepare_cached("DELETE FROM planned WHERE key = ?1")?;
    planned
        .into_iter()
        .map(|(key, planned)| {
            delete.execute([key])?;
            Ok(planned)
        })
        .collect()
}

/// When the first event happens.
pub fn next(connection: &Connection) -> rusqlite::Result<Option<Millis>> {
    connection.prepare_cached("SELECT min(at) FROM planned")?.query_row((), |row| row.get(0))
}

/// A scenario that was started.
#[derive(Debug, Clone)]
pub struct Run {
    pub id: String,
    pub emails: u64,
    /// How many events it has of each type.
    pub events: BTreeMap<String, u64>,
}

pub fn insert_run(connection: &Connection, run: &Run, created_at: Millis) -> rusqlite::Result<()> {
    let events = serde_json::to_string(&run.events).expect("a map of numbers is JSON");
    let emails = i64::try_from(run.emails).unwrap_or(i64::MAX);
    let sql = "INSERT INTO runs (id, emails, events, created_at) VALUES (?1, ?2, ?3, ?4)";
    connection.prepare_cached(sql)?.execute(params![run.id, emails, events, created_at]).map(drop)
}

pub fn run(connection: &Connection, id: &str) -> rusqlite::Result<Option<Run>> {
    let sql = "SELECT emails, events FROM runs WHERE id = ?1";
    let found = connection.prepare_cached(sql)?.query_row([id], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)));
    Ok(found.optional()?.map(|(emails, events)| Run {
        id: id.to_owned(),
        emails,
        events: serde_json::from_str(&events).unwrap_or_default(),
    }))
}

/// How many events of a scenario are still to happen.
pub fn remaining(connection: &Connection, run: &str) -> rusqlite::Result<u64> {
    let sql = "SELECT count(*) FROM planned WHERE run = ?1";
    connection.prepare_cached(sql)?.query_row([run], |row| row.get(0))
}
