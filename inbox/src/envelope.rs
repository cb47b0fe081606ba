//! A delivery as it stands in an engine: a line of JSON with what is known of it, then the signed bytes as they came.

use crate::{Arrival, Stored};
use autosend_webhooks::unix_millis;
use serde::{Deserialize, Serialize};
use std::time::SystemTime;

#[derive(Serialize, Deserialize)]
struct Head {
    digest: String,
    id: String,
    #[serde(rename = "type")]
    event_type: String,
    created: Option<i64>,
    sent: Option<i64>,
    received: i64,
    secret: i64,
    headers: String,
}

/// What to give to the engine.
pub fn encode(arrival: &Arrival) -> Vec<u8> {
    let head = Head {
        digest: digest_text(&arrival.digest),
        id: arrival.delivery_id.clone(),
        event_type: arrival.event_type.clone(),
        created: arrival.created,
        sent: arrival.sent,
        received: unix_millis(SystemTime::now()),
        secret: arrival.secret,
        headers: arrival.headers.clone(),
    };
    // Text and numbers always are JSON.
    let mut bytes = serde_json::to_vec(&head).unwrap_or_default();
    bytes.push(b'\n');
    bytes.extend_from_slice(&arrival.body);
    bytes
}

/// What the engine had; none if somebody else put it there.
pub fn decode(seq: i64, bytes: &[u8]) -> Option<Stored> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let head: Head = serde_json::from_slice(&bytes[..end]).ok()?;
    Some(Stored {
        seq,
        delivery_id: head.id,
        event_type: head.event_type,
        created: head.created,
        sent: head.sent,
        received: head.received,
        secret: head.secret,
        digest: digest_bytes(&head.digest)?,
        headers: head.headers,
        body: bytes[end + 1..].to_vec(),
    })
}

/// A digest in lower-case hexadecimal digits: the identity of a delivery in keys and message ids.
pub fn digest_text(digest: &[u8]) -> String {
    use std::fmt::Write;
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing into a text can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn digest_bytes(text: &str) -> Option<Vec<u8>> {
    let pairs = (0..64).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok());
    pairs.collect::<Option<Vec<u8>>>().filter(|_| text.len() == 64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use autosend_webhooks::{SignedRequest, Verifier};

    #[test]
    fn what_goes_in_comes_out() {
        let secret = "whsec_0123456789abcdef0123456789abcdef";
        let body = b"{\"type\":\"contact.deleted\",\n \"createdAt\":\"2025-11-12T10:30:00.000Z\",\"data\":{\"email\":\"a@b.example\"}}";
        let headers = SignedRequest::new(&secret.parse().unwrap(), body.as_slice()).headers();
        let arrival = Arrival::new(&Verifier::new([secret]).unwrap().verify(body, &headers).unwrap(), &headers);
        let stored = decode(7, &encode(&arrival)).unwrap();
        assert_eq!((stored.seq, &stored.body[..]), (7, &body[..]));
        assert_eq!(Arrival::again(&stored), arrival);
        assert_eq!(stored.delivery().unwrap().digest()[..], stored.digest);
    }

    #[test]
    fn what_others_put_there_is_told_apart() {
        for bytes in [&b""[..], b"{}\n", b"hello", b"{\"digest\":\"00\"}\n{}", b"\n\n"] {
            assert_eq!(decode(1, bytes), None, "{bytes:?}");
        }
    }
}
