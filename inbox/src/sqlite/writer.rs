//! The thread that writes: what waits for it shares a transaction.

use super::{
    log::{self, Log},
    rows::failure,
};
use crate::InboxError;
use rusqlite::{Connection, Error, ErrorCode, Transaction, TransactionBehavior};
use std::{sync::mpsc, thread};
use tokio::sync::oneshot;

/// How many writes share a transaction at most.
const GROUP: usize = 256;

/// The way to the thread that writes. It ends when all of these are gone.
#[derive(Clone)]
pub struct Writer(mpsc::Sender<Message>);

enum Message {
    Write(Box<dyn Write>),
    /// Closes the database, and says so.
    Close(oneshot::Sender<()>),
}

impl Writer {
    pub fn start(connection: Connection, log: Log) -> Self {
        let (sender, waiting) = mpsc::channel();
        thread::Builder::new()
            .name("inbox-sqlite".into())
            .spawn(move || run(connection, log, &waiting))
            .expect("a thread can be started");
        Self(sender)
    }

    /// Runs a write, and returns when it is committed.
    pub async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, InboxError> {
        let (sender, committed) = oneshot::channel();
        self.send(write, move |result| drop(sender.send(result)))?;
        committed.await.unwrap_or_else(|_| Err(ended()))
    }

    /// [`write`](Self::write) for threads outside of a runtime.
    pub fn write_blocking<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, InboxError> {
        let (sender, committed) = mpsc::sync_channel(1);
        self.send(write, move |result| drop(sender.send(result)))?;
        committed.recv().unwrap_or_else(|_| Err(ended()))
    }

    /// Ends the thread after what waits, with all of the log taken over into the database.
    pub async fn close(&self) {
        let (sender, closed) = oneshot::channel();
        if self.0.send(Message::Close(sender)).is_ok() {
            // It may have ended before.
            let _ = closed.await;
        }
    }

    fn send<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
        tell: impl FnOnce(Result<T, InboxError>) + Send + 'static,
    ) -> Result<(), InboxError> {
        let waiting = Box::new(Waiting { write: Some(write), result: None, tell });
        self.0.send(Message::Write(waiting)).map_err(|_| ended())
    }
}

fn ended() -> InboxError {
    InboxError::unavailable(&"the thread that writes has ended")
}

/// One part of a group.
trait Write: Send {
    /// Does its part within the transaction.
    fn run(&mut self, connection: &Connection) -> Result<(), Error>;

    /// Says how it ended, once it is known whether the transaction is committed.
    fn tell(self: Box<Self>, committed: Result<(), InboxError>);
}

struct Waiting<W, T, S> {
    write: Option<W>,
    result: Option<Result<T, InboxError>>,
    tell: S,
}

impl<W, T, S> Write for Waiting<W, T, S>
where
    W: FnOnce(&Connection) -> rusqlite::Result<T> + Send,
    T: Send,
    S: FnOnce(Result<T, InboxError>) + Send,
{
    fn run(&mut self, connection: &Connection) -> Result<(), Error> {
        let Some(write) = self.write.take() else { return Ok(()) };
        match write(connection) {
            Ok(value) => {
                self.result = Some(Ok(value));
                Ok(())
            }
            Err(error) => {
                self.result = Some(Err(failure(&error)));
                Err(error)
            }
        }
    }

    fn tell(self: Box<Self>, committed: Result<(), InboxError>) {
        let result = match (self.result, committed) {
            (Some(Err(own)), _) => Err(own),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (_, Err(error)) => Err(error),
            (None, Ok(())) => Err(ended()),
        };
        (self.tell)(result);
    }
}

fn run(mut connection: Connection, mut log: Log, waiting: &mpsc::Receiver<Message>) {
    while let Ok(first) = waiting.recv() {
        let (mut writes, mut close) = (Vec::new(), None);
        for message in std::iter::once(first).chain(waiting.try_iter().take(GROUP - 1)) {
            match message {
                Message::Write(write) => writes.push(write),
                Message::Close(closed) => close = Some(closed),
            }
        }
        if !writes.is_empty() {
            let committed = group(&mut connection, &mut writes).map_err(|error| failure(&error));
            for write in writes {
                write.tell(committed.clone());
            }
            log.bound(&connection);
        }
        if let Some(closed) = close {
            log::take_over(&connection);
            drop(connection);
            // Nobody may be there to hear it.
            let _ = closed.send(());
            return;
        }
    }
}

/// One transaction, each write in a savepoint of its own: one that fails spoils no other. Where the disk fails, all
/// have failed.
fn group(connection: &mut Connection, writes: &mut [Box<dyn Write>]) -> Result<(), Error> {
    let mut transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for write in writes {
        // Without a commit nothing of the transaction stays; SQLITE_FULL has ended it already.
        part(&mut transaction, &mut **write)?;
    }
    transaction.commit()
}

fn part(transaction: &mut Transaction<'_>, write: &mut dyn Write) -> Result<(), Error> {
    let savepoint = transaction.savepoint()?;
    match write.run(&savepoint) {
        Ok(()) => savepoint.commit(),
        Err(error) if spoils_all(&error) => Err(error),
        Err(_) => savepoint.finish(),
    }
}

/// Whether an error is one of the database, and not of one statement's values.
fn spoils_all(error: &Error) -> bool {
    error.sqlite_error_code().is_some_and(|code| {
        !matches!(code, ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch | ErrorCode::TooBig)
    })
}
