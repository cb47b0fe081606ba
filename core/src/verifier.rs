//! Deciding who gets in.

use crate::{
    Delivery, ErrorCode, Event, Headers, Secret, WebhookError,
    headers::DeliveryHeaders,
    json,
    secret::Signature,
    time::{from_unix_millis, timestamp_millis, unix_millis},
};
use std::time::{Duration, SystemTime};

/// How old a request may be by default (docs/provider.md, The timestamp).
pub const DEFAULT_TOLERANCE: Duration = Duration::from_mins(5);
/// How far ahead of this machine's clock a request may be by default (docs/provider.md, The timestamp).
pub const DEFAULT_FUTURE_TOLERANCE: Duration = Duration::from_mins(1);
/// The largest body that is read by default, in bytes.
pub const DEFAULT_MAX_BODY: usize = 1024 * 1024;

/// The longest delivery id that is accepted, in bytes.
pub const MAX_DELIVERY_ID: usize = 255;

/// Verifies requests: immutable, cheap to share between threads.
///
/// What it checks, in this order: the body's size; that each header is there once; the signature, in
/// constant time and with every secret; the timestamp; the delivery id; and only then the JSON.
/// The timestamp and the delivery id are not signed, so a captured body can be sent again with fresh
/// ones: recognise repeats with [`Deduplicator`](crate::Deduplicator) or a unique index on
/// [`Delivery::digest`].
///
/// ```
/// use autosend_webhooks::{Event, SignedRequest, Verifier};
///
/// let secret = "whsec_0123456789abcdef0123456789abcdef";
/// let verifier = Verifier::new([secret])?;
///
/// # let body = br#"{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{"email":"a@b.example"}}"#;
/// # let headers = SignedRequest::new(&secret.parse()?, body).headers();
/// let delivery = verifier.verify(body, &headers)?;
/// if let Event::ContactDeleted(event) = &delivery.event {
///     println!("{:?} is gone", event.data.email);
/// }
/// # Ok::<(), autosend_webhooks::WebhookError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Verifier {
    secrets: Box<[Secret]>,
    options: Options,
}

/// What a verifier lets pass; the same for an [`Explainer`](crate::Explainer).
///
/// ```
/// # use autosend_webhooks::{Options, Verifier};
/// # use std::time::Duration;
/// let options = Options { tolerance: Some(Duration::from_mins(2)), ..Options::default() };
/// let verifier = Verifier::new(["whsec_0123456789abcdef0123456789abcdef"])?.with_options(options);
/// assert_eq!(verifier.options().tolerance, Some(Duration::from_secs(120)));
/// # Ok::<(), autosend_webhooks::WebhookError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How old a request may be (default 300 s); `None` switches the timestamp check off in both directions, and the
    /// timestamp header may then be absent.
    pub tolerance: Option<Duration>,
    /// How far ahead of this machine's clock a request may be (default 60 s).
    pub future_tolerance: Duration,
    /// The largest body in bytes (default 1 MiB).
    pub max_body: usize,
    /// Whether event types that are not known, and known ones whose data does not fit, are refused (default: both arrive).
    pub strict: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            tolerance: Some(DEFAULT_TOLERANCE),
            future_tolerance: DEFAULT_FUTURE_TOLERANCE,
            max_body: DEFAULT_MAX_BODY,
            strict: false,
        }
    }
}

impl Verifier {
    /// A verifier for one or more secrets, with the provider's tolerances.
    ///
    /// While a secret is being replaced AutoSend has two webhooks on the same URL: give both secrets,
    /// and [`Delivery::secret_index`] tells which one matched.
    ///
    /// Fails with [`ErrorCode::InvalidSecret`] when there is no secret, or an unusable one.
    pub fn new<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Result<Self, WebhookError> {
        let secrets: Box<[Secret]> =
            secrets.into_iter().map(|secret| Secret::new(secret.as_ref())).collect::<Result<_, _>>()?;
        if secrets.is_empty() {
            return Err(WebhookError::with_detail(ErrorCode::InvalidSecret, "there is none"));
        }
        Ok(Self { secrets, options: Options::default() })
    }

