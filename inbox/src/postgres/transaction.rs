//! In the application's own transaction: the effect and the mark commit together.

use super::{connect, rows::failure};
use crate::{Arrival, InboxError, InboxErrorCode, Lease, statements::postgres as sql};
use tokio_postgres::{
    Client, Transaction,
    types::{ToSql, Type},
};

/// Makes the inbox's tables in the application's database, or brings them up to date.
pub async fn migrate(client: &mut Client) -> Result<(), InboxError> {
    let transaction = client.transaction().await.map_err(|error| failure(&error))?;
    connect::migrate(&transaction).await?;
    transaction.commit().await.map_err(|error| failure(&error))
}

/// Whether a delivery was not seen before; then it counts as seen as soon as `transaction` commits, and not if it is
/// rolled back. Another process with the same delivery waits for that: set a `lock_timeout`, and answer 503 when it passes.
///
/// The unique index is the claim: nothing is left behind by a crash, and there is no lease to run out.
pub async fn first(transaction: &Transaction<'_>, arrival: &Arrival) -> Result<bool, InboxError> {
    let failed = |error: tokio_postgres::Error| failure(&error);
    let (created, digest) = arrival.identity();
    let digest = &digest[..];
    let marked =
        transaction.query_opt(sql::FIRST.text, &[&created, &digest, &arrival.delivery_id]).await.map_err(failed)?;
    let Some(row) = marked else {
        let (created, digest) = ([created], [digest]);
        let (ids, secrets) = ([&arrival.delivery_id], [arrival.secret]);
        let counted: [&(dyn ToSql + Sync); 4] = [&&created[..], &&digest[..], &&ids[..], &&secrets[..]];
        transaction.query(sql::REPEAT.text, &counted).await.map_err(failed)?;
        return Ok(false);
    };
    let seq: i64 = row.get(0);
    let Arrival { delivery_id, event_type, address, created, sent, secret, headers, body, .. } = arrival;
    let archived: [&(dyn ToSql + Sync); 10] =
        [&seq, delivery_id, event_type, address, created, sent, secret, &digest, headers, body];
    transaction.execute(sql::ARCHIVE.text, &archived).await.map_err(failed)?;
    Ok(true)
}

/// A lease went to another worker.
pub fn lost(lease: Lease) -> InboxError {
    InboxError::new(InboxErrorCode::LeaseLost, format!("delivery {} is another worker's by now: roll back", lease.seq))
}

/// Marks a job as done in the transaction of its effect. Where the lease went to another worker it fails with
/// [`InboxErrorCode::LeaseLost`]: roll back then, or the effect happens twice.
pub async fn done(transaction: &Transaction<'_>, lease: Lease) -> Result<(), InboxError> {
    done_all(transaction, &[lease]).await
}

/// The same for several jobs whose effects are in one transaction, in one round trip: all of them, or none.
pub async fn done_all(transaction: &Transaction<'_>, leases: &[Lease]) -> Result<(), InboxError> {
    let failed = |error: tokio_postgres::Error| failure(&error);
    let seqs: Vec<i64> = leases.iter().map(|lease| lease.seq).collect();
    let numbers: Vec<i64> = leases.iter().map(|lease| lease.number).collect();
    // With the types at hand it is one round trip, without a statement to prepare.
    let parameters: [(&(dyn ToSql + Sync), Type); 2] = [(&seqs, Type::INT8_ARRAY), (&numbers, Type::INT8_ARRAY)];
    let ended = transaction.query_typed(sql::DONE.text, &parameters).await.map_err(failed)?;
    let is_ended = |lease: &&Lease| ended.iter().any(|row| row.get::<_, i64>(0) == lease.seq);
    if let Some(gone) = leases.iter().find(|lease| !is_ended(lease)) {
        return Err(lost(*gone));
    }
    let keys: Vec<String> = ended.iter().filter_map(|row| row.get(1)).collect();
    if !keys.is_empty() {
        transaction.query(sql::LOCK_KEYS.text, &[&keys]).await.map_err(failed)?;
        transaction.execute(sql::WAKE_NEXT.text, &[&keys]).await.map_err(failed)?;
    }
    Ok(())
}
