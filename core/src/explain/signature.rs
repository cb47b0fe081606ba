//! Signatures in another form than 64 lower-case hex digits.

use super::{Cause, cause, headers};
use crate::{SIGNATURE_HEADER, secret::Signature};
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE, Engine};

/// A way to read the signature header.
pub(super) enum Reading {
    Bytes(Signature),
    /// Base64 of the hex text instead of the bytes.
    HexText(Vec<u8>),
}

impl Reading {
    pub(super) fn matches(&self, expected: &Signature) -> bool {
        match self {
            Self::Bytes(signature) => signature == expected,
            Self::HexText(text) => Signature::from_hex(text).is_some_and(|signature| signature == *expected),
        }
    }
}

/// The ways to read a signature header, as it should be first.
pub(super) fn readings(header: &[u8]) -> Vec<(Reading, Option<Cause>)> {
    let text = String::from_utf8_lossy(header);
    let (prefix, value) = match text.find(['=', ',', ' ']) {
        Some(at) if at < 10 && at + 1 < text.len() => text.split_at(at + 1),
        _ => ("", &*text),
    };
    let value = value.trim();
    let with_prefix = cause(
        "signature_has_prefix",
        format!("The signature comes with the prefix {prefix:?}."),
        "Send the hex digits alone.",
    );
    let prefixed = (!prefix.is_empty()).then_some(with_prefix);
    let mut readings: Vec<(Reading, Option<Cause>)> = Vec::new();
    readings.extend(Signature::from_hex(value.as_bytes()).map(|found| (Reading::Bytes(found), prefixed.clone())));
    if readings.is_empty()
        && let Some(found) = Signature::from_hex(value.to_ascii_lowercase().as_bytes())
    {
        let upper_case =
            cause("signature_upper_case", "The signature is in upper case.", "Send lower-case hex digits.");
        readings.push((Reading::Bytes(found), Some(prefixed.clone().unwrap_or(upper_case))));
    }
    if readings.is_empty() {
        readings.extend(joined(&text));
    }
    if readings.is_empty() && !is_hex(value) {
        let base64 = [BASE64_STANDARD.decode(value), BASE64_URL_SAFE.decode(value)];
        for bytes in base64.into_iter().flatten() {
            let found = cause("signature_base64", "The signature is in base64.", "Send lower-case hex digits.");
            let reading = match <[u8; 32]>::try_from(&*bytes) {
                Ok(bytes) => Reading::Bytes(Signature::from_bytes(bytes)),
                Err(_) if bytes.len() == DIGITS => Reading::HexText(bytes),
                Err(_) => continue,
            };
            readings.push((reading, Some(found)));
        }
    }
    readings
}

/// Hex digits that are fewer or more than a signature has. It can't be told whether they were right.
pub(super) fn cause_of_length(header: &[u8]) -> Option<Cause> {
    let text = str::from_utf8(header).ok()?;
    let value = text.rsplit(['=', ',', ' ']).next()?;
    let digits = value.len();
    let (name, finding) = match digits {
        1..DIGITS => {
            ("signature_truncated", format!("The signature is cut off: {digits} hex digits instead of {DIGITS}."))
        }
        DIGITS => return None,
        _ => ("signature_too_long", format!("The signature has {digits} hex digits instead of {DIGITS}.")),
    };
    is_hex(value)
        .then(|| cause(name, finding, "Send and pass on all 64 hex digits of the HMAC-SHA256, and nothing else."))
}

const DIGITS: usize = 64;

fn is_hex(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The signatures of a header that holds several, as proxies join what came in several lines.
fn joined(text: &str) -> Vec<(Reading, Option<Cause>)> {
    const MOST: usize = 4;
    let values: Option<Vec<_>> =
        text.split(',').take(MOST).map(|value| Signature::from_hex(value.trim().as_bytes())).collect();
    let values = values.filter(|values| values.len() > 1).unwrap_or_default();
    values.into_iter().map(|value| (Reading::Bytes(value), Some(headers::joined(SIGNATURE_HEADER)))).collect()
}
