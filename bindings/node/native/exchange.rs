//! What travels between JavaScript and the core besides the body.

use autosend_webhooks::from_unix_millis;
use napi::bindgen_prelude::Utf16String;
use std::time::{Duration, SystemTime};

/// Names and values of headers.
pub type Pairs = Vec<(Vec<u8>, Vec<u8>)>;

/// Pairs from a list of names and values in turn.
#[expect(clippy::needless_pass_by_value, reason = "it was made for the call")]
pub fn pairs(list: Vec<Utf16String>) -> Pairs {
    list.as_chunks().0.iter().map(|[name, value]| (latin1(name), latin1(value))).collect()
}

/// HTTP's text is Latin-1.
pub fn latin1(text: &[u16]) -> Vec<u8> {
    text.iter().copied().map(latin1_byte).collect()
}

/// What is not Latin-1 becomes a byte that no valid value holds.
pub fn latin1_byte(unit: u16) -> u8 {
    u8::try_from(unit).unwrap_or(0xFF)
}

pub fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("strings and numbers make JSON")
}

/// JavaScript's number as a count: the fraction cut off, NaN and negative ones 0.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, which is what is meant")]
pub const fn size(number: f64) -> usize {
    number as usize
}

/// JavaScript's number as a duration.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, which is what is meant")]
pub const fn millis(number: f64) -> Duration {
    Duration::from_millis(number as u64)
}

/// JavaScript's clock as the standard library's.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, which is what is meant")]
pub fn clock(number: f64) -> SystemTime {
    from_unix_millis(number as u64)
}
