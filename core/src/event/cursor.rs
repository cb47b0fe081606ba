//! Reads JSON forwards, in one pass and without a copy: what typed data is made of, and nothing else.
//!
//! A general parser finds out what comes next; here the caller knows, and a body that holds anything else is left to
//! the general path. So there are no errors to make, only `None`.

use crate::{
    json::{self, MAX_DEPTH},
    text::TextSeed,
};
use memchr::{memchr, memchr2};
use serde::de::DeserializeSeed;
use serde_json::{Deserializer, value::RawValue};
use std::borrow::Cow;

/// A place in a text, and what can be read from there. After a `None` the place means nothing.
pub(crate) struct Cursor<'de> {
    text: &'de str,
    at: usize,
    /// Whether the text has neither escapes nor control characters: then a string ends at the next quote.
    is_plain: bool,
}

impl<'de> Cursor<'de> {
    /// Stands at the first value of the text.
    pub fn new(text: &'de str) -> Self {
        let is_plain = is_plain(text.as_bytes());
        let mut cursor = Self { text, at: 0, is_plain };
        cursor.skip_space();
        cursor
    }

    #[inline]
    fn rest(&self) -> &'de [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    fn skip_space(&mut self) {
        // What AutoSend sends has none.
        while let [..=b' ', ..] = self.rest() {
            let [b' ' | b'\n' | b'\r' | b'\t', ..] = self.rest() else { return };
            self.at += 1;
        }
    }

    /// Whether nothing follows.
    pub fn is_at_end(&self) -> bool {
        self.rest().is_empty()
    }

    /// Goes past a word or a bracket, and the white space behind it, if it stands here.
    #[inline]
    pub fn take(&mut self, token: &[u8]) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
            self.skip_space();
        }
        found
    }

    /// Goes past an opening bracket; whether something is in there.
    #[inline]
    pub fn open(&mut self, open: u8, close: u8) -> Option<bool> {
        self.take(&[open]).then(|| !self.take(&[close]))
    }

    /// Goes past a comma or the closing bracket; whether there is more.
    #[inline]
    pub fn more(&mut self, close: u8) -> Option<bool> {
        let more = self.take(b",");
        (more || self.take(&[close])).then_some(more)
    }

    /// Goes past the name and the colon of this member if it stands here.
    #[inline]
    pub fn take_member(&mut self, name: &str) -> bool {
        let quoted = self.rest().strip_prefix(b"\"").and_then(|rest| rest.strip_prefix(name.as_bytes()));
        let found = quoted.is_some_and(|rest| rest.starts_with(b"\":"));
        if found {
            self.at += name.len() + 3;
            self.skip_space();
        }
        found
    }

    /// A member's name, whatever it is, and its colon.
    #[inline]
    pub fn key(&mut self) -> Option<Cow<'de, str>> {
        let key = self.string()?;
        self.take(b":").then_some(key)
    }

    /// A string: a part of the text, or owned where it has escapes.
    #[expect(clippy::inline_always, reason = "a text comes back in registers, a Cow would come through memory")]
    #[inline(always)]
    pub fn string(&mut self) -> Option<Cow<'de, str>> {
        if self.is_plain { self.plain_string().map(Cow::Borrowed) } else { self.any_string() }
    }

    /// A string of a text without escapes.
    fn plain_string(&mut self) -> Option<&'de str> {
        let [b'"', rest @ ..] = self.rest() else { return None };
        self.borrow(quote(rest)?)
    }

    #[cold]
    fn any_string(&mut self) -> Option<Cow<'de, str>> {
        let [b'"', rest @ ..] = self.rest() else { return None };
        let len = Self::length_before_escape(rest)?;
        if rest.get(len) == Some(&b'\\') {
            return self.escaped_string();
        }
        self.borrow(len).map(Cow::Borrowed)
    }

    /// Goes past a string of so many bytes between its quotes.
    #[inline]
    fn borrow(&mut self, len: usize) -> Option<&'de str> {
        let start = self.at + 1;
        let text = self.text.get(start..start + len)?;
        self.at = start + len + 1;
        self.skip_space();
        Some(text)
    }

    /// How far a string goes without an escape; `None` if it has control characters.
    fn length_before_escape(text: &[u8]) -> Option<usize> {
        let len = memchr2(b'"', b'\\', text)?;
        has_no_control(&text[..len]).then_some(len)
    }

    /// A string with escapes, by the parser that knows them. `None` for lone surrogates, too.
    fn escaped_string(&mut self) -> Option<Cow<'de, str>> {
        let mut end = 1;
        loop {
            match self.rest().get(end)? {
                b'"' => break,
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
        let quoted = self.text.get(self.at..=self.at + end)?;
        let text = TextSeed.deserialize(&mut Deserializer::from_str(quoted)).ok()?;
        self.at += quoted.len();
        self.skip_space();
        Some(text)
    }

    /// An integer without sign, fraction and exponent, of 15 digits at most.
    pub fn integer(&mut self) -> Option<u64> {
        let rest = self.rest();
        let len = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, behind) = rest.split_at(len);
        let plain = matches!(digits, [b'0'] | [b'1'..=b'9', ..]) && len <= 15;
        if !plain || matches!(behind, [b'.' | b'e' | b'E', ..]) {
            return None;
        }
        self.at += len;
        self.skip_space();
        Some(digits.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')))
    }

    /// Any value as it is written.
    pub fn raw(&mut self) -> Option<&'de RawValue> {
        /// How many brackets may be open around a member of an event that no type names.
        const AROUND: usize = 4;
        let mut values = Deserializer::from_str(self.text.get(self.at..)?).into_iter::<&RawValue>();
        let raw = values.next()?.ok()?;
        let deep = json::opening_brackets(raw.get().as_bytes()) > MAX_DEPTH - AROUND;
        self.at += values.byte_offset();
        self.skip_space();
        (!deep).then_some(raw)
    }
}

