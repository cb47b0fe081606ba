//! Between rows and values, and between SQLite's errors and ours.

use crate::{Count, InboxError, InboxErrorCode, Status, Stored, Summary};
use rusqlite::{Error, ErrorCode, Row};

/// What an error of SQLite means to whoever wants to store something.
pub fn failure(error: &Error) -> InboxError {
    let code = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => InboxErrorCode::Busy,
        Some(ErrorCode::NotADatabase) => InboxErrorCode::ForeignDatabase,
        Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch | ErrorCode::TooBig) => InboxErrorCode::Refused,
        _ if error.to_string().contains("no such table: inbox_") => InboxErrorCode::NoTables,
        _ => InboxErrorCode::Unavailable,
    };
    InboxError::new(code, error.to_string())
}

/// A row of `find`.
pub fn stored(seq: i64, row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        seq,
        delivery_id: row.get(0)?,
        event_type: row.get(1)?,
        created: row.get(2)?,
        sent: row.get(3)?,
        received: row.get(4)?,
        secret: row.get(5)?,
        digest: row.get(6)?,
        headers: row.get(7)?,
        body: row.get(8)?,
    })
}

/// A row of `list`.
pub fn summary(row: &Row<'_>) -> rusqlite::Result<Summary> {
    let status: String = row.get(9)?;
    Ok(Summary {
        seq: row.get(0)?,
        delivery_id: row.get(1)?,
        event_type: row.get(2)?,
        address: row.get(3)?,
        created: row.get(4)?,
        sent: row.get(5)?,
        received: row.get(6)?,
        secret: row.get(7)?,
        id_reused: row.get(8)?,
        status: Status::parse(&status).unwrap_or(Status::Done),
        repeats: row.get(10)?,
        attempts: row.get(11)?,
        error: row.get(12)?,
    })
}

/// A row of `counts`.
pub fn count(row: &Row<'_>) -> rusqlite::Result<Count> {
    Ok(Count { start: row.get(0)?, event_type: row.get(1)?, outcome: row.get(2)?, count: row.get(3)? })
}
