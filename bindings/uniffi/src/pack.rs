//! Deliveries as they cross: all of one in one buffer, which the packages read.
//!
//! The buffer is a string: UniFFI hands those over as they are, and bytes one by one. A number is written in digits of six
//! bits, the lowest first, each a character of its own; 0x40 is added to all but the last. A text is its length in bytes and
//! then itself; something that may be missing has a number before it, 0 or 1; a list has its length before it; a time is
//! seconds since 1970 (two's complement) and nanoseconds. The members of an object come in the order of
//! `schema/catalog.json`, then the unknown ones.

use crate::generated::{pack_event, type_number};
use autosend_webhooks::{Delivery, Event, Extra, RawEvent, Time, WebhookError, unix_millis};
use std::{
    borrow::Cow,
    time::{Duration, SystemTime},
};

/// The first byte of an answer.
#[derive(Debug, Clone, Copy)]
pub enum Outcome {
    /// There is no delivery: a code and a sentence follow.
    Refused = 0,
    /// A known type whose data fits.
    Typed = 1,
    /// A type that is not known.
    Unknown = 2,
    /// A known type whose data does not fit.
    Invalid = 3,
}

/// The packed form of a delivery, or of an error.
#[must_use]
pub fn answer(result: Result<Delivery<'_>, WebhookError>) -> String {
    match result {
        Ok(delivery) => pack_delivery(&delivery),
        Err(error) => {
            let mut to = Writer(String::new());
            to.number(Outcome::Refused as u64);
            to.text(error.code().as_str());
            to.text(&error.message());
            to.0
        }
    }
}

fn pack_delivery(delivery: &Delivery<'_>) -> String {
    // Roomy enough for all but the largest: what is in the body, and some numbers.
    let mut to = Writer(String::with_capacity(delivery.body().len() + 128));
    let event = &delivery.event;
    to.number(outcome(event) as u64);
    to.number(event.generation().number().into());
    to.number(delivery.secret_index as u64);
    delivery.sent_at.map(unix_millis).pack(&mut to);
    delivery.created_at().pack(&mut to);
    to.text(&delivery.id);
    match event {
        Event::Unknown(raw) => pack_raw(raw, &mut to),
        Event::Invalid(invalid) => {
            pack_raw(&invalid.raw, &mut to);
            to.text(&invalid.reason);
        }
        typed => {
            to.number(type_number(typed));
            pack_event(typed, &mut to);
        }
    }
    to.0
}

fn outcome(event: &Event<'_>) -> Outcome {
    match event {
        Event::Unknown(_) => Outcome::Unknown,
        Event::Invalid(_) => Outcome::Invalid,
        _ => Outcome::Typed,
    }
}

fn pack_raw(raw: &RawEvent<'_>, to: &mut Writer) {
    to.text(raw.event_type());
    raw.data().map(|data| Cow::Borrowed(data.get())).pack(to);
}

/// Appends to the buffer.
#[derive(Debug)]
pub struct Writer(String);

impl Writer {
    #[inline]
    fn number(&mut self, mut value: u64) {
        while value >= 0x40 {
            self.digit(value & 0x3F | 0x40);
            value >>= 6;
        }
        self.digit(value);
    }

    #[expect(clippy::cast_possible_truncation, reason = "seven bits")]
    fn digit(&mut self, digit: u64) {
        self.0.push(char::from(digit as u8));
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.push_str(text);
    }
}

/// Something that an answer can hold.
pub trait Pack {
    /// Appends it to the buffer.
    fn pack(&self, to: &mut Writer);
}

impl<T: Pack + ?Sized> Pack for &T {
    fn pack(&self, to: &mut Writer) {
        (**self).pack(to);
    }
}

impl Pack for Cow<'_, str> {
    fn pack(&self, to: &mut Writer) {
        to.text(self);
    }
}

impl Pack for bool {
    fn pack(&self, to: &mut Writer) {
        to.number((*self).into());
    }
}

impl Pack for u64 {
    fn pack(&self, to: &mut Writer) {
        to.number(*self);
    }
}

impl Pack for i64 {
    fn pack(&self, to: &mut Writer) {
        to.number(self.cast_unsigned());
    }
}

impl Pack for Time<'_> {
    fn pack(&self, to: &mut Writer) {
        let time = self.to_system_time();
        let (seconds, nanos) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (i64::try_from(after.as_secs()).unwrap_or(i64::MAX), after.subsec_nanos()),
            Err(before) => before_1970(before.duration()),
        };
        seconds.pack(to);
        to.number(nanos.into());
    }
}

/// Nanoseconds count forward, also before 1970.
fn before_1970(distance: Duration) -> (i64, u32) {
    let seconds = -i64::try_from(distance.as_secs()).unwrap_or(i64::MAX);
    match distance.subsec_nanos() {
        0 => (seconds, 0),
        nanos => (seconds - 1, 1_000_000_000 - nanos),
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, to: &mut Writer) {
        to.number(self.is_some().into());
        if let Some(value) = self {
            value.pack(to);
        }
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, to: &mut Writer) {
        to.number(self.len() as u64);
        for item in self {
            item.pack(to);
        }
    }
}

impl Pack for Extra<'_> {
    fn pack(&self, to: &mut Writer) {
        to.number(self.len() as u64);
        for (name, value) in self.iter() {
            to.text(name);
            to.text(value.get());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(value: impl Pack) -> Vec<u8> {
        let mut to = Writer(String::new());
        value.pack(&mut to);
        to.0.into_bytes()
    }

    /// As the packages read it.
    fn number(digits: &[u8]) -> u64 {
        let digit = |(place, digit): (usize, &u8)| u64::from(digit & 0x3F) << (6 * place);
        digits.iter().enumerate().map(digit).sum()
    }

    #[test]
    fn numbers_come_back() {
        for value in [0, 1, 0x3F, 0x40, 0xFFF, 0x1000, (1 << 53) - 1, u64::MAX] {
            let digits = packed(value);
            let (last, others) = digits.split_last().unwrap();
            assert_eq!(number(&digits), value);
            assert!(*last < 0x40 && others.iter().all(|digit| (0x40..0x80).contains(digit)));
        }
        assert_eq!(number(&packed(-1_i64)).cast_signed(), -1);
    }

    #[test]
    fn texts_and_what_may_be_missing() {
        assert_eq!(packed(Some(Cow::Borrowed("é"))), b"\x01\x02\xc3\xa9");
        assert_eq!(packed(None::<bool>), b"\0");
        assert_eq!(packed(vec![true, false]), b"\x02\x01\0");
    }

    #[test]
    fn nanoseconds_count_forward_before_1970_too() {
        assert_eq!(before_1970(Duration::from_secs(2)), (-2, 0));
        assert_eq!(before_1970(Duration::from_millis(1_500)), (-2, 500_000_000));
        assert_eq!(packed(Time::parse("1970-01-01T00:00:01.000000002Z").unwrap()), [1, 2]);
    }

    #[test]
    fn an_error_is_its_code_and_a_sentence() {
        let error = WebhookError::from(autosend_webhooks::ErrorCode::BodyNotJson);
        let message = error.message();
        let answer = answer(Err(error));
        assert!(answer.starts_with("\0\x0dbody_not_json"));
        assert!(answer.ends_with(&message));
    }
}
