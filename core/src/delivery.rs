//! A verified delivery.

use crate::{Event, Time, WebhookError, hash, verifier::Authenticated};
use std::{borrow::Cow, fmt, sync::OnceLock, time::SystemTime};

/// An authentic, timely request with its event read.
///
/// It borrows from the body and the headers; [`into_owned`](Self::into_owned) cuts it loose, for a queue.
#[derive(Clone)]
#[non_exhaustive]
pub struct Delivery<'a> {
    /// The delivery's id, the same over all retries: 1 to 255 visible ASCII characters. Not signed.
    pub id: Cow<'a, str>,
    /// What happened.
    pub event: Event<'a>,
    /// When the request says it was sent, to the millisecond; `None` only where the tolerance is off. Not signed.
    pub sent_at: Option<SystemTime>,
    /// Which of the verifier's secrets matched, from 0.
    pub secret_index: usize,
    body: Cow<'a, [u8]>,
    digest: OnceLock<[u8; 32]>,
}

impl<'a> Delivery<'a> {
    #[inline]
    pub(crate) fn new(request: Authenticated<'a>, event: Event<'a>) -> Self {
        Self {
            id: Cow::Borrowed(request.delivery_id),
            event,
            sent_at: request.sent_at,
            secret_index: request.secret_index,
            body: Cow::Borrowed(request.body),
            digest: OnceLock::new(),
        }
    }

    /// A delivery that was verified before, from a queue or a table of yours: reads its event again.
    ///
    /// Checks no signature: to receive a request use [`Verifier::verify`](crate::Verifier::verify). There is no
    /// time of sending, and the secret's index is 0. Fails as [`Event::from_json`] does.
    ///
    /// ```
    /// # use autosend_webhooks::Delivery;
    /// # let body = br#"{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{"email":"a@b.example"}}"#;
    /// let delivery = Delivery::trusted("deliver-webhook-123456", body)?;
    /// assert_eq!(delivery.event_type(), "contact.deleted");
    /// # Ok::<(), autosend_webhooks::WebhookError>(())
    /// ```
    pub fn trusted(id: impl Into<Cow<'a, str>>, body: &'a [u8]) -> Result<Self, WebhookError> {
        Ok(Self {
            id: id.into(),
            event: Event::from_json(body)?,
            sent_at: None,
            secret_index: 0,
            body: Cow::Borrowed(body),
            digest: OnceLock::new(),
        })
    }

    /// The event's type as the body names it, e.g. `email.sent`.
    #[must_use]
    pub fn event_type(&self) -> &str {
        self.event.event_type()
    }

    /// When the event was created, from the signed body; `None` if the body holds no such time.
    #[must_use]
    pub fn created_at(&self) -> Option<&Time<'a>> {
        self.event.created_at()
    }

    /// The raw body, exactly as received.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// SHA-256 of the body: what tells a replay that comes with a new delivery id.
    ///
    /// It is a second pass over the body, so it is computed when first asked for.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        *self.digest.get_or_init(|| hash::sha256(&self.body))
    }

    /// The same delivery, owning all it holds.
    #[must_use]
    pub fn into_owned(self) -> Delivery<'static> {
        Delivery {
            id: self.id.into_owned().into(),
            event: self.event.into_owned(),
            sent_at: self.sent_at,
            secret_index: self.secret_index,
            body: self.body.into_owned().into(),
            digest: self.digest,
        }
    }
}

impl fmt::Debug for Delivery<'_> {
    /// Without the body, whose content the event shows.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("id", &self.id)
            .field("event", &self.event)
            .field("sent_at", &self.sent_at)
            .field("secret_index", &self.secret_index)
            .finish_non_exhaustive()
    }
}
