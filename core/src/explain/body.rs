//! Bodies that something changed between the sender and the verifier.

use super::{Cause, cause, form};
use crate::{ErrorCode, Event, WebhookError, json};
use serde_json::value::RawValue;
use std::borrow::Cow;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What the body itself tells, without trying.
pub(super) fn causes(error: &WebhookError, body: &[u8]) -> Option<Cause> {
    if body.is_empty() {
        return Some(cause(
            "body_is_empty",
            "The body is empty.",
            "Read it before other middleware does, or keep what that middleware read: a stream can be read once.",
        ));
    }
    if error.code() == ErrorCode::BodyNotJson && body.starts_with(BYTE_ORDER_MARK) {
        return Some(cause(
            "byte_order_mark",
            "The body begins with a byte order mark, which JSON does not allow.",
            "Send the JSON without it.",
        ));
    }
    None
}

const VERIFY_RAW: &str = "Verify the bytes as received, before any parser or middleware touches them.";
const KEEP_BYTES: &str = "Pass the body on as bytes, not as decoded text.";

/// The bodies that may have been signed, as received first.
pub(super) fn readings(body: &[u8]) -> Vec<(Cow<'_, [u8]>, Option<Cause>)> {
    let without_bom = body.strip_prefix(BYTE_ORDER_MARK);
    let without_newline = body.strip_suffix(b"\n").map(|body| body.strip_suffix(b"\r").unwrap_or(body));
    let edited = [
        (
            without_newline.map(Cow::Borrowed),
            "trailing_newline",
            "The signature is right for the body without the newline at its end.",
            "Don't add a line end to the body (with shells: printf '%s' instead of echo, curl --data-binary).",
        ),
        (
            Some([body, b"\n"].concat().into()),
            "newline_missing",
            "The signature is right for the body with a newline at its end.",
            "Don't trim the body.",
        ),
        (
            without_bom.map(Cow::Borrowed),
            "byte_order_mark",
            "The signature is right for the body without the byte order mark before it.",
            "Don't write the body to a file with a byte order mark.",
        ),
        (
            replace(body, "\r\n", "\n"),
            "line_ends_changed",
            "The signature is right for the body with LF for CRLF.",
            VERIFY_RAW,
        ),
        (
            replace(body, "\n", "\r\n"),
            "line_ends_changed",
            "The signature is right for the body with CRLF for LF.",
            VERIFY_RAW,
        ),
        (
            latin1_to_bytes(body),
            "decoded_as_latin1",
            "The body was decoded as Latin-1 and encoded as UTF-8 again.",
            KEEP_BYTES,
        ),
        (
            bytes_to_latin1(body),
            "encoded_as_latin1",
            "The body was decoded as UTF-8 and encoded as Latin-1.",
            KEEP_BYTES,
        ),
        (
            Some(Cow::Borrowed(b"".as_slice())),
            "signed_empty_body",
            "The signature is right for an empty body: the sender signed nothing.",
            "Sign the body that is sent.",
        ),
    ];
    let edited =
        edited.into_iter().filter_map(|(reading, name, finding, fix)| Some((reading?, cause(name, finding, fix))));
    let reserialized = reserialized(without_bom.unwrap_or(body)).into_iter().map(|(text, what)| {
        let finding = format!("The body was parsed and serialized again, which changed {what}.");
        (text.into_bytes().into(), cause("body_reserialized", finding, VERIFY_RAW))
    });
    let changed = edited.chain(reserialized).chain(form::undone(body)).filter(|(reading, _)| **reading != *body);
    let as_received = (Cow::Borrowed(body), None);
    [as_received].into_iter().chain(changed.map(|(reading, cause)| (reading, Some(cause)))).collect()
}

/// The texts that `JSON.stringify` may have made, before another serializer changed them.
fn reserialized(body: &[u8]) -> Vec<(String, &'static str)> {
    let Ok(text) = str::from_utf8(body) else { return Vec::new() };
    if json::too_deep(body) {
        return Vec::new();
    }
    let mut texts = Vec::new();
    if serde_json::from_str::<&RawValue>(text).is_ok() {
        texts.push((json::normalize(text), "spaces, line breaks or escapes"));
    }
    if let Ok(event) = Event::from_json(body)
        && let Ok(text) = serde_json::to_string(&event)
    {
        texts.push((json::normalize(&text), "the order of keys"));
    }
    if let Ok(inner) = serde_json::from_str::<String>(text) {
        texts.push((inner, "an object into a string"));
    }
    texts
}

fn replace(body: &[u8], from: &str, to: &str) -> Option<Cow<'static, [u8]>> {
    let text = str::from_utf8(body).ok()?;
    // Adding carriage returns to line ends that have them already is no one's mistake.
    let applies = text.contains(from) && !(to.contains(from) && text.contains(to));
    applies.then(|| text.replace(from, to).into_bytes().into())
}

/// Undoes a decoding as Latin-1: every character stands for one byte.
fn latin1_to_bytes(body: &[u8]) -> Option<Cow<'static, [u8]>> {
    let text = str::from_utf8(body).ok()?;
    let bytes: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    bytes.map(Cow::Owned)
}

/// Undoes an encoding as Latin-1: every byte stands for one character.
fn bytes_to_latin1(body: &[u8]) -> Option<Cow<'static, [u8]>> {
    let text: String = body.iter().map(|byte| char::from(*byte)).collect();
    str::from_utf8(body).is_err().then(|| text.into_bytes().into())
}