    /// Sets how old a request may be (default 300 s); `None` switches the timestamp check off in both
    /// directions, and the timestamp header may then be absent.
    #[must_use]
    pub const fn tolerance(mut self, tolerance: Option<Duration>) -> Self {
        self.options.tolerance = tolerance;
        self
    }

    /// Sets how far ahead of this machine's clock a request may be (default 60 s).
    #[must_use]
    pub const fn future_tolerance(mut self, tolerance: Duration) -> Self {
        self.options.future_tolerance = tolerance;
        self
    }

    /// Sets the largest body in bytes (default 1 MiB).
    #[must_use]
    pub const fn max_body(mut self, bytes: usize) -> Self {
        self.options.max_body = bytes;
        self
    }

    /// Refuses event types that are not known, and known ones whose data does not fit (default: both arrive).
    ///
    /// AutoSend adds types and members without notice; strict mode turns that into refused deliveries.
    #[must_use]
    pub const fn strict(mut self, strict: bool) -> Self {
        self.options.strict = strict;
        self
    }

    /// Sets all of that at once.
    #[must_use]
    pub const fn with_options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// What this verifier lets pass.
    #[must_use]
    pub const fn options(&self) -> &Options {
        &self.options
    }

    /// The largest body in bytes, for whoever reads it from the network.
    #[must_use]
    pub const fn body_limit(&self) -> usize {
        self.options.max_body
    }

