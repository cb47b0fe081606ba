#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod dedupe;
mod delivery;
mod error;
mod event;
mod explain;
mod extra;
mod hash;
mod headers;
mod json;
pub mod provider;
mod secret;
mod sign;
mod text;
mod time;
mod verifier;

#[cfg(feature = "axum")]
mod axum;
#[cfg(feature = "schema")]
pub mod schema;

pub use dedupe::{Admission, Claim, DEFAULT_CAPACITY, DEFAULT_WINDOW, Deduplicator};
pub use delivery::Delivery;
pub use error::{ErrorCode, ErrorFamily, WebhookError};
pub use event::*;
pub use explain::{Cause, Explainer, Explanation, any_provider as causes};
pub use extra::Extra;
pub use headers::{DELIVERY_ID_HEADER, EVENT_HEADER, Headers, SIGNATURE_HEADER, TIMESTAMP_HEADER, WebhookHeader};
pub use json::MAX_DEPTH;
pub use secret::{Secret, Signature};
pub use sign::SignedRequest;
pub use time::{SECONDS_BELOW, TIMESTAMP_DIGITS, Time, from_unix_millis, unix_millis};
pub use verifier::{
    Authenticated, DEFAULT_FUTURE_TOLERANCE, DEFAULT_MAX_BODY, DEFAULT_TOLERANCE, MAX_DELIVERY_ID, Options, Verifier,
};
