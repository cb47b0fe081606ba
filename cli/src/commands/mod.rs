//! One module for each command.

pub mod completions;
pub mod events;
pub mod explain;
pub mod generate;
pub mod schema;
pub mod send;
pub mod sign;
pub mod verify;
