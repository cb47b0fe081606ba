//! One module for each command.

pub mod completions;
pub mod dev;
pub mod doctor;
pub mod events;
pub mod explain;
pub mod generate;
pub mod inbox;
pub mod listen;
pub mod man;
pub mod replay;
pub mod schema;
pub mod send;
pub mod sign;
pub mod simulate;
pub mod verify;
