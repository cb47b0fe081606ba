//! Deliveries: the queue and the log in one.

use super::{stats, webhooks};
use crate::{faults::AttemptFaults, time::Millis};
use autosend_webhooks::Generation;
use rusqlite::{
    Connection, OptionalExtension, Row, ToSql, named_params, params,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};

/// What became of a delivery so far. The numbers are those of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Pending = 0,
    Delivered = 1,
    Retrying = 2,
    Failed = 3,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::Pending, Self::Delivered, Self::Retrying, Self::Failed];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Retrying => "retrying",
            Self::Failed => "failed",
        }
    }
}

impl ToSql for Status {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok((*self as i64).into())
    }
}

impl FromSql for Status {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = value.as_i64()?;
        Self::ALL.into_iter().find(|status| *status as i64 == number).ok_or(FromSqlError::OutOfRange(number))
    }
}

/// A delivery as the lists show it.
#[derive(Debug, Clone)]
pub struct Delivery {
    pub number: i64,
    pub webhook: webhooks::Key,
    pub webhook_id: String,
    pub event: String,
    pub url: String,
    pub status: Status,
    pub attempts: u32,
    pub status_code: Option<u16>,
    /// Of the last attempt, in milliseconds.
    pub duration: Option<Millis>,
    pub error: Option<String>,
    pub due_at: Option<Millis>,
    pub delivered_at: Option<Millis>,
    pub created_at: Millis,
    pub updated_at: Millis,
}

const COLUMNS: &str = "d.number, d.webhook, w.id AS webhook_id, d.event, p.url, d.status, d.attempts, d.status_code,
    d.duration, d.error, d.due_at, d.delivered_at, d.created_at, d.updated_at";
const TABLES: &str = "deliveries d JOIN webhooks w ON w.key = d.webhook JOIN payloads p ON p.number = d.number";

impl Delivery {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            number: row.get("number")?,
            webhook: row.get("webhook")?,
            webhook_id: row.get("webhook_id")?,
            event: row.get("event")?,
            url: row.get("url")?,
            status: row.get("status")?,
            attempts: row.get("attempts")?,
            status_code: row.get("status_code")?,
            duration: row.get("duration")?,
            error: row.get("error")?,
            due_at: row.get("due_at")?,
            delivered_at: row.get("delivered_at")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

/// A delivery to be entered into the queue.
#[derive(Debug)]
pub struct NewDelivery<'a> {
    pub number: i64,
    pub webhook: webhooks::Key,
    pub url: &'a str,
    pub event: &'a str,
    pub generation: Generation,
    pub body: &'a str,
    pub created_at: Millis,
    pub due_at: Millis,
    /// Signed with the twin's secret.
    pub twin: bool,
    pub faults: Option<AttemptFaults>,
    /// The scenario that it belongs to.
    pub run: Option<&'a str>,
}

pub fn insert(connection: &Connection, delivery: &NewDelivery<'_>) -> rusqlite::Result<()> {
    let sql = "INSERT INTO deliveries
        (number, webhook, event, generation, due_at, created_at, updated_at, twin, faults, run)
        VALUES (:number, :webhook, :event, :generation, :due, :created, :created, :twin, :faults, :run)";
    connection.prepare_cached(sql)?.execute(named_params! {
        ":number": delivery.number,
        ":webhook": delivery.webhook,
        ":event": delivery.event,
        ":generation": delivery.generation.number(),
        ":due": delivery.due_at,
        ":created": delivery.created_at,
        ":twin": delivery.twin,
        ":faults": delivery.faults.map(AttemptFaults::to_json),
        ":run": delivery.run,
    })?;
    let sql = "INSERT INTO payloads (number, url, body) VALUES (?1, ?2, ?3)";
    connection.prepare_cached(sql)?.execute(params![delivery.number, delivery.url, delivery.body]).map(drop)
}

/// A delivery as the engine takes it out of the queue.
#[derive(Debug, Clone)]
pub struct Queued {
    pub delivery: Delivery,
    pub body: String,
    pub generation: Generation,
    pub twin: bool,
    pub faults: Option<AttemptFaults>,
}

/// What a webhook's worker can do now, and when it can do more.
pub struct Due {
    /// In the order in which they are due.
    pub now: Vec<Queued>,
    /// When the first of the others is.
    pub next: Option<Millis>,
}

