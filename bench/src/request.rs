//! The requests that are measured: an `email.bounced` of a given size among the headers that a proxy adds.

use autosend_webhooks::{Secret, SignedRequest};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::time::{SystemTime, UNIX_EPOCH};

/// What all of them are signed with.
pub const SECRET: &str = "whsec_4f6d1c2b9a8e7d6c5b4a39281706f5e4";

/// What is measured: a label, the body's size in bytes, and what fills it up.
pub const FILLERS: [(&str, usize, &str); 4] = [
    ("250B", 250, "550 5.1.1 "),
    ("700B", 700, "550 5.1.1 <no-one@example.org>: Recipient address rejected: User unknown. "),
    ("64KiB", 65_536, "Recipient address rejected. "),
    ("64KiB-non-ascii", 65_536, "Empfängeradresse zurückgewiesen: 宛先が見つかりません。 "),
];

/// A body of exactly `size` bytes; what the members don't fill goes into the mail server's words, as `filler` over
/// and over.
pub fn body(size: usize, filler: &str) -> Vec<u8> {
    const START: &str = concat!(
        r#"{"type":"email.bounced","createdAt":"2025-11-12T10:29:56.118Z","data":{"#,
        r#""emailId":"69145fcba1b2c3d4e5f60103","from":"hi@shop.example.com","#,
        r#""to":{"email":"no-one@example.org"},"subject":"Hi","test":false,"reason":""#
    );
    const DETAILS: &str = concat!(
        r#"","campaignId":"68f0c2b7a1b2c3d4e5f60c01","templateId":"68f0c2b7a1b2c3d4e5f60d02","#,
        r#""batchId":"68f0c2b7a1b2c3d4e5f60e03","bounceType":"Permanent","bounceSubType":"NoEmail"}}"#
    );
    // The smallest has no room for what is optional.
    let end = if size > START.len() + DETAILS.len() { DETAILS } else { r#""}}"# };
    let mut reason: String = filler.repeat(size / filler.len() + 1);
    let mut room = size - START.len() - end.len();
    while !reason.is_char_boundary(room) {
        room -= 1;
    }
    reason.truncate(room);
    let missing = size - START.len() - end.len() - reason.len();
    let body = [START, &reason, &" ".repeat(missing), end].concat().into_bytes();
    assert_eq!(body.len(), size);
    body
}

/// The twelve headers of a delivery that came through a proxy.
pub fn autosend(body: &[u8]) -> HeaderMap {
    let secret: Secret = SECRET.parse().expect("it is one");
    with_transport(body, SignedRequest::new(&secret, body).headers())
}

/// The same request from a sender that signs as Standard Webhooks says.
pub fn standard_webhooks(body: &[u8]) -> HeaderMap {
    let (id, timestamp) = ("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", now().as_secs());
    let signature = standardwebhooks::Webhook::new(SECRET)
        .and_then(|webhook| webhook.sign(id, i64::try_from(timestamp).unwrap_or_default(), body))
        .expect("the secret and the body are valid");
    with_transport(
        body,
        [
            ("webhook-id", id.to_owned()),
            ("webhook-timestamp", timestamp.to_string()),
            ("webhook-signature", signature),
            ("x-event", "email.bounced".to_owned()),
        ],
    )
}

/// The same request from Svix, whose signatures are those of Standard Webhooks.
pub fn svix(body: &[u8]) -> HeaderMap {
    let mut headers = standard_webhooks(body);
    for (standard, own) in
        [("webhook-id", "svix-id"), ("webhook-timestamp", "svix-timestamp"), ("webhook-signature", "svix-signature")]
    {
        let value = headers.remove(standard).expect("it is there");
        headers.insert(own, value);
    }
    headers
}

fn with_transport(body: &[u8], signed: impl IntoIterator<Item = (&'static str, String)>) -> HeaderMap {
    let transport = [
        ("host", "shop.example.com".to_owned()),
        ("content-type", "application/json".to_owned()),
        ("content-length", body.len().to_string()),
        ("user-agent", "AutoSend-Webhooks/1.0".to_owned()),
        ("accept", "*/*".to_owned()),
        ("accept-encoding", "gzip, deflate, br".to_owned()),
        ("x-forwarded-for", "203.0.113.7".to_owned()),
        ("x-forwarded-proto", "https".to_owned()),
    ];
    let parse = |(name, value): (&str, String)| {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a header's name");
        (name, HeaderValue::try_from(value).expect("a header's value"))
    };
    transport.into_iter().chain(signed).map(parse).collect()
}

/// The time since 1970.
pub fn now() -> std::time::Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("it is past 1970")
}
