//! The native part of the npm package: converts types, and leaves every decision to the core.
//!
//! JavaScript talks to it through `src/native/backend.ts` alone. Building an object for each delivery would cost more than
//! verifying it: [`verify`] returns one string, and where in it the event's members are.

#![expect(clippy::needless_pass_by_value, reason = "napi hands over values that it made for the call")]
#![expect(clippy::must_use_candidate, reason = "the callers are written in JavaScript")]

mod exchange;
mod generated;
mod headers;
mod layout;
mod text;
pub mod verify;

use autosend_webhooks::Verifier;
use exchange::{json, millis};
use napi::{
    Either,
    bindgen_prelude::{External, Utf16String},
};
use napi_derive::napi;
use zeroize::Zeroizing;

/// What a verifier lets pass; every member as in the core.
#[napi(object)]
pub struct Options {
    /// Milliseconds; absent: the check is off.
    pub tolerance: Option<f64>,
    /// Milliseconds.
    pub future_tolerance: f64,
    /// Bytes.
    pub max_body: f64,
    /// Whether unknown types and data that does not fit are refused.
    pub strict: bool,
}

/// A verifier, or the error as JSON.
#[napi(catch_unwind)]
pub fn create_verifier(secrets: Vec<String>, options: Options) -> Either<External<Verifier>, String> {
    let secrets = secrets.into_iter().map(Zeroizing::new);
    match Verifier::new(secrets) {
        Ok(verifier) => Either::A(External::new(
            verifier
                .tolerance(options.tolerance.map(millis))
                .future_tolerance(millis(options.future_tolerance))
                .max_body(exchange::size(options.max_body))
                .strict(options.strict),
        )),
        Err(error) => Either::B(json(&error)),
    }
}

/// Why a request does not verify, as JSON. `headers`: names and values in turn.
#[napi(catch_unwind)]
pub fn explain(verifier: &External<Verifier>, body: &[u8], headers: Vec<Utf16String>, now: f64) -> String {
    json(&verifier.explain_at(body, &exchange::pairs(headers), exchange::clock(now)))
}
