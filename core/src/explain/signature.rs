//! Signatures in another form than 64 lower-case hex digits.

use super::{Cause, cause};
use crate::secret::Signature;
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
        let base64 = [BASE64_STANDARD.decode(value), BASE64_URL_SAFE.decode(value)];
        for bytes in base64.into_iter().flatten() {
            let found = cause("signature_base64", "The signature is in base64.", "Send lower-case hex digits.");
            let reading = <[u8; 32]>::try_from(&*bytes)
                .map_or(Reading::HexText(bytes), |bytes| Reading::Bytes(Signature::from_bytes(bytes)));
            readings.push((reading, Some(found)));
        }
    }
    readings
}
