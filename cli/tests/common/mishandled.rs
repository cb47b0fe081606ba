//! Requests that people handle wrong, each with the cause that has to be found.

use super::{SECRET, command, finish, sample};
use autosend_webhooks::EventType;
use base64::{Engine, engine::general_purpose::STANDARD};

pub struct Case {
    pub cause: &'static str,
    /// `Name: value` lines.
    pub headers: String,
    pub body: Vec<u8>,
}

/// The headers of a genuine request with the body of [`sample`].
pub fn headers() -> String {
    let mut command = command();
    command.args(["sign"]).env("AUTOSEND_WEBHOOK_SECRET", SECRET);
    finish(command, sample(EventType::EmailOpened)).ended(0).out
}

/// The headers with another signature, made from the right one.
fn signed(change: impl Fn(&str) -> String) -> String {
    let headers = headers();
    let (_, rest) = headers.split_once("X-Webhook-Signature: ").unwrap();
    let signature = &rest[..64];
    headers.replace(signature, &change(signature))
}

fn form(body: &[u8]) -> Vec<u8> {
    let encoded: String = body.iter().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
    format!("payload={encoded}").into_bytes()
}

fn utf16(body: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(body).unwrap();
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// All of them.
pub fn cases() -> Vec<Case> {
    let body = sample(EventType::EmailOpened);
    let of = |cause, headers, body: &[u8]| Case { cause, headers, body: body.to_vec() };
    // What gzip begins with, and some of what it packs.
    let packed = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &body[..40]].concat();
    let twice = headers() + "X-Webhook-Signature: 00\n";
    vec![
        of("signature_truncated", signed(|right| right[..40].to_owned()), body),
        of("signature_too_long", signed(|right| format!("{right}00")), body),
        of("header_joined", signed(|right| format!("{right}, {right}")), body),
        of("header_repeated", twice, body),
        of("body_compressed", headers(), &packed),
        of("body_base64", headers(), STANDARD.encode(body).as_bytes()),
        of("body_form_encoded", headers(), &form(body)),
        of("body_utf16", headers(), &utf16(body)),
    ]
}
