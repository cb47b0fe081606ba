//! Verifying and signing by a profile.

use crate::{
    content::Said,
    envelope::{self, Event, RawEvent},
    error::Error,
    key::Key,
    profile::{Envelope, Part, Profile, Signature, TimeUnit, TimestampSource},
    request::Request,
};
use autosend_webhooks::ErrorCode;
use sha2::{Digest, Sha256};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use subtle::Choice;

/// Verifies requests of one provider. It is immutable, and safe to share between threads.
pub struct Verifier {
    profile: Profile,
    envelope: Envelope,
    /// For each scheme the keys, each with the place of its secret.
    keys: Vec<Vec<(usize, Key)>>,
    tolerance: Option<Duration>,
    future_tolerance: Duration,
}

/// A request that is authentic and recent.
#[derive(Debug)]
pub struct Verified<'a> {
    /// The delivery's id: what its header says, which only some schemes sign, or the SHA-256 of the body in hex.
    pub delivery_id: String,
    /// When it was sent, in Unix milliseconds.
    pub sent_at: Option<u64>,
    /// Which of the secrets matched.
    pub secret_index: usize,
    request: &'a Request<'a>,
    envelope: &'a Envelope,
    max_depth: u64,
}

impl Verifier {
    /// For one or more secrets: several while one is being replaced.
    ///
    /// Fails with [`ErrorCode::InvalidSecret`] where there is none, or one that is a secret of none of the schemes.
    pub fn new<S: AsRef<str>>(profile: Profile, secrets: impl IntoIterator<Item = S>) -> Result<Self, Error> {
        let mut keys: Vec<Vec<(usize, Key)>> = profile.signatures.iter().map(|_| Vec::new()).collect();
        let mut count = 0;
        for (index, secret) in secrets.into_iter().enumerate() {
            count += 1;
            let mut refused = None;
            let before: usize = keys.iter().map(Vec::len).sum();
            for (keys, scheme) in keys.iter_mut().zip(&profile.signatures) {
                match Key::new(scheme, secret.as_ref()) {
                    Ok(key) => keys.push((index, key)),
                    Err(error) => refused = Some(error),
                }
            }
            if keys.iter().map(Vec::len).sum::<usize>() == before {
                return Err(refused.unwrap_or_else(no_secret));
            }
        }
        if count == 0 {
            return Err(no_secret());
        }
        let timestamp = &profile.timestamp;
        let tolerance = Some(Duration::from_millis(timestamp.tolerance_ms));
        let future_tolerance = Duration::from_millis(timestamp.future_tolerance_ms);
        Ok(Self { envelope: profile.envelope(), profile, keys, tolerance, future_tolerance })
    }

    /// How old a request may be; `None` for any age, also without a timestamp.
    #[must_use]
    pub const fn tolerance(mut self, tolerance: Option<Duration>) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// How far ahead of this machine's clock a request may be.
    #[must_use]
    pub const fn future_tolerance(mut self, tolerance: Duration) -> Self {
        self.future_tolerance = tolerance;
        self
    }

    /// The largest body, in bytes.
    #[must_use]
    pub const fn max_body(mut self, bytes: u64) -> Self {
        self.profile.limits.max_body = bytes;
        self
    }

