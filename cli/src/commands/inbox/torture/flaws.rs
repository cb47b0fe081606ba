//! The usual mistakes, to show that the test sees them.

use clap::ValueEnum;
use serde::Serialize;

/// A guard that is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Flaw {
    /// Answer before the commit: what is in memory dies with the process
    Commit,
    /// Mark as done outside of the transaction of the effect: a crash in between does it twice
    Fence,
    /// Look up, then insert: two at once both pass
    Index,
    /// Put no end to the attempts: what kills its process does so for ever
    Attempts,
    /// Take what is behind a stuck key as well, and put it back: others wait for that
    Parking,
    /// Know no window: an old event that was never seen is processed
    Window,
}
