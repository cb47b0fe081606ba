//! What the verifier must decide, written once more and plainly: the order of the checks, without any of its code.

use super::{
    lossless::Json,
    request::{NOW, Request, SECRETS, signature},
};
use autosend_webhooks::{
    DEFAULT_FUTURE_TOLERANCE, DEFAULT_TOLERANCE, MAX_DELIVERY_ID, MAX_DEPTH, SECONDS_BELOW, TIMESTAMP_DIGITS,
    WebhookHeader,
};
use serde_json::value::RawValue;
use std::time::Duration;

/// The code of a refusal.
type Code = &'static str;

/// What the headers alone decide.
#[derive(Debug, PartialEq, Eq)]
pub struct Admitted {
    pub delivery_id: String,
    pub sent_at: Option<u64>,
    pub secret_index: usize,
    pub event: Option<Vec<u8>>,
}

pub fn authenticate(request: &Request<'_>) -> Result<Admitted, Code> {
    if request.body.len() > request.max_body {
        return Err("body_too_large");
    }
    let mut found: Vec<Option<Vec<u8>>> = Vec::new();
    for name in WebhookHeader::ALL.map(WebhookHeader::name) {
        let has_name = |header: &&(&[u8], Vec<u8>)| header.0.to_ascii_lowercase() == name.to_lowercase().as_bytes();
        let mut values: Vec<_> = request.headers.iter().filter(has_name).collect();
        values.dedup_by_key(|header| trim(&header.1));
        match values[..] {
            [] => found.push(None),
            [header] => found.push(Some(trim(&header.1)).filter(|value| !value.is_empty())),
            _ => return Err("duplicate_header"),
        }
    }
    let [signature_header, timestamp, delivery_id, event] = <[_; 4]>::try_from(found).expect("there are four names");
    let signature_header = signature_header.ok_or("missing_signature")?;
    if request.tolerance && timestamp.is_none() {
        return Err("missing_timestamp");
    }
    let delivery_id = delivery_id.ok_or("missing_delivery_id")?;
    if signature_header.len() != 64 || !signature_header.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return Err("malformed_signature");
    }
    let matches = |secret: &&str| signature(secret, request.body).as_bytes() == signature_header;
    let secret_index = SECRETS.iter().position(matches).ok_or("signature_mismatch")?;
    let sent_at = timestamp.map(|value| sent_at(&value, request.tolerance)).transpose()?;
    if delivery_id.len() > MAX_DELIVERY_ID || !delivery_id.iter().all(|byte| (0x21..=0x7E).contains(byte)) {
        return Err("malformed_delivery_id");
    }
    let delivery_id = String::from_utf8(delivery_id).expect("it is ASCII");
    Ok(Admitted { delivery_id, sent_at, secret_index, event })
}

fn trim(value: &[u8]) -> Vec<u8> {
    let is_text = |byte: &u8| !matches!(byte, b' ' | b'\t');
    let start = value.iter().position(is_text).unwrap_or(value.len());
    let end = value.iter().rposition(is_text).map_or(start, |last| last + 1);
    value[start..end].to_vec()
}

/// When it was sent, in Unix milliseconds.
fn sent_at(value: &[u8], tolerance: bool) -> Result<u64, Code> {
    let digits = (1..=TIMESTAMP_DIGITS).contains(&value.len()) && value.iter().all(u8::is_ascii_digit);
    let text = str::from_utf8(value).ok().filter(|_| digits).ok_or("malformed_timestamp")?;
    let number: u64 = text.parse().expect("fifteen digits fit");
    let millis = if number < SECONDS_BELOW { number * 1000 } else { number };
    let at_most = |limit: Duration| i128::try_from(limit.as_millis()).expect("minutes fit");
    let age = i128::from(NOW) - i128::from(millis);
    if tolerance && age >= at_most(DEFAULT_TOLERANCE) {
        return Err("timestamp_too_old");
    }
    if tolerance && -age >= at_most(DEFAULT_FUTURE_TOLERANCE) {
        return Err("timestamp_in_future");
    }
    Ok(millis)
}

/// What a body is.
pub struct Body {
    pub json: Json,
    pub event_type: String,
    pub generation: u8,
}

pub fn parse(body: &[u8]) -> Result<Body, Code> {
    let text = str::from_utf8(body).map_err(|_| "body_not_json")?;
    if depth(body) > MAX_DEPTH {
        return Err("body_too_deep");
    }
    let raw: &RawValue = serde_json::from_str(text).map_err(|_| "body_not_json")?;
    if !raw.get().starts_with('{') {
        return Err("body_not_object");
    }
    let json = Json::read(text).expect("it was read before");
    let (generation, type_member) = if json.get("type").is_some() { (2, "type") } else { (1, "event") };
    let event_type = json.get(type_member).and_then(Json::as_text).filter(|name| !name.is_empty());
    let event_type = event_type.ok_or("missing_event_type")?.to_owned();
    Ok(Body { json, event_type, generation })
}

/// How many brackets are open at once, outside of strings.
fn depth(text: &[u8]) -> usize {
    let (mut open, mut deepest, mut rest) = (0_usize, 0, text);
    while let [byte, tail @ ..] = rest {
        rest = tail;
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b'"' => {
                while let [byte, tail @ ..] = rest {
                    rest = if *byte == b'\\' { tail.get(1..).unwrap_or_default() } else { tail };
                    if *byte == b'"' {
                        break;
                    }
                }
            }
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}
