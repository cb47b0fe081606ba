//! What a receiver says of each delivery. It never waits for whoever reads it: a pipe that nobody empties must not hold up
//! deliveries, nor the end.

use crate::output::{note, print_json};
use serde_json::{Value, json};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    time::Duration,
};

/// So many lines wait for their reader; more are left out, and counted.
const WAITING: usize = 10_000;
/// How long the end waits for the last lines to be read.
const FAREWELL: Duration = Duration::from_secs(1);

/// Lines on standard output (JSON) or standard error (text), written by a thread of their own.
#[derive(Clone)]
pub struct Log {
    lines: SyncSender<Line>,
    left_out: Arc<AtomicU64>,
    is_json: bool,
}

enum Line {
    Json(Value),
    Text(String),
    End(SyncSender<()>),
}

impl Log {
    /// Starts the thread, which lives as long as the process.
    pub fn new(is_json: bool) -> Self {
        let (lines, waiting) = sync_channel(WAITING);
        let left_out = Arc::<AtomicU64>::default();
        let missing = left_out.clone();
        thread::spawn(move || write(&waiting, &missing, is_json));
        Self { lines, left_out, is_json }
    }

    /// Says it in JSON, or else what `text` makes of that.
    pub fn say(&self, line: Value, text: impl FnOnce(&Value) -> String) {
        self.push(if self.is_json { Line::Json(line) } else { Line::Text(text(&line)) });
    }

    /// Says it to people only, on standard error.
    pub fn note(&self, text: &str) {
        self.push(Line::Text(text.to_owned()));
    }

    fn push(&self, line: Line) {
        if self.lines.try_send(line).is_err() {
            self.left_out.fetch_add(1, Relaxed);
        }
    }

    /// Waits until what was said is written, for a moment.
    pub fn end(&self) {
        let (written, end) = sync_channel(1);
        if self.lines.try_send(Line::End(written)).is_ok() {
            let _ = end.recv_timeout(FAREWELL);
        }
    }
}

fn write(lines: &Receiver<Line>, left_out: &AtomicU64, is_json: bool) {
    for line in lines {
        match line {
            Line::Json(line) => say_json(&line),
            Line::Text(line) => note(&line),
            Line::End(written) => drop(written.send(())),
        }
        match left_out.swap(0, Relaxed) {
            0 => {}
            lines if is_json => say_json(&json!({ "warning": "lines_left_out", "lines": lines })),
            lines => note(&format!("warning: {lines} lines left out: whoever reads them is too slow")),
        }
    }
}

fn say_json(line: &Value) {
    // Nobody to tell where standard output is closed.
    let _ = print_json(line);
}
