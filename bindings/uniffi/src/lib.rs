//! The core behind [UniFFI](https://mozilla.github.io/uniffi-rs): what the Swift and Kotlin packages share.
//!
//! It is small on purpose. A delivery crosses in one call and one buffer ([`pack`]), which the packages read; the types
//! that their users see are generated from `schema/`. Nothing outside of this project should build on this interface.

#![allow(clippy::needless_pass_by_value, reason = "UniFFI hands values over")]

mod deduplicator;
mod error;
mod explain;
mod generated;
mod headers;
pub mod pack;
mod sign;
mod verifier;

pub use deduplicator::{Admission, Deduplicator};
pub use error::WebhookError;
pub use explain::{Cause, Explanation};
pub use sign::{Header, SignOptions, sign};
pub use verifier::{Options, Verifier, digest, measure_core, release, trusted};

uniffi::setup_scaffolding!();