pub fn due(connection: &Connection, webhook: webhooks::Key, now: Millis, limit: usize) -> rusqlite::Result<Due> {
    let sql = format!(
        "SELECT {COLUMNS}, p.body, d.generation, d.twin, d.faults FROM {TABLES}
        WHERE d.webhook = ?1 AND d.due_at IS NOT NULL AND d.due_at <= ?2 ORDER BY d.due_at, d.number LIMIT ?3"
    );
    let queued = |row: &Row<'_>| {
        let generation = if row.get::<_, u8>("generation")? == 1 { Generation::First } else { Generation::Current };
        Ok(Queued {
            delivery: Delivery::from_row(row)?,
            body: row.get("body")?,
            generation,
            twin: row.get("twin")?,
            faults: row.get::<_, Option<String>>("faults")?.and_then(|text| serde_json::from_str(&text).ok()),
        })
    };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows =
        connection.prepare_cached(&sql)?.query_map(params![webhook, now, limit], queued)?.collect::<Result<_, _>>()?;
    let sql = "SELECT min(due_at) FROM deliveries WHERE webhook = ?1 AND due_at IS NOT NULL AND due_at > ?2";
    let next = connection.prepare_cached(sql)?.query_row(params![webhook, now], |row| row.get(0))?;
    Ok(Due { now: rows, next })
}

/// One attempt, as sent and as answered.
#[derive(Debug, Clone)]
pub struct Attempt {
    pub number: u32,
    pub started_at: Millis,
    pub duration: Millis,
    /// Pairs of name and value, as JSON.
    pub request_headers: String,
    pub response: Option<Response>,
    pub error: Option<String>,
}

/// What a receiver answered.
#[derive(Debug, Clone)]
pub struct Response {
    pub status: u16,
    /// Pairs of name and value, as JSON.
    pub headers: String,
    pub body: Vec<u8>,
    /// Whether the body went on.
    pub truncated: bool,
}

/// Logs an attempt, and with it what is next: `delivery` is as it is from now on.
pub fn record(connection: &Connection, delivery: &Delivery, attempt: &Attempt) -> rusqlite::Result<()> {
    let sql = "UPDATE deliveries SET status = :status, attempts = :attempts, due_at = :due, status_code = :code,
        duration = :duration, error = :error, delivered_at = :delivered, updated_at = :updated
        WHERE number = :number AND due_at IS NOT NULL";
    connection.prepare_cached(sql)?.execute(named_params! {
        ":number": delivery.number,
        ":status": delivery.status,
        ":attempts": delivery.attempts,
        ":due": delivery.due_at,
        ":code": delivery.status_code,
        ":duration": delivery.duration,
        ":error": delivery.error,
        ":delivered": delivery.delivered_at,
        ":updated": delivery.updated_at,
    })?;
    insert_attempt(connection, delivery.number, attempt)?;
    let success = attempt.error.is_none();
    webhooks::record_health(connection, delivery.webhook, success, delivery.updated_at)?;
    stats::record(connection, delivery.webhook, attempt.started_at, success, attempt.duration)
}

fn insert_attempt(connection: &Connection, delivery: i64, attempt: &Attempt) -> rusqlite::Result<()> {
    let response = attempt.response.as_ref();
    let sql = "INSERT INTO attempts (delivery, number, started_at, duration, request_headers, status,
        response_headers, response_body, truncated, error)
        VALUES (:delivery, :number, :started, :duration, :request, :status, :headers, :body, :truncated, :error)";
    connection
        .prepare_cached(sql)?
        .execute(named_params! {
            ":delivery": delivery,
            ":number": attempt.number,
            ":started": attempt.started_at,
            ":duration": attempt.duration,
            ":request": attempt.request_headers,
            ":status": response.map(|response| response.status),
            ":headers": response.map(|response| &response.headers),
            ":body": response.map(|response| &response.body),
            ":truncated": response.is_some_and(|response| response.truncated),
            ":error": attempt.error,
        })
        .map(drop)
}

/// Which deliveries to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub webhook: Option<webhooks::Key>,
    pub status: Option<Status>,
    /// Only those with a smaller number.
    pub before: Option<i64>,
}

/// The newest deliveries that fit.
pub fn list(connection: &Connection, filter: &Filter, limit: u64) -> rusqlite::Result<Vec<Delivery>> {
    // The status is part of the text, so that the partial index of its value can be used.
    let status = filter.status.map_or(String::new(), |status| format!("AND d.status = {}", status as i64));
    let webhook = if filter.webhook.is_some() { "AND d.webhook = :webhook" } else { "AND :webhook IS NULL" };
    let sql = format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE d.number < :before {webhook} {status}
        ORDER BY d.number DESC LIMIT :limit"
    );
    let arguments = named_params! {
        ":before": filter.before.unwrap_or(i64::MAX),
        ":webhook": filter.webhook,
        ":limit": i64::try_from(limit).unwrap_or(i64::MAX),
    };
    connection.prepare_cached(&sql)?.query_map(arguments, Delivery::from_row)?.collect()
}

