//! How far a long command is, on a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use std::{
    io::{IsTerminal, stderr, stdout},
    time::Duration,
};

/// How often the line moves, also while the store works on one statement.
const TICK: Duration = Duration::from_millis(100);

/// A line on standard error that counts, where that is a terminal; gone when the work ends.
pub struct Progress(ProgressBar);

impl Progress {
    /// Counts deliveries that are `done`, e.g. "replayed".
    pub fn new(done: &'static str) -> Self {
        if !stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let style = ProgressStyle::with_template("{spinner} {human_pos} deliveries {msg}, {elapsed}");
        let bar = ProgressBar::no_length().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.set_message(done);
        bar.enable_steady_tick(TICK);
        Self(bar)
    }

    /// For what writes to standard output meanwhile: nothing where both are the same terminal.
    pub fn beside_output(done: &'static str) -> Self {
        if stdout().is_terminal() { Self(ProgressBar::hidden()) } else { Self::new(done) }
    }

    /// So many more.
    pub fn add(&self, more: usize) {
        self.0.inc(more as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
