//! Causes that are the same whoever the provider is, for explainers of other schemes. Nothing here accepts anything.

use super::{Cause, body, clock, form};
use crate::Headers;
use std::borrow::Cow;

/// The bodies that may have been signed instead of the one that came, each with what changed it on the way: line ends,
/// encodings, a parser that printed it again.
///
/// ```
/// let readings = autosend_webhooks::causes::changed_bodies(b"{}\n");
/// assert!(readings.iter().any(|(body, cause)| **body == *b"{}" && cause.cause == "trailing_newline"));
/// ```
#[must_use]
pub fn changed_bodies(body: &[u8]) -> Vec<(Cow<'_, [u8]>, Cause)> {
    body::readings(body).into_iter().filter_map(|(body, cause)| Some((body, cause?))).collect()
}

/// What a body looks like that is not the JSON text that was signed: compressed, base64, a form, UTF-16.
#[must_use]
pub fn form_of_body(body: &[u8], headers: &(impl Headers + ?Sized)) -> Option<Cause> {
    form::cause_of(body, headers)
}

/// What the age of a request in milliseconds, negative if it is ahead, says about the two clocks.
#[must_use]
pub fn clock_skew(age: i64) -> Cause {
    clock::clock_skew(age)
}

/// What a timestamp looks like that is not a plain decimal integer: a date, a fraction, a smaller unit.
#[must_use]
pub fn malformed_timestamp(value: &[u8]) -> Option<Cause> {
    clock::malformed_timestamp(value)
}
