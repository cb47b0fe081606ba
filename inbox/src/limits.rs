//! How many deliveries wait, and how many are stored and finished together. There is nothing to set: more would only wait longer.

/// How many deliveries of a process may wait for the store; those that come then are answered with 503.
pub const WAITING: usize = 4096;
/// How many bytes their bodies may have together.
pub const WAITING_BYTES: usize = 64 << 20;
/// How many deliveries go into one transaction at most.
pub const BATCH: usize = 512;
/// How many bytes their bodies have together at most, unless it is one.
pub const BATCH_BYTES: usize = 4 << 20;
/// How many deliveries a worker finishes together at most.
pub const FINISHED_TOGETHER: usize = 64;
