//! Making requests as AutoSend makes them: for tests and senders.

use crate::{
    Event, Secret, Signature,
    headers::{DELIVERY_ID_HEADER, EVENT_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER},
    provider::DELIVERY_ID_PREFIX,
    time::unix_millis,
};
use std::{borrow::Cow, time::SystemTime};

/// A request signed as AutoSend signs it (docs/provider.md, A delivery).
///
/// ```
/// # use autosend_webhooks::{EventType, Generation, Secret, SignedRequest, Verifier};
/// let secret: Secret = "whsec_0123456789abcdef0123456789abcdef".parse()?;
/// let body = EventType::EmailSent.sample(Generation::Current).unwrap().as_bytes();
/// let headers = SignedRequest::new(&secret, body).delivery_id("test-1").headers();
///
/// let delivery = Verifier::new(["whsec_0123456789abcdef0123456789abcdef"])?.verify(body, &headers)?;
/// assert_eq!((&*delivery.id, delivery.event_type()), ("test-1", "email.sent"));
/// # Ok::<(), autosend_webhooks::WebhookError>(())
/// ```
#[derive(Debug, Clone)]
pub struct SignedRequest<'a> {
    signature: Signature,
    event: Option<Cow<'a, str>>,
    delivery_id: Cow<'a, str>,
    timestamp: i64,
}

impl<'a> SignedRequest<'a> {
    /// Signs a body: sent now, with a delivery id made from the time and the event type that the body names,
    /// if it names one that a header can carry.
    #[must_use]
    pub fn new(secret: &Secret, body: &'a [u8]) -> Self {
        let timestamp = unix_millis(SystemTime::now());
        Self {
            signature: secret.sign(body),
            event: event_header(body),
            delivery_id: format!("{DELIVERY_ID_PREFIX}{timestamp}").into(),
            timestamp,
        }
    }

    /// Sets the delivery's id.
    #[must_use]
    pub fn delivery_id(mut self, id: impl Into<Cow<'a, str>>) -> Self {
        self.delivery_id = id.into();
        self
    }

    /// Sets the event header, whatever the body says.
    #[must_use]
    pub fn event(mut self, event: impl Into<Cow<'a, str>>) -> Self {
        self.event = Some(event.into());
        self
    }

    /// Sets the number in the timestamp header: Unix milliseconds (first generation: seconds).
    #[must_use]
    pub const fn timestamp(mut self, timestamp: i64) -> Self {
        self.timestamp = timestamp;
        self
    }

    /// The webhook headers to send with the body.
    #[must_use]
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let event = self.event.as_ref().map(|event| (EVENT_HEADER, event.to_string()));
        [(SIGNATURE_HEADER, self.signature.to_string())]
            .into_iter()
            .chain(event)
            .chain([(DELIVERY_ID_HEADER, self.delivery_id.to_string()), (TIMESTAMP_HEADER, self.timestamp.to_string())])
            .collect()
    }
}

fn event_header(body: &[u8]) -> Option<Cow<'static, str>> {
    let event = Event::from_json(body).ok()?;
    let name = event.event_type();
    name.bytes().all(|byte| byte.is_ascii_graphic()).then(|| name.to_owned().into())
}
