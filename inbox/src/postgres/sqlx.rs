//! The application's own transaction, where it is one of sqlx (feature `sqlx`).

use super::{rows::answered, transaction::lost};
use crate::{Arrival, InboxError, Lease, statements::postgres as sql};
use ::sqlx::{Postgres, Row, Transaction, query};
use tokio_postgres::error::SqlState;

/// As [`postgres::first`](super::first): whether a delivery was not seen before, in the transaction of its effect.
///
/// ```no_run
/// # use autosend_webhooks_inbox::{Arrival, postgres};
/// # async fn handle(pool: sqlx::PgPool, arrival: Arrival) -> Result<(), Box<dyn std::error::Error>> {
/// let mut transaction = pool.begin().await?;
/// sqlx::query("SET LOCAL lock_timeout = '5s'").execute(&mut *transaction).await?;
/// if postgres::sqlx::first(&mut transaction, &arrival).await? {
///     sqlx::query("INSERT INTO bounce (address) VALUES ($1)").bind(arrival.address()).execute(&mut *transaction).await?;
/// }
/// transaction.commit().await?;
/// # Ok(())
/// # }
/// ```
pub async fn first(transaction: &mut Transaction<'_, Postgres>, arrival: &Arrival) -> Result<bool, InboxError> {
    let (created, digest) = arrival.identity();
    let Arrival { delivery_id, event_type, address, created: signed, sent, secret, headers, body, .. } = arrival;
    let stored = query(sql::RECEIVE_FIRST.text)
        .bind(created)
        .bind(&digest[..])
        .bind(delivery_id)
        .bind(event_type)
        .bind(address)
        .bind(signed)
        .bind(sent)
        .bind(secret)
        .bind(headers)
        .bind(body)
        .fetch_optional(&mut **transaction)
        .await
        .map_err(|error| failure(&error))?;
    if stored.is_some_and(|row| row.get::<Option<i64>, _>(0).is_some()) {
        return Ok(true);
    }
    let counted = query(sql::REPEAT.text)
        .bind([created])
        .bind([&digest[..]])
        .bind([delivery_id])
        .bind([*secret])
        .execute(&mut **transaction);
    counted.await.map_err(|error| failure(&error))?;
    Ok(false)
}

/// As [`postgres::done`](super::done): marks a job as done in the transaction of its effect. Roll back where it fails.
pub async fn done(transaction: &mut Transaction<'_, Postgres>, lease: Lease) -> Result<(), InboxError> {
    let ended = query(sql::DONE.text).bind([lease.seq]).bind([lease.number]).fetch_optional(&mut **transaction);
    let Some(row) = ended.await.map_err(|error| failure(&error))? else { return Err(lost(lease)) };
    if let Some(key) = row.get::<Option<String>, _>(1) {
        for statement in [sql::LOCK_KEYS, sql::WAKE_NEXT] {
            let woken = query(statement.text).bind([&key]).execute(&mut **transaction);
            woken.await.map_err(|error| failure(&error))?;
        }
    }
    Ok(())
}

fn failure(error: &::sqlx::Error) -> InboxError {
    let database = error.as_database_error();
    match database.and_then(|database| Some((database.code()?, database.message()))) {
        Some((code, message)) => answered(&SqlState::from_code(&code), message),
        None => InboxError::unavailable(error),
    }
}
