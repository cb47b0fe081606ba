//! The requests that are measured, for the programs of this crate.

#![allow(clippy::missing_panics_doc, clippy::must_use_candidate, reason = "no other crate uses it")]

pub mod request;
