//! What fields can hold.

use super::reading::Reading;
use crate::raw::{self, List};
use autosend_webhooks::Time;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use std::{collections::BTreeMap, fmt, ops::Deref};

/// Something that is read from JSON and written as JSON.
pub trait Value: Sized {
    /// Reads it; `None` if it does not fit. What does not fit within it is listed.
    fn read(raw: &RawValue, reading: &mut Reading) -> Option<Self>;

    /// Writes it as JSON.
    fn write(&self, out: &mut String);

    /// What stands for a required value until it is read.
    #[doc(hidden)]
    fn blank() -> Self;

    /// It as JSON: what was sent, with the fields as they are now.
    ///
    /// A member that `extra` has the original of (an explicit `null`, `1.0` for an integer) is written as it was sent.
    fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }
}

/// What stands for a required value until it is read.
#[doc(hidden)]
#[must_use]
pub fn blank<T: Value>() -> T {
    T::blank()
}

impl Value for String {
    fn read(raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        let text = raw::text(raw)?;
        // Only half a surrogate pair, which is written by an escape, does not print back.
        reading.is_inexact |= text.contains('\u{fffd}') && !raw.get().contains('\u{fffd}');
        Some(text)
    }

    fn write(&self, out: &mut String) {
        raw::quote(self, out);
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl Value for bool {
    fn read(raw: &RawValue, _: &mut Reading) -> Option<Self> {
        raw.get().parse().ok()
    }

    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }

    fn blank() -> Self {
        false
    }
}

/// A signed integer of 64 bits; `1.0` is 1.
impl Value for i64 {
    fn read(raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        let number = raw.get().parse().ok().or_else(|| whole(raw.get()))?;
        reading.is_inexact |= raw.get() != number.to_string();
        Some(number)
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }

    fn blank() -> Self {
        0
    }
}

/// An unsigned integer up to the largest that the provider's catalog allows; `1.0` is 1.
impl Value for u64 {
    fn read(raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        let number = i64::read(raw, reading).filter(|number| *number <= reading.max_integer)?;
        Self::try_from(number).ok()
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }

    fn blank() -> Self {
        0
    }
}

/// The integer that a number with a fraction or an exponent is, where it is one: by its digits, which lose nothing.
fn whole(text: &str) -> Option<i64> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_zero = before.bytes().chain(after.bytes()).all(|byte| matches!(byte, b'-' | b'0'));
    let after = after.trim_end_matches('0');
    if is_zero && text.starts_with(['-', '0']) {
        return Some(0);
    }
    let places: i64 = exponent.parse::<i64>().ok()?.checked_sub(i64::try_from(after.len()).ok()?)?;
    let digits = format!("{before}{after}");
    if places >= 0 {
        let zeros = usize::try_from(places).ok().filter(|zeros| *zeros < 20)?;
        return (digits + &"0".repeat(zeros)).parse().ok();
    }
    let cut = digits.len().checked_sub(usize::try_from(-places).ok()?)?;
    let (kept, dropped) = digits.split_at_checked(cut)?;
    if dropped.bytes().all(|byte| byte == b'0') { kept.parse().ok() } else { None }
}

/// A number as it was sent, whatever its size and precision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// Its text in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest `f64`, infinite where it is beyond all of them.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// It as an integer, where it is one of 64 bits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok().or_else(|| whole(&self.0))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl Value for Number {
    fn read(raw: &RawValue, _: &mut Reading) -> Option<Self> {
        raw.get().starts_with(|it: char| it == '-' || it.is_ascii_digit()).then(|| Self(raw.get().to_owned()))
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.0);
    }

    fn blank() -> Self {
        Self::from(0)
    }
}

impl Value for Time<'static> {
    fn read(raw: &RawValue, _: &mut Reading) -> Option<Self> {
        Time::parse(raw::text(raw)?)
    }

    fn write(&self, out: &mut String) {
        raw::quote(self.as_str(), out);
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// Any JSON, as it was sent.
#[derive(Clone)]
pub struct RawJson(Box<RawValue>);

impl RawJson {
    /// It as any type of yours.
    ///
    /// Fails where it does not fit that.
    pub fn parse<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_str(self.get())
    }
}

impl From<Box<RawValue>> for RawJson {
    fn from(raw: Box<RawValue>) -> Self {
        Self(raw)
    }
}

impl From<&RawValue> for RawJson {
    fn from(raw: &RawValue) -> Self {
        Self(raw.to_owned())
    }
}

impl Deref for RawJson {
    type Target = RawValue;

    fn deref(&self) -> &RawValue {
        &self.0
    }
}

impl PartialEq for RawJson {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.get())
    }
}

impl Value for RawJson {
    fn read(raw: &RawValue, _: &mut Reading) -> Option<Self> {
        Some(raw.into())
    }

    fn write(&self, out: &mut String) {
        out.push_str(self.get());
    }

    fn blank() -> Self {
        RawValue::NULL.into()
    }
}

/// An item or a value of a map that may be null.
impl<T: Value> Value for Option<T> {
    fn read(raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        if raw.get() == "null" { Some(None) } else { T::read(raw, reading).map(Some) }
    }

    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }

    fn blank() -> Self {
        None
    }
}

impl<T: Value> Value for Box<T> {
    fn read(raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        T::read(raw, reading).map(Self::new)
    }

    fn write(&self, out: &mut String) {
        (**self).write(out);
    }

    fn blank() -> Self {
        Self::new(T::blank())
    }
}

impl<T: Value> Value for Vec<T> {
    fn read(raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        let items = raw::items(raw)?.into_iter().enumerate();
        items.map(|(at, item)| reading.below(&at.to_string(), |reading| T::read(item, reading))).collect()
    }

    fn write(&self, out: &mut String) {
        let mut list = List::new(out, '[');
        for item in self {
            item.write(list.item());
        }
        list.end();
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Value> Value for BTreeMap<String, T> {
    fn read(raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        let mut read = Self::new();
        for (name, value) in raw::members(raw)? {
            let value = reading.below(&name, |reading| T::read(value, reading))?;
            read.insert(name.into_owned(), value);
        }
        Some(read)
    }

    fn write(&self, out: &mut String) {
        let mut object = List::new(out, '{');
        for (name, value) in self {
            value.write(object.member(name));
        }
        object.end();
    }

    fn blank() -> Self {
        Self::new()
    }
}

/// An open enumeration of texts: [`crate::enumerations`] makes a [`Value`] of it.
pub trait Enumeration: Sized {
    /// The value that a text stands for, known or not.
    fn of(text: &str) -> Self;

    /// The text.
    fn as_str(&self) -> &str;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_read_by_their_digits() {
        for (text, number) in [
            ("1.0", Some(1)),
            ("1e3", Some(1000)),
            ("-1.50e1", Some(-15)),
            ("9007199254740993.0", Some(9_007_199_254_740_993)),
            ("100e-2", Some(1)),
            ("-0", Some(0)),
            ("0e999999999", Some(0)),
            ("1e999999999", None),
            ("1e-999999999", None),
            ("1.5", None),
            ("9223372036854775808", None),
            ("true", None),
            ("\"1\"", None),
        ] {
            assert_eq!(whole(text), number, "{text}");
        }
    }
}
