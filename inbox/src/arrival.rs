//! What is stored of a verified delivery.

use crate::Stored;
use autosend_webhooks::{
    DELIVERY_ID_HEADER, Delivery, EVENT_HEADER, Headers, SIGNATURE_HEADER, TIMESTAMP_HEADER, Time, unix_millis,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// The headers that are stored with a delivery; no others are, since proxies add what is nobody's business.
pub const KEPT_HEADERS: &[&str] =
    &[SIGNATURE_HEADER, TIMESTAMP_HEADER, DELIVERY_ID_HEADER, EVENT_HEADER, "Content-Type", "User-Agent"];

/// A verified delivery, cut loose from its request. Only a [`Delivery`] makes one: what did not verify is never stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    pub(crate) digest: [u8; 32],
    pub(crate) delivery_id: String,
    pub(crate) event_type: String,
    pub(crate) address: Option<String>,
    pub(crate) created: Option<i64>,
    pub(crate) sent: Option<i64>,
    pub(crate) secret: i64,
    pub(crate) headers: String,
    pub(crate) body: Vec<u8>,
    pub(crate) key: Option<String>,
}

impl Arrival {
    /// Takes what is stored from a delivery and the headers that it came with.
    #[must_use]
    pub fn new(delivery: &Delivery<'_>, headers: &(impl Headers + ?Sized)) -> Self {
        Self {
            digest: delivery.digest(),
            delivery_id: delivery.id.to_string(),
            event_type: delivery.event_type().to_owned(),
            address: address(delivery.body()),
            created: delivery.created_at().map(Time::unix_millis),
            sent: delivery.sent_at.map(unix_millis),
            secret: i64::try_from(delivery.secret_index).unwrap_or(i64::MAX),
            headers: kept(headers),
            body: delivery.body().to_vec(),
            key: None,
        }
    }

    /// The same of a delivery that was stored before, for a worker that marks in its own database what an engine hands it.
    #[must_use]
    pub fn again(stored: &Stored) -> Self {
        let mut digest = [0; 32];
        if stored.digest.len() == digest.len() {
            digest.copy_from_slice(&stored.digest);
        }
        Self {
            digest,
            delivery_id: stored.delivery_id.clone(),
            event_type: stored.event_type.clone(),
            address: address(&stored.body),
            created: stored.created,
            sent: stored.sent,
            secret: stored.secret,
            headers: stored.headers.clone(),
            body: stored.body.clone(),
            key: None,
        }
    }

    /// Deliveries with one key are processed one at a time, the oldest signed time first among those present.
    #[must_use]
    pub fn keyed(mut self, key: Option<String>) -> Self {
        self.key = key;
        self
    }

    /// SHA-256 of the body: what tells deliveries apart.
    #[must_use]
    pub const fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// Whom the event is about: the recipient's or the contact's address, lower case.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    /// The signed time as it stands in the index of what was seen; 0 where the body holds none.
    pub(crate) fn identity(&self) -> (i64, [u8; 32]) {
        (self.created.unwrap_or(0), self.digest)
    }
}

fn kept(headers: &(impl Headers + ?Sized)) -> String {
    let mut kept = BTreeMap::new();
    for (name, value) in headers.pairs() {
        if let Some(known) = KEPT_HEADERS.iter().find(|known| known.as_bytes().eq_ignore_ascii_case(name)) {
            kept.insert(*known, String::from_utf8_lossy(value).replace('\0', "\u{fffd}"));
        }
    }
    serde_json::to_string(&kept).unwrap_or_else(|_| "{}".into())
}

/// `data.to.email`, or `data.email` of contacts and of the first generation.
fn address(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let data = body.get("data")?;
    let address = data.pointer("/to/email").or_else(|| data.get("email")).and_then(Value::as_str)?;
    // PostgreSQL's text holds no NUL.
    Some(address.to_lowercase().replace('\0', "\u{fffd}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_where_events_carry_it() {
        let of = |body: &str| address(body.as_bytes());
        assert_eq!(of(r#"{"data":{"to":{"email":"Ann@Example.com"}}}"#).as_deref(), Some("ann@example.com"));
        assert_eq!(of(r#"{"data":{"email":"b@example.com"}}"#).as_deref(), Some("b@example.com"));
        assert_eq!(of(r#"{"data":{"to":"x@example.com","email":"c@example.com"}}"#).as_deref(), Some("c@example.com"));
        for none in [r#"{"data":{"to":{"email":1}}}"#, r#"{"data":[]}"#, "{}", "[", ""] {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn only_known_headers_are_kept() {
        let headers = [("x-webhook-event", "email.sent"), ("Cookie", "session=1"), ("Authorization", "Bearer x")];
        assert_eq!(kept(&headers), r#"{"X-Webhook-Event":"email.sent"}"#);
    }
}
