//! Scores a receiver, in any language, from outside: sends it what it has to accept, what it has to refuse and what it
//! has to survive, and judges the responses.
//!
//! What is examined stands in one table, [`CHECKS`], for other providers in [`PROFILE_CHECKS`]; each check is a function from a [`Harness`], which signs and sends, to a
//! [`Finding`].

mod check;
mod checks;
mod estimate;
mod finding;
mod harness;
mod limits;
mod other;
mod profile_check;
mod report;
mod verdict;

pub use check::{CHECKS, Check};
pub use harness::{AutoSend, Harness, Provider};
pub use limits::filled;
pub use other::{Other, Sample};
pub use profile_check::PROFILE_CHECKS;
pub use report::Report;
