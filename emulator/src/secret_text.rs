//! Text that no output shows.

use axum::http::{HeaderMap, header::AUTHORIZATION};
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// A secret as it was given, right or wrong; wiped from memory on drop and never printed.
#[derive(Clone)]
pub struct SecretText(Zeroizing<String>);

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl SecretText {
    /// Whether it is the same as what a request came with, in a time that does not depend on where they differ.
    #[must_use]
    pub fn matches(&self, presented: &[u8]) -> bool {
        presented.ct_eq(self.as_ref().as_bytes()).into()
    }
}

/// What a request came with as `Authorization: Bearer …`; empty where that is something else.
pub fn bearer(headers: &HeaderMap) -> &[u8] {
    let value = headers.get(AUTHORIZATION).map_or(&b""[..], |value| value.as_bytes());
    match value.split_at_checked("Bearer ".len()) {
        Some((scheme, presented)) if scheme.eq_ignore_ascii_case(b"Bearer ") => presented,
        _ => b"",
    }
}

impl AsRef<str> for SecretText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(..)")
    }
}