    /// Authenticates a request, checks its timestamp against this machine's clock, and reads the event.
    ///
    /// `body` is the raw request body, exactly as received.
    pub fn verify<'a>(
        &self,
        body: &'a [u8],
        headers: &'a (impl Headers + ?Sized),
    ) -> Result<Delivery<'a>, WebhookError> {
        self.verify_at(body, headers, SystemTime::now())
    }

    /// [`verify`](Self::verify) with the clock as an argument.
    pub fn verify_at<'a>(
        &self,
        body: &'a [u8],
        headers: &'a (impl Headers + ?Sized),
        now: SystemTime,
    ) -> Result<Delivery<'a>, WebhookError> {
        let authenticated = self.authenticate_at(body, headers, now)?;
        let mut event = None;
        Event::read_body(body, &mut event)?;
        self.check_event(authenticated.event_header, event.as_ref().ok_or(ErrorCode::BodyNotJson)?)?;
        // Events are large: this one is moved once, into its place.
        match event {
            Some(event) => Ok(Delivery::new(authenticated, event)),
            None => Err(ErrorCode::BodyNotJson.into()),
        }
    }

    /// Everything but reading the body: for those who parse it by other means.
    ///
    /// The event header is unchecked then: compare it with the type in the body.
    pub fn authenticate_at<'a>(
        &self,
        body: &'a [u8],
        headers: &'a (impl Headers + ?Sized),
        now: SystemTime,
    ) -> Result<Authenticated<'a>, WebhookError> {
        if body.len() > self.options.max_body {
            let detail = format!("{} bytes, the limit is {}", body.len(), self.options.max_body);
            return Err(WebhookError::with_detail(ErrorCode::BodyTooLarge, detail));
        }
        let headers = DeliveryHeaders::read(headers)?;
        let signature = headers.signature.ok_or(ErrorCode::MissingSignature)?;
        if headers.timestamp.is_none() && self.options.tolerance.is_some() {
            return Err(ErrorCode::MissingTimestamp.into());
        }
        let delivery_id = headers.delivery_id.ok_or(ErrorCode::MissingDeliveryId)?;

        let secret_index = self.matching_secret(signature, body)?;
        let sent_at = headers.timestamp.map(|value| self.check_timestamp(value, now)).transpose()?;
        let delivery_id = check_delivery_id(delivery_id)?;
        Ok(Authenticated { body, delivery_id, sent_at, secret_index, event_header: headers.event })
    }

    /// The first secret that made the signature. Tries them all, so that the time tells nothing.
    fn matching_secret(&self, signature: &[u8], body: &[u8]) -> Result<usize, WebhookError> {
        let signature = Signature::from_hex(signature).ok_or(ErrorCode::MalformedSignature)?;
        let mut matching = None;
        for (index, secret) in self.secrets.iter().enumerate() {
            if secret.sign(body) == signature {
                matching = matching.or(Some(index));
            }
        }
        matching.ok_or_else(|| ErrorCode::SignatureMismatch.into())
    }

    fn check_timestamp(&self, value: &[u8], now: SystemTime) -> Result<SystemTime, WebhookError> {
        let millis = timestamp_millis(value).ok_or(ErrorCode::MalformedTimestamp)?;
        let sent_at = from_unix_millis(millis);
        let Some(tolerance) = self.options.tolerance else { return Ok(sent_at) };
        let age = i128::from(unix_millis(now)) - i128::from(millis);
        let at_most = |limit: Duration| i128::try_from(limit.as_millis()).unwrap_or(i128::MAX);
        if age >= at_most(tolerance) {
            return Err(off_by(ErrorCode::TimestampTooOld, age, "ago", tolerance));
        }
        if -age >= at_most(self.options.future_tolerance) {
            return Err(off_by(ErrorCode::TimestampInFuture, -age, "ahead", self.options.future_tolerance));
        }
        Ok(sent_at)
    }

    fn check_event(&self, header: Option<&[u8]>, event: &Event<'_>) -> Result<(), WebhookError> {
        let name = event.event_type();
        if header.is_some_and(|header| header != name.as_bytes()) {
            return Err(WebhookError::with_detail(ErrorCode::EventMismatch, format!("the body says {name:?}")));
        }
        match event {
            Event::Unknown(_) if self.options.strict => {
                Err(WebhookError::with_detail(ErrorCode::UnknownEvent, format!("{name:?}")))
            }
            Event::Invalid(event) if self.options.strict => {
                Err(WebhookError::with_detail(ErrorCode::InvalidEventData, &*event.reason))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn secrets(&self) -> &[Secret] {
        &self.secrets
    }
}

/// A request whose signature and timestamp hold; its body is not read yet.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Authenticated<'a> {
    /// The raw body.
    pub body: &'a [u8],
    /// The delivery's id: 1 to 255 visible ASCII characters. Not signed.
    pub delivery_id: &'a str,
    /// When the request says it was sent; `None` only where the tolerance is off. Not signed.
    pub sent_at: Option<SystemTime>,
    /// Which of the verifier's secrets matched, from 0.
    pub secret_index: usize,
    /// The event type that the header names, if it is there. Not signed: the body decides.
    pub event_header: Option<&'a [u8]>,
}

impl<'a> Authenticated<'a> {
    /// The body as text that any JSON parser may look at: UTF-8, and nested no deeper than
    /// [`MAX_DEPTH`](crate::MAX_DEPTH).
    ///
    /// Fails with `body_not_json` or `body_too_deep`, as [`Event::from_json`] does; the syntax is unchecked.
    pub fn text(&self) -> Result<&'a str, WebhookError> {
        json::text(self.body)
    }
}

/// Ids end up in logs and database keys: nothing invisible or endless may get there.
fn check_delivery_id(value: &[u8]) -> Result<&str, WebhookError> {
    // The byte farthest behind the first visible one: the compiler makes vectors of it.
    let farthest = value.iter().fold(0, |farthest: u8, byte| farthest.max(byte.wrapping_sub(b'!')));
    let fits = farthest <= b'~' - b'!' && value.len() <= MAX_DELIVERY_ID;
    str::from_utf8(value).ok().filter(|_| fits).ok_or_else(|| ErrorCode::MalformedDeliveryId.into())
}

#[expect(clippy::cast_precision_loss, reason = "printed to a tenth of a second")]
fn off_by(code: ErrorCode, millis: i128, direction: &str, tolerance: Duration) -> WebhookError {
    let seconds = millis as f64 / 1000.0;
    let detail = format!("{seconds:.1} s {direction}, the tolerance is {} s", tolerance.as_secs_f64());
    WebhookError::with_detail(code, detail)
}
