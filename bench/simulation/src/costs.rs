//! What each operation takes, as measured on one machine: `measured.toml`, written by `cargo xtask bench --only scaling -- --measure`.
//! All times are microseconds.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The file of what was measured.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Measured {
    /// Where.
    pub machine: Machine,
    /// CPU of a receiver for one delivery, without what its engine's client takes: HTTP, verification, the queue.
    pub receive_us: f64,
    /// CPU of a worker for one delivery that it forwards by HTTP, without what its engine's client takes.
    pub work_us: f64,
    /// CPU of the load generator for one delivery that it signs and sends.
    pub generate_us: f64,
    /// CPU of the server that deliveries are forwarded to, for one.
    pub target_us: f64,
    /// By their names.
    pub engines: BTreeMap<String, Operations>,
}

/// Where it was measured.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Machine {
    /// The processor's model.
    pub cpu: String,
    /// How many of it.
    pub cores: usize,
    /// UTC.
    pub date: String,
    /// The profile that the programs were built with.
    pub build: String,
    /// One flush of 4 KiB that were appended to a file.
    pub flush_us: f64,
}

/// The operations of an engine.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Operations {
    /// How many batches a receiver stores at the same time.
    pub appenders: usize,
    /// Storing.
    pub append: Vec<Point>,
    /// Handing out to a worker.
    pub claim: Vec<Point>,
    /// Writing down that all of them are done.
    pub finish: Vec<Point>,
    /// Marking one delivery in a transaction of its own; where the engine is a database that can.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mark: Vec<Point>,
}

/// One operation over so many deliveries, one after the other: means.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// How many deliveries.
    pub items: f64,
    /// From asking to the answer.
    pub elapsed_us: f64,
    /// CPU of the process that asked.
    pub client_us: f64,
    /// CPU of the engine; of its busiest server, where there are several.
    pub server_us: f64,
    /// CPU of its other servers.
    pub replicas_us: f64,
    /// Flushes of the disk.
    pub flushes: f64,
}

/// What an operation takes: so much for each batch, and so much for each of its items.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Line {
    /// Once.
    pub batch: f64,
    /// As often as there are items.
    pub item: f64,
}

impl Line {
    /// So many items.
    #[must_use]
    pub fn of(self, items: f64) -> f64 {
        self.item.mul_add(items, self.batch)
    }

    #[must_use]
    fn scaled(self, factor: f64) -> Self {
        Self { batch: self.batch * factor, item: self.item * factor }
    }
}

/// What an operation takes of whom.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cost {
    /// CPU of who asks.
    pub client: Line,
    /// CPU of the engine, of its leader where there are several servers.
    pub server: Line,
    /// CPU of the other servers.
    pub replicas: Line,
    /// What the engine waits for: its disk, and its replicas.
    pub flush: Line,
    /// What nobody is busy with: the way there and back, and waking up.
    pub trip: f64,
}

impl Cost {
    /// Of what was measured on a machine where a flush takes so long.
    #[must_use]
    pub fn of(points: &[Point], flush_us: f64) -> Self {
        let fit = |of: fn(&Point) -> f64| fit(&points.iter().map(|point| (point.items, of(point))).collect::<Vec<_>>());
        let waited = fit(|point| (point.elapsed_us - point.client_us - point.server_us).max(0.0));
        let flushes = fit(|point| point.flushes);
        let flush = Line { batch: waited.batch.min(flushes.batch * flush_us), item: waited.item };
        Self {
            client: fit(|point| point.client_us),
            server: fit(|point| point.server_us),
            replicas: fit(|point| point.replicas_us),
            flush,
            trip: waited.batch - flush.batch,
        }
    }

    /// The same where a flush takes so many times as long.
    #[must_use]
    pub fn with_flush_scaled(self, factor: f64) -> Self {
        Self { flush: self.flush.scaled(factor), ..self }
    }
}

/// The line that is nearest to points, each weighed by its own size, and nowhere negative.
fn fit(points: &[(f64, f64)]) -> Line {
    let [mut w, mut x, mut y, mut xx, mut xy] = [0.0; 5];
    for &(items, value) in points {
        let weight = 1.0 / items.max(1.0).powi(2);
        w += weight;
        x += weight * items;
        y += weight * value;
        xx += weight * items * items;
        xy += weight * items * value;
    }
    let spread = w * xx - x * x;
    if w == 0.0 {
        return Line::default();
    }
    if spread <= f64::EPSILON * w * xx {
        // One size: what is once and what is for each can't be told apart.
        return Line { batch: y / w, item: 0.0 };
    }
    let line = Line { batch: (xx * y - x * xy) / spread, item: (w * xy - x * y) / spread };
    if line.item < 0.0 {
        Line { batch: y / w, item: 0.0 }
    } else if line.batch < 0.0 {
        Line { batch: 0.0, item: xy / xx }
    } else {
        line
    }
}

#[cfg(test)]
mod tests {
    use super::{Cost, Line, Point, fit};

    fn point(items: f64, elapsed_us: f64, client_us: f64, server_us: f64, flushes: f64) -> Point {
        Point { items, elapsed_us, client_us, server_us, replicas_us: 0.0, flushes }
    }

    #[test]
    fn a_line_is_found_and_is_never_negative() {
        let near = |line: Line, batch: f64, item: f64| {
            assert!((line.batch - batch).abs() < 1e-6 && (line.item - item).abs() < 1e-6, "{line:?}");
        };
        near(fit(&[(1.0, 13.0), (16.0, 58.0), (256.0, 778.0)]), 10.0, 3.0);
        near(fit(&[(1.0, 10.0), (16.0, 1.0)]), 9.964_980_5, 0.0);
        near(fit(&[(1.0, 1.0), (10.0, 40.0)]), 0.0, 2.5);
        near(fit(&[(1.0, 16.0)]), 16.0, 0.0);
        near(fit(&[]), 0.0, 0.0);
    }

    #[test]
    fn what_is_waited_for_is_the_disk_as_often_as_it_was_flushed_and_otherwise_the_way() {
        let points = [point(1.0, 200.0, 20.0, 30.0, 1.0), point(101.0, 1200.0, 120.0, 930.0, 1.0)];
        let cost = Cost::of(&points, 100.0);
        assert!((cost.flush.batch - 100.0).abs() < 1e-6 && cost.flush.item < 1e-6, "{cost:?}");
        assert!((cost.trip - 50.0).abs() < 1e-6, "{cost:?}");
        assert!((cost.with_flush_scaled(3.0).flush.batch - 300.0).abs() < 1e-6);
    }
}
