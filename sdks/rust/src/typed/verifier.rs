//! Requests in, typed events out.

use super::{
    event::{Events, Received},
    reading::Reading,
};
use crate::{Error, Profile, Request, envelope::RawEvent, profile::Fallback, verifier};
use autosend_webhooks::{ErrorCode, Headers};
use std::{
    marker::PhantomData,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// Verifies requests of one provider, and reads their events. It is immutable, and safe to share between threads.
pub struct Verifier<E> {
    inner: verifier::Verifier,
    url: Option<String>,
    is_strict: bool,
    events: PhantomData<fn() -> E>,
}

/// A request that is authentic and recent, with its events.
#[derive(Debug, Clone)]
pub struct Delivery<E> {
    /// The event; the first where the body holds several.
    pub event: E,
    /// The others, where the body holds several.
    pub more: Vec<E>,
    /// The delivery's id: what its header says, which only some schemes sign, or the SHA-256 of the body in hex.
    pub delivery_id: String,
    /// When it was sent, if the request says so.
    pub sent_at: Option<SystemTime>,
    /// Which of the secrets matched.
    pub secret_index: usize,
    /// The SHA-256 of the raw body, in hex: what tells whether it was seen before.
    pub digest: String,
}

impl<E> Delivery<E> {
    /// All events of the body.
    pub fn events(&self) -> impl Iterator<Item = &E> {
        std::iter::once(&self.event).chain(&self.more)
    }
}

impl<E: Events> Verifier<E> {
    /// For one or more secrets: several while one is being replaced.
    ///
    /// Fails with [`ErrorCode::InvalidSecret`] where there is none, or one that can't be a secret of this provider.
    pub fn new<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Result<Self, Error> {
        let profile: Result<Profile, _> = serde_json::from_str(E::PROFILE);
        let profile = profile.map_err(|error| Error::new(ErrorCode::InvalidSecret, format!("the profile: {error}")))?;
        let inner = verifier::Verifier::new(profile, secrets)?;
        Ok(Self { inner, url: None, is_strict: false, events: PhantomData })
    }

    /// How old a request may be; `None` for any age, also without a timestamp.
    #[must_use]
    pub fn tolerance(self, tolerance: Option<Duration>) -> Self {
        Self { inner: self.inner.tolerance(tolerance), ..self }
    }

    /// How far ahead of this machine's clock a request may be.
    #[must_use]
    pub fn future_tolerance(self, tolerance: Duration) -> Self {
        Self { inner: self.inner.future_tolerance(tolerance), ..self }
    }

    /// The largest body, in bytes.
    #[must_use]
    pub fn max_body(self, bytes: u64) -> Self {
        Self { inner: self.inner.max_body(bytes), ..self }
    }

    /// The URL that the provider was given, where it signs that.
    #[must_use]
    pub fn url(self, url: impl Into<String>) -> Self {
        Self { url: Some(url.into()), ..self }
    }

    /// Refuses events of unknown types, and those whose data does not fit in all parts.
    #[must_use]
    pub fn strict(self) -> Self {
        Self { is_strict: true, ..self }
    }

    /// Authenticates a request, checks when it was sent against this machine's clock, and reads its events.
    ///
    /// `body` is exactly what was received, `headers` are all of the request.
    pub fn verify(&self, body: &[u8], headers: &(impl Headers + ?Sized)) -> Result<Delivery<E>, Error> {
        self.verify_at(body, headers, SystemTime::now())
    }

    /// [`Self::verify`] with the clock as an argument.
    pub fn verify_at(
        &self,
        body: &[u8],
        headers: &(impl Headers + ?Sized),
        now: SystemTime,
    ) -> Result<Delivery<E>, Error> {
        let request = self.request(body).headers(headers);
        let verified = self.inner.verify_at(&request, now)?;
        let read: Result<Vec<E>, Error> = verified.raw_events()?.into_iter().map(|event| self.read(event)).collect();
        let mut events = read?.into_iter();
        let none = || Error::new(ErrorCode::MissingEventType, "there is no event in the body");
        Ok(Delivery {
            event: events.next().ok_or_else(none)?,
            more: events.collect(),
            digest: verified.digest(),
            sent_at: verified.sent_at.and_then(|millis| UNIX_EPOCH.checked_add(Duration::from_millis(millis))),
            secret_index: verified.secret_index,
            delivery_id: verified.delivery_id,
        })
    }

    fn request<'a>(&'a self, body: &'a [u8]) -> Request<'a> {
        let request = Request::new(body);
        match &self.url {
            Some(url) => request.url(url),
            None => request,
        }
    }

    fn read(&self, event: RawEvent) -> Result<E, Error> {
        let max_integer = self.inner.profile().limits.max_integer;
        let known = self.known(&event.event_type);
        let received = Received::new(event);
        let event = match known {
            Some(at) => E::read(at, received, Reading::new(max_integer)),
            None => E::unknown(received.into()),
        };
        let refuse = |code, what: String| Err(Error::new(code, what));
        let inner = event.inner();
        match inner.problems().first() {
            _ if !self.is_strict => Ok(event),
            Some(problem) => refuse(ErrorCode::InvalidEventData, problem.to_string()),
            None if known.is_none() => {
                refuse(ErrorCode::UnknownEvent, format!("{:?} is not known", inner.received().event_type()))
            }
            None => Ok(event),
        }
    }

    /// Which of the known types a type is, or is taken for.
    fn known(&self, event_type: &str) -> Option<usize> {
        let place = |name: &str| E::TYPES.iter().position(|known| *known == name);
        let envelope = self.inner.profile().envelope.as_ref()?;
        let falls_back = envelope.fallback == Some(Fallback::Prefix) && !envelope.join.is_empty();
        let (mut name, mut found) = (event_type, place(event_type));
        while let Some((before, _)) = name.rsplit_once(&*envelope.join).filter(|_| falls_back && found.is_none()) {
            (name, found) = (before, place(before));
        }
        found
    }

    /// The headers of a request with this body, signed with the first secret: for tests of a receiver.
    ///
    /// Fails where only the provider can sign.
    pub fn sign(&self, body: &[u8], event_type: &str) -> Result<Vec<(String, String)>, Error> {
        self.inner.sign(&self.request(body), event_type, None)
    }
}

impl<E> std::fmt::Debug for Verifier<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.inner.fmt(f)
    }
}
