//! Between rows and values, and between PostgreSQL's errors and ours.

use crate::{Count, InboxError, InboxErrorCode, Status, Stored, Summary};
use tokio_postgres::{Error, Row, error::SqlState};

/// What an error of PostgreSQL means to whoever wants to store something.
pub fn failure(error: &Error) -> InboxError {
    let Some(database) = error.as_db_error() else { return InboxError::unavailable(error) };
    answered(database.code(), database.message())
}

/// What the server said with an error's code.
pub fn answered(state: &SqlState, message: &str) -> InboxError {
    let code = match state {
        &SqlState::LOCK_NOT_AVAILABLE | &SqlState::QUERY_CANCELED => InboxErrorCode::Busy,
        &SqlState::UNDEFINED_TABLE | &SqlState::UNDEFINED_FUNCTION => InboxErrorCode::NoTables,
        // No partition for the row: the day's is missing, and the default one too.
        &SqlState::CHECK_VIOLATION => InboxErrorCode::Unavailable,
        state if is_value(state) => InboxErrorCode::Refused,
        _ => InboxErrorCode::Unavailable,
    };
    InboxError::new(code, format!("{}: {message}", state.code()))
}

/// Data exceptions and broken constraints: a row's fault, not the server's.
fn is_value(state: &SqlState) -> bool {
    state.code().starts_with("22") || state.code().starts_with("23")
}

/// Whether the same again may succeed: the transaction lost a race, or the partition for its row was made meanwhile.
pub fn is_race(error: &Error) -> bool {
    use SqlState as State;
    matches!(
        error.code(),
        Some(&State::T_R_SERIALIZATION_FAILURE | &State::T_R_DEADLOCK_DETECTED | &State::CHECK_VIOLATION)
    )
}

/// The columns of `find` from a place on.
pub fn stored(seq: i64, row: &Row, from: usize) -> Stored {
    Stored {
        seq,
        delivery_id: row.get(from),
        event_type: row.get(from + 1),
        created: row.get(from + 2),
        sent: row.get(from + 3),
        received: row.get(from + 4),
        secret: row.get(from + 5),
        digest: row.get(from + 6),
        headers: row.get(from + 7),
        body: row.get(from + 8),
    }
}

/// A row of `list`.
pub fn summary(row: &Row) -> Summary {
    Summary {
        seq: row.get(0),
        delivery_id: row.get(1),
        event_type: row.get(2),
        address: row.get(3),
        created: row.get(4),
        sent: row.get(5),
        received: row.get(6),
        secret: row.get(7),
        id_reused: row.get(8),
        status: Status::parse(row.get(9)).unwrap_or(Status::Done),
        repeats: row.get(10),
        attempts: row.get(11),
        error: row.get(12),
    }
}

/// A row of `counts`.
pub fn count(row: &Row) -> Count {
    Count { start: row.get(0), event_type: row.get(1), outcome: row.get(2), count: row.get(3) }
}