/// Where the first quote is. Most strings are so short that a call of `memchr` would take longer than the search.
#[inline]
fn quote(text: &[u8]) -> Option<usize> {
    const SHORT: usize = 32;
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let (words, _) = text.get(..SHORT).unwrap_or_default().as_chunks();
    for (index, word) in words.iter().enumerate() {
        // Sets the highest bit of each byte that is a quote, and maybe of some behind one (Warren, Hacker's Delight,
        // "Find first 0-byte").
        let zero = u64::from_le_bytes(*word) ^ (ONES * u64::from(b'"'));
        let quotes = zero.wrapping_sub(ONES) & !zero & (ONES << 7);
        if quotes != 0 {
            return Some(index * 8 + quotes.trailing_zeros() as usize / 8);
        }
    }
    let searched = words.as_flattened().len();
    memchr(b'"', &text[searched..]).map(|at| searched + at)
}

/// Whether there are neither escapes nor characters that strings must escape, beside the quote.
fn is_plain(text: &[u8]) -> bool {
    // The least byte and the one nearest to a backslash, in one pass: the compiler makes vectors of them.
    let least = |(least, nearest): (u8, u8), byte: &u8| (least.min(*byte), nearest.min(byte ^ b'\\'));
    let (least, nearest) = text.iter().fold((u8::MAX, u8::MAX), least);
    least >= b' ' && nearest != 0
}

/// Whether there are none of the characters that strings must escape, beside quote and backslash.
fn has_no_control(text: &[u8]) -> bool {
    // The least byte: the compiler makes vectors of it.
    text.iter().fold(u8::MAX, |least, byte| least.min(*byte)) >= b' '
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn quotes_are_found(text in "[a-zé\u{a2}!#\"\u{1f600}]{0,80}") {
            prop_assert_eq!(quote(text.as_bytes()), text.find('"'));
        }

        #[test]
        fn strings_are_those_of_serde(text: String, raw in r#"[ a-z\\"/\x00-\x1fé]{0,40}"#, plain in "[ a-zé\"]{0,99}") {
            for quoted in [serde_json::to_string(&text).unwrap(), format!("\"{raw}\""), format!("\"{plain}\"")] {
                let mut cursor = Cursor::new(&quoted);
                let read = cursor.string().filter(|_| cursor.is_at_end());
                prop_assert_eq!(read.map(Cow::into_owned), serde_json::from_str::<String>(&quoted).ok());
            }
        }

        #[test]
        fn integers_are_those_of_serde(text in "[0-9]{0,20}[.eE-]?[0-9]{0,2}") {
            let mut cursor = Cursor::new(&text);
            let read = cursor.integer().filter(|_| cursor.is_at_end());
            let reference = serde_json::from_str::<u64>(&text).ok().filter(|number| *number < 1_000_000_000_000_000);
            prop_assert_eq!(read, reference);
        }
    }
}
