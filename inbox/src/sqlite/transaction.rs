//! In the application's own transaction: the effect and the mark commit together.

use super::{
    open,
    receive::{archive, count, first as mark, now, repeat, tally},
    rows::failure,
    work::end,
};
use crate::{Arrival, InboxError, InboxErrorCode, Lease, Outcome};
use rusqlite::{Connection, Transaction};

/// Makes the inbox's tables in the application's database, or brings them up to date.
pub fn migrate(connection: &mut Connection) -> Result<(), InboxError> {
    open::migrate(connection)
}

/// Whether a delivery was not seen before; then it counts as seen as soon as `transaction` commits, and not if it is
/// rolled back. Another process with the same delivery waits for that.
///
/// `transaction` should be an immediate one: one that has read before can't wait.
///
/// ```
/// # use autosend_webhooks::{SignedRequest, Verifier};
/// # use autosend_webhooks_inbox::{Arrival, sqlite};
/// # use rusqlite::{Connection, TransactionBehavior};
/// # let mut database = Connection::open_in_memory()?;
/// # database.execute_batch("CREATE TABLE bounce (address TEXT)")?;
/// # let secret = "whsec_0123456789abcdef0123456789abcdef";
/// # let body = br#"{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{"email":"a@b.example"}}"#;
/// # let headers = SignedRequest::new(&secret.parse()?, body).headers();
/// sqlite::migrate(&mut database)?;
///
/// let delivery = Verifier::new([secret])?.verify(body, &headers)?;
/// let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
/// if sqlite::first(&transaction, &Arrival::new(&delivery, &headers))? {
///     transaction.execute("INSERT INTO bounce (address) VALUES ('a@b.example')", [])?;
/// }
/// transaction.commit()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn first(transaction: &Transaction<'_>, arrival: &Arrival) -> Result<bool, InboxError> {
    in_transaction(transaction, arrival).map_err(|error| failure(&error))
}

fn in_transaction(transaction: &Transaction<'_>, arrival: &Arrival) -> rusqlite::Result<bool> {
    let now = now(transaction)?;
    let outcome = match mark(transaction, arrival)? {
        Some(seq) => {
            archive(transaction, arrival, seq, now, None, false)?;
            Outcome::New { seq, id_reused: false }
        }
        None => Outcome::Duplicate { of: repeat(transaction, arrival, now)? },
    };
    count(transaction, &tally(std::slice::from_ref(arrival), &[outcome]))?;
    Ok(matches!(outcome, Outcome::New { .. }))
}

/// Marks a job as done in the transaction of its effect. Where the lease went to another worker it fails with
/// [`InboxErrorCode::LeaseLost`]: roll back then, or the effect happens twice.
pub fn done(transaction: &Transaction<'_>, lease: Lease) -> Result<(), InboxError> {
    let ended = now(transaction).and_then(|now| end(transaction, lease, now, None)).map_err(|error| failure(&error))?;
    if ended.is_none() {
        let detail = format!("delivery {} is another worker's by now: roll back", lease.seq);
        return Err(InboxError::new(InboxErrorCode::LeaseLost, detail));
    }
    count(transaction, &[("done".to_owned(), 1)].into()).map_err(|error| failure(&error))
}
