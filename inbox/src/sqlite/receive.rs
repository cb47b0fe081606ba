//! Storing what arrives.

use crate::{Arrival, Outcome, statements::sqlite as sql};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// The database's clock, Unix milliseconds.
pub fn now(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached(sql::NOW.text)?.query_row([], |row| row.get(0))
}

/// Stores a batch, within the caller's transaction.
pub fn append(
    connection: &Connection,
    batch: &[Arrival],
    expired_before: i64,
    hold: bool,
) -> rusqlite::Result<Vec<Outcome>> {
    let now = now(connection)?;
    let place = Place { connection, now, expired_before, hold };
    let outcomes = batch.iter().map(|arrival| place.append(arrival)).collect::<rusqlite::Result<Vec<_>>>()?;
    count(connection, &tally(batch, &outcomes))?;
    Ok(outcomes)
}

struct Place<'a> {
    connection: &'a Connection,
    now: i64,
    expired_before: i64,
    hold: bool,
}

impl Place<'_> {
    fn append(&self, arrival: &Arrival) -> rusqlite::Result<Outcome> {
        let Some(seq) = first(self.connection, arrival)? else {
            return Ok(Outcome::Duplicate { of: repeat(self.connection, arrival, self.now)? });
        };
        let id_reused = is_reused(self.connection, arrival, seq)?;
        let outcome = match arrival.created {
            Some(created) if created <= self.expired_before => Outcome::Expired { seq },
            _ if id_reused && self.hold => Outcome::Held { seq },
            _ => Outcome::New { seq, id_reused },
        };
        let kept_from = (!matches!(outcome, Outcome::New { .. })).then(|| outcome.name());
        archive(self.connection, arrival, seq, self.now, kept_from, id_reused)?;
        if kept_from.is_none() {
            self.enqueue(arrival, seq)?;
        }
        Ok(outcome)
    }

    fn enqueue(&self, arrival: &Arrival, seq: i64) -> rusqlite::Result<()> {
        let created = arrival.created.unwrap_or(self.now);
        self.connection.prepare_cached(sql::ENQUEUE.text)?.execute(params![seq, self.now, arrival.key, created])?;
        Ok(())
    }
}

/// The number of a body that was not seen before.
pub fn first(connection: &Connection, arrival: &Arrival) -> rusqlite::Result<Option<i64>> {
    let (created, digest) = arrival.identity();
    let mut statement = connection.prepare_cached(sql::FIRST.text)?;
    statement.query_row(params![created, digest, arrival.delivery_id], |row| row.get(0)).optional()
}

/// Counts one more of a body that was seen before, and notes its id if it is another one.
pub fn repeat(connection: &Connection, arrival: &Arrival, now: i64) -> rusqlite::Result<i64> {
    let (created, digest) = arrival.identity();
    let (seq, id): (i64, String) = connection
        .prepare_cached(sql::REPEAT.text)?
        .query_row(params![created, digest, 1], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if id != arrival.delivery_id {
        let mut note = connection.prepare_cached(sql::NOTE_REPEAT.text)?;
        note.execute(params![seq, now, arrival.delivery_id, arrival.secret])?;
    }
    Ok(seq)
}

fn is_reused(connection: &Connection, arrival: &Arrival, seq: i64) -> rusqlite::Result<bool> {
    connection.prepare_cached(sql::ID_REUSED.text)?.query_row(params![arrival.delivery_id, seq], |row| row.get(0))
}

pub fn archive(
    connection: &Connection,
    arrival: &Arrival,
    seq: i64,
    now: i64,
    kept_from: Option<&str>,
    id_reused: bool,
) -> rusqlite::Result<()> {
    connection.prepare_cached(sql::ARCHIVE.text)?.execute(params![
        seq,
        arrival.delivery_id,
        arrival.event_type,
        arrival.address,
        arrival.created,
        arrival.sent,
        now,
        arrival.secret,
        kept_from,
        id_reused,
        arrival.digest,
        arrival.headers,
        arrival.body,
    ])?;
    Ok(())
}

/// What a batch adds to the counters.
pub fn tally(batch: &[Arrival], outcomes: &[Outcome]) -> BTreeMap<String, i64> {
    let mut tally = BTreeMap::new();
    for (arrival, outcome) in batch.iter().zip(outcomes) {
        *tally.entry(outcome.name().to_owned()).or_insert(0) += 1;
        if !matches!(outcome, Outcome::Duplicate { .. }) {
            *tally.entry(format!("type:{}", arrival.event_type)).or_insert(0) += 1;
        }
        if matches!(outcome, Outcome::New { id_reused: true, .. } | Outcome::Held { .. }) {
            *tally.entry("id_reused".into()).or_insert(0) += 1;
        }
    }
    tally
}

pub fn count(connection: &Connection, tally: &BTreeMap<String, i64>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(sql::COUNT.text)?;
    for (name, value) in tally {
        statement.execute(params![name, value])?;
    }
    Ok(())
}