/// Which of a webhook's deliveries a page of the log shows. What comes before it is counted in an index only, so that the last
/// of a thousand pages takes little longer than the first.
const TRIED: &str =
    "SELECT number FROM deliveries WHERE webhook = ?1 AND attempts > 0 ORDER BY number DESC LIMIT ?3 OFFSET ?2";

/// The deliveries of a webhook that were tried at least once, with their bodies, newest first.
pub fn tried(
    connection: &Connection,
    webhook: webhooks::Key,
    offset: u64,
    limit: u64,
) -> rusqlite::Result<Vec<(Delivery, String)>> {
    let sql = format!("SELECT {COLUMNS}, p.body FROM {TABLES} WHERE d.number IN ({TRIED}) ORDER BY d.number DESC");
    let [offset, limit] = [offset, limit].map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    let row = |row: &Row<'_>| Ok((Delivery::from_row(row)?, row.get("body")?));
    connection.prepare_cached(&sql)?.query_map(params![webhook, offset, limit], row)?.collect()
}

/// How many deliveries of a webhook were tried at least once.
pub fn count_tried(connection: &Connection, webhook: webhooks::Key) -> rusqlite::Result<u64> {
    let sql = "SELECT count(*) FROM deliveries WHERE webhook = ?1 AND attempts > 0";
    connection.prepare_cached(sql)?.query_row([webhook], |row| row.get(0))
}

pub fn by_number(connection: &Connection, number: i64) -> rusqlite::Result<Option<Delivery>> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE d.number = ?1");
    connection.prepare_cached(&sql)?.query_row([number], Delivery::from_row).optional()
}

pub fn body(connection: &Connection, number: i64) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT body FROM payloads WHERE number = ?1";
    connection.prepare_cached(sql)?.query_row([number], |row| row.get(0)).optional()
}

pub fn attempts(connection: &Connection, number: i64) -> rusqlite::Result<Vec<Attempt>> {
    let attempt = |row: &Row<'_>| {
        let status: Option<u16> = row.get("status")?;
        let response = status.map(|status| {
            Ok::<_, rusqlite::Error>(Response {
                status,
                headers: row.get("response_headers")?,
                body: row.get("response_body")?,
                truncated: row.get("truncated")?,
            })
        });
        Ok(Attempt {
            number: row.get("number")?,
            started_at: row.get("started_at")?,
            duration: row.get("duration")?,
            request_headers: row.get("request_headers")?,
            response: response.transpose()?,
            error: row.get("error")?,
        })
    };
    let sql = "SELECT * FROM attempts WHERE delivery = ?1 ORDER BY number, started_at";
    connection.prepare_cached(sql)?.query_map([number], attempt)?.collect()
}

/// How many deliveries of a scenario there are, by status.
pub fn count_of_run(connection: &Connection, run: &str) -> rusqlite::Result<Vec<(Status, u64)>> {
    let sql = "SELECT status, count(*) FROM deliveries WHERE run = ?1 GROUP BY status";
    connection.prepare_cached(sql)?.query_map([run], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The largest number so far; 0 if there is none.
pub fn last_number(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT coalesce(max(number), 0) FROM deliveries", (), |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How `SQLite` would look for what a query wants.
    fn plan(sql: &str) -> String {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(include_str!("schema.sql")).unwrap();
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let lines = statement.query_map((), |row| row.get::<_, String>("detail")).unwrap();
        lines.map(Result::unwrap).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn millions_of_deliveries_are_not_searched_one_by_one() {
        for status in [Status::Pending, Status::Retrying, Status::Failed] {
            let sql = format!("SELECT * FROM deliveries d WHERE d.number < 9 AND d.status = {}", status as i64);
            assert!(plan(&sql).contains("deliveries_undelivered"), "{}", plan(&sql));
        }
        let count = plan("SELECT count(*) FROM deliveries WHERE webhook = 1 AND attempts > 0");
        assert!(count.contains("COVERING INDEX deliveries_tried"), "{count}");
        let due = plan("SELECT min(due_at) FROM deliveries WHERE webhook = 1 AND due_at IS NOT NULL AND due_at > 5");
        assert!(due.contains("COVERING INDEX deliveries_due"), "{due}");
        let page = plan(&TRIED.replace("?1", "1").replace("?2", "9").replace("?3", "9"));
        assert!(page.contains("COVERING INDEX deliveries_tried"), "{page}");
    }
}
