//! Scores a receiver, in any language, from outside: sends it what it has to accept, what it has to refuse and what it
//! has to survive, and judges the answers.
//!
//! What is examined stands in one table, [`CHECKS`]; each check is a function from a [`Lab`], which signs and sends, to a
//! [`Finding`].

mod check;
mod checks;
mod estimate;
mod finding;
mod lab;
mod report;
mod verdict;

pub use check::{CHECKS, Check, filled};
pub use lab::Lab;
pub use report::Report;
