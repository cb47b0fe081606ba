//! Claiming, and writing down how tries ended.

use super::{
    receive::{count, now},
    rows,
};
use crate::{Ending, Finish, Job, Lease, statements::sqlite as sql, store::millis};
use rusqlite::{Connection, OptionalExtension, params};
use std::{collections::BTreeMap, time::Duration};

pub fn claim(connection: &Connection, limit: usize, lease: Duration) -> rusqlite::Result<Vec<Job>> {
    let now = now(connection)?;
    let number: i64 = connection.prepare_cached(sql::NEXT_LEASE.text)?.query_row([], |row| row.get(0))?;
    let until = now.saturating_add(millis(lease));
    let mut oldest = connection.prepare_cached(sql::SUSPECT.text)?;
    let is_suspect = oldest.query_row([now], |row| row.get(0)).optional()?.unwrap_or(false);
    let limit = if is_suspect { 1 } else { i64::try_from(limit).unwrap_or(i64::MAX) };
    let mut statement = connection.prepare_cached(sql::CLAIM.text)?;
    let claimed =
        statement.query_map(params![now, until, number, limit, is_suspect], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let claimed: Vec<(i64, u32)> = claimed.collect::<rusqlite::Result<_>>()?;
    let mut jobs = Vec::with_capacity(claimed.len());
    for (seq, attempt) in claimed {
        let mut read = connection.prepare_cached(sql::FIND.text)?;
        let stored = read.query_row([seq], |row| rows::stored(seq, row))?;
        jobs.push(Job { lease: Lease { seq, number }, attempt, is_suspect, stored });
    }
    Ok(jobs)
}

/// Makes leases end later, and returns those that are another's by now.
pub fn renew(connection: &Connection, leases: &[Lease], lease: Duration) -> rusqlite::Result<Vec<Lease>> {
    let until = now(connection)?.saturating_add(millis(lease));
    let mut statement = connection.prepare_cached(sql::RENEW.text)?;
    let mut lost = Vec::new();
    for lease in leases {
        if statement.execute(params![lease.seq, lease.number, until])? == 0 {
            lost.push(*lease);
        }
    }
    Ok(lost)
}

pub fn finish(connection: &Connection, finished: &[Finish]) -> rusqlite::Result<Vec<bool>> {
    let now = now(connection)?;
    let mut tally = BTreeMap::new();
    let mut held = Vec::with_capacity(finished.len());
    for Finish { lease, ending } in finished {
        let counted = match ending {
            Ending::Done => end(connection, *lease, now, None)?.map(|_| "done"),
            Ending::Retry { after, error } => {
                let run_at = now.saturating_add(millis(*after));
                free(connection, *lease, run_at, Some((now, error)))?.map(|()| "failed")
            }
            Ending::Release => free(connection, *lease, now, None)?.map(|()| "released"),
            Ending::Dead { error } => bury(connection, *lease, now, error)?.map(|()| "dead"),
        };
        held.push(counted.is_some());
        if let Some(name) = counted {
            *tally.entry(name.to_owned()).or_insert(0) += 1;
        }
    }
    count(connection, &tally)?;
    Ok(held)
}

/// Ends a job, if the lease is still held: returns the number of the attempt. The next of its key may run then.
pub fn end(connection: &Connection, lease: Lease, now: i64, error: Option<&str>) -> rusqlite::Result<Option<i64>> {
    let mut statement = connection.prepare_cached(sql::FINISH.text)?;
    let ended =
        statement.query_row(params![lease.seq, lease.number], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((attempt, key)): Option<(i64, Option<String>)> = ended else { return Ok(None) };
    if let Some(key) = key {
        connection.prepare_cached(sql::WAKE_NEXT.text)?.execute(params![key, now])?;
    }
    log(connection, lease.seq, attempt, now, error)?;
    Ok(Some(attempt))
}

fn bury(connection: &Connection, lease: Lease, now: i64, error: &str) -> rusqlite::Result<Option<()>> {
    let Some(attempt) = end(connection, lease, now, Some(error))? else { return Ok(None) };
    connection.prepare_cached(sql::BURY.text)?.execute(params![lease.seq, now, attempt, error])?;
    Ok(Some(()))
}

/// Gives a lease back, with what is to be logged of the attempt.
fn free(
    connection: &Connection,
    lease: Lease,
    run_at: i64,
    failed: Option<(i64, &String)>,
) -> rusqlite::Result<Option<()>> {
    let mut statement = connection.prepare_cached(sql::RETRY.text)?;
    let attempt = statement.query_row(params![lease.seq, lease.number, run_at], |row| row.get(0)).optional()?;
    let Some(attempt) = attempt else { return Ok(None) };
    if let Some((now, error)) = failed {
        log(connection, lease.seq, attempt, now, Some(error))?;
    }
    Ok(Some(()))
}

fn log(connection: &Connection, seq: i64, attempt: i64, now: i64, error: Option<&str>) -> rusqlite::Result<()> {
    connection.prepare_cached(sql::LOG_ATTEMPT.text)?.execute(params![seq, attempt, now, error])?;
    Ok(())
}

/// Has a delivery processed again. False where it waits already, or is gone.
pub fn requeue(connection: &Connection, seq: i64, now: i64) -> rusqlite::Result<bool> {
    connection.prepare_cached(sql::EXHUME.text)?.execute([seq])?;
    connection.prepare_cached(sql::RELEASE_KEPT.text)?.execute([seq])?;
    Ok(connection.prepare_cached(sql::REQUEUE.text)?.execute(params![seq, now])? > 0)
}
