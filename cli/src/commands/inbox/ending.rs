//! When a server is asked to end.

use crate::output::UsageError;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// SIGTERM and Ctrl-C.
pub struct Ending {
    terminate: Signal,
    interrupt: Signal,
}

impl Ending {
    pub fn new() -> Result<Self, UsageError> {
        let caught = |kind| {
            signal(kind).map_err(|error| {
                UsageError::new(format!("cannot wait for signals: {error}"), "Check the limits on open files.")
            })
        };
        Ok(Self { terminate: caught(SignalKind::terminate())?, interrupt: caught(SignalKind::interrupt())? })
    }

    /// Until one of them comes.
    pub async fn wait(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
