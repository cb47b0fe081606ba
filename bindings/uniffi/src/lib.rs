//! The core behind [UniFFI](https://mozilla.github.io/uniffi-rs): what the Swift and Kotlin packages share.
//!
//! It is small on purpose. A delivery crosses in one call and one buffer ([`pack`]), which the packages read; the types
//! that their users see are generated from `schema/`. Nothing outside of this project should build on this interface.
//!
//! Every function returns a `Result`, also where nothing can fail: UniFFI catches panics, and what it generates for a
//! function without one ends the process then.

#![allow(clippy::needless_pass_by_value, reason = "UniFFI hands values over")]

mod clock;
mod error;
mod explain;
mod generated;
mod headers;
#[cfg(feature = "measure")]
mod measure;
pub mod pack;
mod panics;
mod sign;
mod verifier;

pub use error::WebhookError;
pub use explain::{Cause, Explanation};
#[cfg(feature = "measure")]
pub use measure::measure_core;
pub use sign::{Header, SignOptions, sign};
pub use verifier::{Options, Verifier, digest, release, trusted};

uniffi::setup_scaffolding!();