    /// The provider's profile.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Authenticates a request, and checks when it was sent against this machine's clock. Nothing of the body is parsed.
    pub fn verify<'a>(&'a self, request: &'a Request<'a>) -> Result<Verified<'a>, Error> {
        self.verify_at(request, SystemTime::now())
    }

    /// [`Self::verify`] with the clock as an argument.
    pub fn verify_at<'a>(&'a self, request: &'a Request<'a>, now: SystemTime) -> Result<Verified<'a>, Error> {
        self.check_size(request)?;
        let (secret_index, timestamp) = self.authenticate(request)?;
        let sent_at = self.check_time(timestamp, now)?;
        let id = self.delivery_id(request)?;
        let delivery_id = id.unwrap_or_else(|| const_hex::encode(Sha256::digest(request.body)));
        let max_depth = self.profile.limits.max_depth;
        Ok(Verified { delivery_id, sent_at, secret_index, request, envelope: &self.envelope, max_depth })
    }

    fn check_size(&self, request: &Request<'_>) -> Result<(), Error> {
        let (size, limit) = (request.body.len() as u64, self.profile.limits.max_body);
        if size <= limit {
            return Ok(());
        }
        Err(Error::new(ErrorCode::BodyTooLarge, format!("the body has {size} bytes, the limit is {limit}")))
    }

    /// Which secret matched, and the timestamp that was signed with it, or stands beside it.
    pub(crate) fn authenticate<'a>(&self, request: &Request<'a>) -> Result<(usize, Option<&'a [u8]>), Error> {
        let header_time = self.header_time(request)?;
        let (mut refused, mut found) = (None, None);
        for (scheme, keys) in self.profile.signatures.iter().zip(&self.keys) {
            match self.matching(scheme, keys, request, header_time) {
                // The first counts; the others are looked at all the same.
                Ok(matched) => found = found.or(Some(matched)),
                Err(error) => refused = Some(more_telling(refused, error)),
            }
        }
        found.ok_or_else(|| refused.unwrap_or_else(no_secret))
    }

    fn matching<'a>(
        &self,
        scheme: &Signature,
        keys: &[(usize, Key)],
        request: &Request<'a>,
        header_time: Option<&'a [u8]>,
    ) -> Result<(usize, Option<&'a [u8]>), Error> {
        let missing = || Error::new(ErrorCode::MissingSignature, format!("the header {} is missing", scheme.header));
        let sent = scheme.sent(request)?.ok_or_else(missing)?;
        if sent.candidates.is_empty() {
            return Err(scheme.malformed());
        }
        let timestamp = if scheme.has_time(self.profile.timestamp.from) { sent.timestamp } else { header_time };
        let delivery_id = request.first(self.id_names())?;
        let content = scheme.signed_content.of(request, Said { timestamp, delivery_id })?;
        let mut found = None;
        for (index, key) in keys {
            let expected = key.expected(&content);
            let is_any = sent.candidates.iter().fold(Choice::from(0), |any, sent| any | expected.is(sent));
            if bool::from(is_any) {
                found = found.or(Some(*index));
            }
        }
        let mismatch = || {
            let what = format!("{} matches none of the secrets for this body", scheme.header);
            Error::new(ErrorCode::SignatureMismatch, what)
        };
        found.map(|index| (index, timestamp)).ok_or_else(mismatch)
    }

    fn header_time<'a>(&self, request: &Request<'a>) -> Result<Option<&'a [u8]>, Error> {
        if self.profile.timestamp.from != TimestampSource::Header {
            return Ok(None);
        }
        let headers = &self.profile.headers;
        request.first(std::iter::once(&headers.timestamp).chain(&headers.timestamp_aliases))
    }

    fn check_time(&self, timestamp: Option<&[u8]>, now: SystemTime) -> Result<Option<u64>, Error> {
        let rules = &self.profile.timestamp;
        let has_none = rules.from == TimestampSource::None
            || (rules.from == TimestampSource::Header && self.profile.headers.timestamp.is_empty());
        if has_none {
            return Ok(None);
        }
        let Some(text) = timestamp else {
            let missing = Error::new(ErrorCode::MissingTimestamp, "there is no timestamp");
            return if self.tolerance.is_none() { Ok(None) } else { Err(missing) };
        };
        let millis = self.millis(text)?;
        let Some(tolerance) = self.tolerance else { return Ok(Some(millis)) };
        let sent = UNIX_EPOCH + Duration::from_millis(millis);
        match now.duration_since(sent) {
            Ok(age) if age > tolerance => {
                let what = format!("the request was sent {} s ago", age.as_secs());
                Err(Error::new(ErrorCode::TimestampTooOld, what))
            }
            Err(ahead) if ahead.duration() > self.future_tolerance => {
                let what = format!("the request claims to be sent in {} s", ahead.duration().as_secs());
                Err(Error::new(ErrorCode::TimestampInFuture, what))
            }
            _ => Ok(Some(millis)),
        }
    }

    fn millis(&self, text: &[u8]) -> Result<u64, Error> {
        let rules = &self.profile.timestamp;
        let is_number =
            (1..=usize::from(rules.max_digits)).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
        let number = std::str::from_utf8(text).ok().filter(|_| is_number).and_then(|it| it.parse::<u64>().ok());
        let malformed = || Error::new(ErrorCode::MalformedTimestamp, "the timestamp is not a number as it should be");
        let number = number.ok_or_else(malformed)?;
        let is_seconds = rules.seconds_below.map_or(rules.unit == TimeUnit::Seconds, |below| number < below);
        Ok(if is_seconds { number.saturating_mul(1000) } else { number })
    }

    fn id_names(&self) -> impl Iterator<Item = &String> {
        let headers = &self.profile.headers;
        std::iter::once(&headers.delivery_id).chain(&headers.delivery_id_aliases)
    }

    fn delivery_id(&self, request: &Request<'_>) -> Result<Option<String>, Error> {
        if self.profile.headers.delivery_id.is_empty() {
            return Ok(None);
        }
        let name = &self.profile.headers.delivery_id;
        let missing = || Error::new(ErrorCode::MissingDeliveryId, format!("the header {name} is missing"));
        let id = request.first(self.id_names())?.ok_or_else(missing)?;
        let limit = self.profile.limits.max_delivery_id;
        if id.len() as u64 > limit || !id.iter().all(u8::is_ascii_graphic) {
            let what = format!("{name} is not 1 to {limit} visible ASCII characters");
            return Err(Error::new(ErrorCode::MalformedDeliveryId, what));
        }
        Ok(Some(String::from_utf8_lossy(id).into_owned()))
    }

    /// The headers of a request with this body, signed with the first secret by the first scheme that it is a key of.
    ///
    /// `event_type` is put into the header that names it; `now` is when the request is sent, this machine's clock unless
    /// given. What the request has of headers, method and URL is signed where the scheme does.
    ///
    /// Fails where only the provider can sign.
    pub fn sign(
        &self,
        request: &Request<'_>,
        event_type: &str,
        now: Option<SystemTime>,
    ) -> Result<Vec<(String, String)>, Error> {
        let id = const_hex::encode(&Sha256::digest(request.body)[..12]);
        self.sign_as(request, event_type, &format!("msg_{id}"), now.unwrap_or_else(SystemTime::now))
    }

    /// [`Self::sign`] with the delivery's id.
    pub fn sign_as(
        &self,
        request: &Request<'_>,
        event_type: &str,
        delivery_id: &str,
        now: SystemTime,
    ) -> Result<Vec<(String, String)>, Error> {
        let mut schemes = self.profile.signatures.iter().zip(&self.keys);
        let (scheme, key) =
            schemes.find_map(|(scheme, keys)| Some((scheme, &keys.first()?.1))).ok_or_else(no_secret)?;
        let time = self.timestamp_at(now);
        let mut headers = self.plain_headers(event_type, delivery_id, &time);
        let said = Said { timestamp: Some(time.as_bytes()), delivery_id: Some(delivery_id.as_bytes()) };
        let with = with_headers(request, &headers);
        let content = scheme.signed_content.of(&with, said)?;
        let cannot = || Error::new(ErrorCode::InvalidSecret, "only the provider can sign with its private key");
        let signature = key.expected(&content).to_send().ok_or_else(cannot)?;
        let has_time = scheme.has_time(self.profile.timestamp.from);
        let value = scheme.write(&signature, has_time.then_some(&*time));
        headers.push((scheme.header.clone(), value));
        Ok(headers)
    }

    fn plain_headers(&self, event_type: &str, delivery_id: &str, time: &str) -> Vec<(String, String)> {
        let names = &self.profile.headers;
        let has_time = self.profile.timestamp.from == TimestampSource::Header;
        let all = [
            (&names.delivery_id, delivery_id, true),
            (&names.event, event_type, true),
            (&names.timestamp, time, has_time),
            (&String::from("User-Agent"), &*names.user_agent, true),
        ];
        let wanted = all.into_iter().filter(|(name, value, wanted)| *wanted && !name.is_empty() && !value.is_empty());
        wanted.map(|(name, value, _)| (name.clone(), value.to_owned())).collect()
    }

    fn timestamp_at(&self, now: SystemTime) -> String {
        let age = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        match self.profile.timestamp.unit {
            TimeUnit::Seconds => age.as_secs().to_string(),
            TimeUnit::Milliseconds => age.as_millis().to_string(),
        }
    }

    /// Whether an old request that was captured would be taken again: nothing that is signed says when it was sent.
    #[must_use]
    pub fn signs_no_time(&self) -> bool {
        !self.profile.signatures.iter().all(|scheme| scheme.signed_content.parts.contains(&Part::Timestamp))
    }
}

