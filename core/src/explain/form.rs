//! Bodies in another form than the JSON text that was signed: compressed, encoded, in another encoding of text.

use super::{Cause, cause};
use crate::Headers;
use base64::prelude::{BASE64_STANDARD, Engine};
use std::borrow::Cow;

const DECODE: &str = "Decode the body before it is verified: AWS Lambda says isBase64Encoded beside it.";
const PLAIN_JSON: &str = "Send the JSON itself as the body, as application/json, and verify it as it came.";
const UTF_8: &str = "Send and keep the body in UTF-8, and pass it on as bytes.";

/// The body as it was before it took this form, where that can be undone.
pub(super) fn undone(body: &[u8]) -> Vec<(Cow<'static, [u8]>, Cause)> {
    let base64 = base64_of_text(body).map(|decoded| {
        let finding = "The signature is right for the body that this base64 text stands for.";
        (Cow::Owned(decoded), cause("body_base64", finding, DECODE))
    });
    let forms = form_values(body).into_iter().map(|value| {
        let finding = "The signature is right for the JSON inside of this form-encoded body.";
        (Cow::Owned(value), cause("body_form_encoded", finding, PLAIN_JSON))
    });
    let utf16 = from_utf16(body).map(|text| {
        let finding = "The signature is right for the body in UTF-8, and it came in UTF-16.";
        (Cow::Owned(text.into_bytes()), cause("body_utf16", finding, UTF_8))
    });
    base64.into_iter().chain(forms).chain(utf16).collect()
}

/// What the body looks like, whoever signed it.
pub(super) fn cause_of(body: &[u8], headers: &(impl Headers + ?Sized)) -> Option<Cause> {
    if let Some(how) = compression(body, headers) {
        return Some(cause(
            "body_compressed",
            format!("The body is compressed ({how}), or was."),
            "Verify the bytes that were signed: find the proxy or the layer that compresses them.",
        ));
    }
    if base64_of_text(body).is_some() {
        return Some(cause("body_base64", "The body is base64 of a JSON text.", DECODE));
    }
    if !form_values(body).is_empty() {
        return Some(cause("body_form_encoded", "The body is form-encoded, not JSON.", PLAIN_JSON));
    }
    from_utf16(body).map(|_| cause("body_utf16", "The body is in UTF-16.", UTF_8))
}

/// By its first bytes, or as a header names it: Brotli has no mark of its own.
fn compression(body: &[u8], headers: &(impl Headers + ?Sized)) -> Option<&'static str> {
    match body {
        [0x1F, 0x8B, ..] => return Some("gzip"),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => return Some("zstd"),
        [0x78, second, ..] if (0x7800 + u16::from(*second)).is_multiple_of(31) => return Some("deflate"),
        _ => {}
    }
    let named = headers.pairs().find(|(name, _)| name.eq_ignore_ascii_case(b"content-encoding"));
    let value = named.map(|(_, value)| value.trim_ascii())?;
    ["gzip", "deflate", "br", "zstd", "compress"].into_iter().find(|how| value.eq_ignore_ascii_case(how.as_bytes()))
}

/// The JSON text that a base64 text stands for, with or without line ends.
fn base64_of_text(body: &[u8]) -> Option<Vec<u8>> {
    let text: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let decoded = BASE64_STANDARD.decode(text).ok()?;
    decoded.trim_ascii_start().starts_with(b"{").then_some(decoded)
}

/// The names and values of a form that may be JSON: those that begin with an encoded or plain brace.
fn form_values(body: &[u8]) -> Vec<Vec<u8>> {
    const MOST: usize = 4;
    let is_json = |value: &Vec<u8>| value.trim_ascii_start().starts_with(b"{");
    if is_json(&body.to_vec()) {
        return Vec::new();
    }
    let parts = body.split(|byte| *byte == b'&').take(MOST);
    // What was meant as the body of a form is a name without a value to some.
    let names_and_values = parts.flat_map(|part| part.splitn(2, |byte| *byte == b'='));
    names_and_values.map(percent_decoded).filter(is_json).collect()
}

fn percent_decoded(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        let digits = (*byte == b'%').then(|| tail.get(..2).and_then(|digits| const_hex::decode(digits).ok())).flatten();
        match digits.as_deref() {
            Some([value]) => {
                decoded.push(*value);
                rest = &tail[2..];
            }
            _ => decoded.push(if *byte == b'+' { b' ' } else { *byte }),
        }
    }
    decoded
}

/// With a byte order mark, or told by the zeros in every ASCII character.
fn from_utf16(body: &[u8]) -> Option<String> {
    let (rest, is_little_endian) = match body {
        [0xFF, 0xFE, rest @ ..] => (rest, true),
        [0xFE, 0xFF, rest @ ..] => (rest, false),
        [b'{', 0, ..] => (body, true),
        [0, b'{', ..] => (body, false),
        _ => return None,
    };
    let (pairs, _) = rest.as_chunks::<2>();
    let unit = |pair: &[u8; 2]| if is_little_endian { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) };
    char::decode_utf16(pairs.iter().map(unit)).collect::<Result<_, _>>().ok()
}
