//! Scores a receiver, in any language, from outside: sends it what it has to accept, what it has to refuse and what it
//! has to survive, and judges the responses.
//!
//! What is examined stands in one table, [`CHECKS`]; each check is a function from a [`Harness`], which signs and sends, to a
//! [`Finding`].

mod check;
mod checks;
mod estimate;
mod finding;
mod harness;
mod limits;
mod report;
mod verdict;

pub use check::{CHECKS, Check};
pub use harness::Harness;
pub use limits::filled;
pub use report::Report;