impl Verified<'_> {
    /// The SHA-256 of the raw body, in hex: what tells whether it was seen before.
    #[must_use]
    pub fn digest(&self) -> String {
        const_hex::encode(self.digest_bytes())
    }

    /// The same as bytes, as `Deduplicator::admit_digest` takes it.
    #[must_use]
    pub fn digest_bytes(&self) -> [u8; 32] {
        Sha256::digest(self.request.body).into()
    }

    /// The events in the body: one, unless the provider sends several in one request.
    pub fn events(&self) -> Result<Vec<Event>, Error> {
        self.raw_events()?.iter().map(RawEvent::values).collect()
    }

    pub(crate) fn raw_events(&self) -> Result<Vec<RawEvent>, Error> {
        envelope::events(self.envelope, self.max_depth, self.request, &self.delivery_id)
    }
}

impl std::fmt::Debug for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verifier").field("provider", &self.profile.provider).finish_non_exhaustive()
    }
}

/// The request with what is sent along.
fn with_headers<'a>(request: &Request<'a>, headers: &'a [(String, String)]) -> Request<'a> {
    let mut with = request.clone();
    with.headers.extend(headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.as_bytes())));
    with
}

/// Of two alternatives that refuse, what tells most: that of the scheme that came furthest.
fn more_telling(earlier: Option<Error>, error: Error) -> Error {
    let progress = |error: &Error| match error.code() {
        ErrorCode::MissingSignature => 0,
        ErrorCode::MalformedSignature => 1,
        _ => 2,
    };
    earlier.filter(|it| progress(it) >= progress(&error)).unwrap_or(error)
}

fn no_secret() -> Error {
    Error::new(ErrorCode::InvalidSecret, "there is no secret")
}
