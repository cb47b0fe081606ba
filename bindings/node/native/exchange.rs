//! What travels between JavaScript and the core besides the body.

use autosend_webhooks::{
    DELIVERY_ID_HEADER, EVENT_HEADER, Event, Headers, SIGNATURE_HEADER, TIMESTAMP_HEADER, WebhookError,
    from_unix_millis, unix_millis,
};
use napi::{Env, JsString, Result};
use serde_json::json;
use std::time::{Duration, SystemTime};

/// The headers by the number that stands for them.
const NAMES: [&str; 4] = [SIGNATURE_HEADER, TIMESTAMP_HEADER, DELIVERY_ID_HEADER, EVENT_HEADER];

// Where the numbers stand on the way in …
/// The clock, Unix milliseconds; NaN: this machine's.
const NOW: usize = 0;
/// How many header values there are.
const COUNT: usize = 1;
/// From here on two numbers a value: which header it belongs to, and its length in the string of values.
const VALUES: usize = 2;

// … and on the way out.
/// 1: accepted, 0: refused.
const ACCEPTED: usize = 0;
/// Unix milliseconds; NaN: unknown.
const SENT_AT: usize = 1;
const SECRET_INDEX: usize = 2;

/// What JavaScript asks about, besides the body.
pub struct Question {
    values: Vec<u8>,
    numbers: [f64; USUAL],
    /// Numbers beyond the usual ones: headers that came more than once.
    more: Vec<f64>,
}

/// How many numbers there are when each header is there once.
const USUAL: usize = VALUES + 2 * NAMES.len();

impl Question {
    /// HTTP's text is Latin-1; what is not becomes a byte that no valid value holds.
    pub fn read(headers: &[u16], numbers: &[u8]) -> Self {
        let values = headers.iter().map(|unit| u8::try_from(*unit).unwrap_or(0xFF)).collect();
        let mut all = numbers.as_chunks().0.iter().map(|bytes| f64::from_ne_bytes(*bytes));
        let numbers: [f64; USUAL] = std::array::from_fn(|_| all.next().unwrap_or(f64::NAN));
        let count = size(numbers[COUNT]);
        Self { values, numbers, more: all.take(2 * count.saturating_sub(NAMES.len())).collect() }
    }

    pub fn now(&self) -> SystemTime {
        let now = self.numbers[NOW];
        if now.is_nan() { SystemTime::now() } else { time(now) }
    }
}

impl Headers for Question {
    fn pairs(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let mut numbers = self.numbers[VALUES..].iter().chain(&self.more);
        let mut values = &*self.values;
        let mut next = move || {
            let name = NAMES.get(size(*numbers.next()?))?;
            let (value, rest) = values.split_at_checked(size(*numbers.next()?))?;
            values = rest;
            Some((name.as_bytes(), value))
        };
        (0..size(self.numbers[COUNT])).map_while(move |_| next())
    }
}

/// Answers that the request is authentic.
#[expect(clippy::cast_precision_loss, reason = "timestamps have 15 digits, and nobody has 2^53 secrets")]
pub fn accept(numbers: &mut [u8], sent_at: Option<SystemTime>, secret_index: usize) {
    set(numbers, ACCEPTED, 1.0);
    set(numbers, SENT_AT, sent_at.map_or(f64::NAN, |time| unix_millis(time) as f64));
    set(numbers, SECRET_INDEX, secret_index as f64);
}

/// Answers that it is not. Returns the error as JSON.
pub fn refuse(numbers: &mut [u8], error: &WebhookError) -> String {
    set(numbers, ACCEPTED, 0.0);
    json(error)
}

fn set(numbers: &mut [u8], at: usize, number: f64) {
    if let Some(bytes) = numbers.as_chunks_mut().0.get_mut(at) {
        *bytes = number.to_ne_bytes();
    }
}

pub fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("strings and numbers make JSON")
}

/// What JavaScript can't know of an event without repeating the core.
pub fn describe(event: &Event<'_>) -> String {
    let (outcome, reason) = match event {
        Event::Unknown(_) => ("unknown", None),
        Event::Invalid(event) => ("invalid", Some(&event.reason)),
        _ => ("typed", None),
    };
    let generation = event.generation().number();
    let created_at = event.created_at().map(ToString::to_string);
    let event_type = event.event_type();
    json!({ "type": event_type, "outcome": outcome, "reason": reason, "generation": generation, "createdAt": created_at })
        .to_string()
}

/// A text as a JavaScript string: one byte a character where that does, transcoded here because V8 is slow at it.
pub fn text<'env>(env: &'env Env, text: &str) -> Result<JsString<'env>> {
    if text.is_ascii() {
        return env.create_string_latin1(text);
    }
    if encoding_rs::mem::is_str_latin1(text) {
        return env.create_string_latin1(encoding_rs::mem::encode_latin1_lossy(text));
    }
    let mut utf16 = vec![0; text.len()];
    let length = encoding_rs::mem::convert_str_to_utf16(text, &mut utf16);
    env.create_string_utf16(&utf16[..length])
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
pub fn time(number: f64) -> SystemTime {
    from_unix_millis(number as u64)
}
