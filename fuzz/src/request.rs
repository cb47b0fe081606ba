//! The requests that fuzzers make: readable text, so that the corpus can be written and read by hand.
//!
//! ```text
//! @strict
//! @tolerance off
//! X-Webhook-Signature: {0}
//! X-Webhook-Timestamp: 1762943400000
//!
//! the body
//! ```
//! `{0}` and `{1}` stand for the right signature with the first or the second secret; `@` starts an option.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

pub const SECRETS: [&str; 2] = ["whsec_4f6d1c2b9a8e7d6c5b4a39281706f5e4", "whsec_old"];
/// The clock, Unix milliseconds.
pub const NOW: u64 = 1_762_943_400_000;

pub struct Request<'a> {
    pub headers: Vec<(&'a [u8], Vec<u8>)>,
    pub body: &'a [u8],
    pub strict: bool,
    pub tolerance: bool,
    pub max_body: usize,
}

impl<'a> Request<'a> {
    pub fn read(input: &'a [u8]) -> Self {
        let end = input.windows(2).position(|two| two == b"\n\n");
        let (head, body) = end.map_or((input, &input[..0]), |end| (&input[..end], &input[end + 2..]));
        let mut request = Self { headers: Vec::new(), body, strict: false, tolerance: true, max_body: 1 << 20 };
        for line in head.split(|byte| *byte == b'\n') {
            match line {
                b"@strict" => request.strict = true,
                b"@tolerance off" => request.tolerance = false,
                b"@max-body 99" => request.max_body = 99,
                _ => {
                    let colon = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
                    let value = line.get(colon + 1..).unwrap_or_default();
                    request.headers.push((&line[..colon], fill_in(value, body)));
                }
            }
        }
        request
    }
}

/// Puts signatures in where the text asks for them.
fn fill_in(value: &[u8], body: &[u8]) -> Vec<u8> {
    let mut value = value.to_vec();
    for (index, secret) in SECRETS.iter().enumerate() {
        let mark = [b'{', b'0' + u8::try_from(index).unwrap_or_default(), b'}'];
        if let Some(at) = value.windows(3).position(|three| three == mark) {
            value.splice(at..at + 3, signature(secret, body).into_bytes());
        }
    }
    value
}

/// The signature, without this project's code.
pub fn signature(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(body);
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
    mac.finalize().into_bytes().iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
