//! What people write without this crate: the header look-ups, HMAC-SHA256, and an enum for `serde_json`.

#![expect(dead_code, reason = "nobody reads the fields; reading them from JSON is what is measured")]

use bench::request::{SECRET, now};
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use ring::hmac as ring_hmac;
use serde::Deserialize;
use sha2::Sha256;

/// Without the creation time: with it, an adjacently tagged enum needs `flatten`, which is slower.
#[derive(Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    #[serde(rename = "email.sent")]
    Sent(Outbound),
    #[serde(rename = "email.delivered")]
    Delivered(Outbound),
    #[serde(rename = "email.deferred")]
    Deferred(Outbound),
    #[serde(rename = "email.bounced")]
    Bounced(Bounced),
    #[serde(rename = "email.opened")]
    Opened(Outbound),
    #[serde(rename = "email.clicked")]
    Clicked(Outbound),
    #[serde(rename = "email.spam_reported")]
    SpamReported(Outbound),
    #[serde(rename = "contact.created")]
    ContactCreated(Contact),
    #[serde(rename = "contact.updated")]
    ContactUpdated(Contact),
    #[serde(rename = "contact.deleted")]
    ContactDeleted(Contact),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Outbound {
    pub email_id: String,
    pub from: String,
    pub to: Address,
    pub subject: String,
    pub test: bool,
    pub campaign_id: Option<String>,
    pub template_id: Option<String>,
    pub workflow_automation_id: Option<String>,
    pub batch_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Bounced {
    pub email_id: String,
    pub from: String,
    pub to: Address,
    pub subject: String,
    pub test: bool,
    pub campaign_id: Option<String>,
    pub template_id: Option<String>,
    pub workflow_automation_id: Option<String>,
    pub batch_id: Option<String>,
    pub bounce_type: Option<String>,
    pub bounce_sub_type: Option<String>,
    pub reason: Option<String>,
}

#[derive(Deserialize)]
pub struct Address {
    pub email: String,
    pub name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    #[serde(rename = "contactId")]
    pub id: Option<String>,
    pub email: Option<String>,
    pub name: Option<String>,
    pub changed_fields: Option<Vec<String>>,
}

pub fn parse(body: &[u8]) -> Event {
    serde_json::from_slice(body).expect("the body fits")
}

pub fn key() -> Hmac<Sha256> {
    Hmac::new_from_slice(SECRET.as_bytes()).expect("HMAC takes keys of any length")
}

/// hmac + sha2 + hex, with the key set up per call.
pub fn authenticate<'h>(body: &[u8], headers: &'h HeaderMap) -> Option<&'h str> {
    let (signature, delivery_id) = read(headers)?;
    let mut mac = key();
    mac.update(body);
    mac.verify_slice(&hex::decode(signature).ok()?).ok()?;
    Some(delivery_id)
}

/// The same with ring; its key is set up per call or once, as the caller likes.
pub fn authenticate_with_ring<'h>(key: &ring_hmac::Key, body: &[u8], headers: &'h HeaderMap) -> Option<&'h str> {
    let (signature, delivery_id) = read(headers)?;
    ring_hmac::verify(key, body, &hex::decode(signature).ok()?).ok()?;
    Some(delivery_id)
}

pub fn ring_key() -> ring_hmac::Key {
    ring_hmac::Key::new(ring_hmac::HMAC_SHA256, SECRET.as_bytes())
}

/// The signature and the delivery id, of a request that is neither old nor from the future.
fn read(headers: &HeaderMap) -> Option<(&str, &str)> {
    let header = |name| headers.get(name)?.to_str().ok();
    let sent: i64 = header("x-webhook-timestamp")?.parse().ok()?;
    let age = i64::try_from(now().as_millis()).ok()? - sent;
    (age < 300_000 && age > -60_000).then_some(())?;
    Some((header("x-webhook-signature")?, header("x-webhook-delivery-id")?))
}
