//! Forgetting old logs, in small portions that hold nobody up.

use super::{deliveries::Status, stats};
use crate::time::Millis;
use rusqlite::{Connection, params};

/// Logs that one call takes away at most.
pub const PORTION: usize = 500;

/// Takes away logs of deliveries that ended before the given times; returns how many.
pub fn forget(connection: &Connection, delivered_before: Millis, failed_before: Millis) -> rusqlite::Result<usize> {
    let numbers: Vec<i64> = {
        // Numbers are microseconds, so the oldest ones come first without another index.
        let sql = "SELECT number FROM deliveries WHERE number < ?1 AND due_at IS NULL AND updated_at < ?2
            AND (status = ?3 OR updated_at < ?4) ORDER BY number LIMIT ?5";
        let limit = i64::try_from(PORTION).unwrap_or(i64::MAX);
        let arguments = params![delivered_before * 1000, delivered_before, Status::Delivered, failed_before, limit];
        connection.prepare_cached(sql)?.query_map(arguments, |row| row.get(0))?.collect::<Result<_, _>>()?
    };
    for number in &numbers {
        connection.prepare_cached("DELETE FROM attempts WHERE delivery = ?1")?.execute([number])?;
        connection.prepare_cached("DELETE FROM payloads WHERE number = ?1")?.execute([number])?;
        connection.prepare_cached("DELETE FROM deliveries WHERE number = ?1")?.execute([number])?;
    }
    if numbers.len() < PORTION {
        stats::forget(connection, delivered_before.min(failed_before))?;
        let sql = "DELETE FROM webhooks WHERE deleted_at IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM deliveries WHERE webhook = key)";
        connection.prepare_cached(sql)?.execute(())?;
        connection.prepare_cached("DELETE FROM runs WHERE created_at < ?1")?.execute([failed_before])?;
    }
    Ok(numbers.len())
}
