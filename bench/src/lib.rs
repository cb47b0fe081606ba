//! The requests that are measured, for the programs of this crate.

pub mod request;
