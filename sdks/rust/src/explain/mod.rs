//! Why a request does not verify under a profile, found by trying. Accepts nothing.

mod look;
mod secrets;
mod signatures;
mod trial;

use crate::{error::Error, profile::Profile, request::Request, verifier::Verifier};
use autosend_webhooks::{Cause, ErrorCode};
use serde::Serialize;
use std::time::{Duration, SystemTime};
use trial::Trial;
use zeroize::Zeroizing;

/// Two changes at once are tried on bodies up to this many bytes: each costs two to three hundred signatures.
const MAX_BODY_OF_PAIRS: usize = 16 * 1024;

/// What an [`Explainer`] found. It is a report for people and no verdict: only [`Verifier::verify`] lets anybody in.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// Why the verifier refuses the request; `None` if it would accept it.
    pub error: Option<Error>,
    /// What is behind it, most telling first.
    pub causes: Vec<Cause>,
}

/// Looks for what is behind a refusal, with the secrets as they are configured: one may itself be the fault.
///
/// ```
/// # use autosend_webhooks_profile::{Explainer, Profile, Request, Verifier};
/// # use std::time::SystemTime;
/// let profile: Profile = serde_json::from_str(r#"{
///     "provider": "Example",
///     "signatures": [{ "header": "X-Signature", "prefix": "sha256=", "signed_content": "{body}" }],
///     "timestamp": { "from": "none" }
/// }"#)?;
/// let headers = Verifier::new(profile.clone(), ["a secret of 32 letters or longer"])?.sign(&Request::new(b"{}"), "", None)?;
///
/// let explainer = Explainer::new(profile, ["a secret of 32 letters or longer"]);
/// let explanation = explainer.explain(&Request::new(b"{}\n").headers(&headers), SystemTime::now());
/// assert_eq!(explanation.causes[0].cause, "trailing_newline");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Explainer {
    profile: Profile,
    secrets: Vec<Zeroizing<String>>,
    other_secrets: Vec<Zeroizing<String>>,
    any_age: bool,
}

impl Explainer {
    /// For the secrets as they are configured, right or wrong; the limits are those of the profile.
    pub fn new<S: AsRef<str>>(profile: Profile, secrets: impl IntoIterator<Item = S>) -> Self {
        Self { profile, secrets: keep(secrets), other_secrets: Vec::new(), any_age: false }
    }

    /// Adds secrets of other webhooks: a request may be signed with one of them.
    #[must_use]
    pub fn other_secrets<S: AsRef<str>>(mut self, secrets: impl IntoIterator<Item = S>) -> Self {
        self.other_secrets = keep(secrets);
        self
    }

    /// How old a request may be; `None` for any age.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Option<Duration>) -> Self {
        self.any_age = tolerance.is_none();
        if let Some(tolerance) = tolerance {
            self.profile.timestamp.tolerance_ms = millis(tolerance);
        }
        self
    }

    /// How far ahead of the clock a request may be.
    #[must_use]
    pub fn future_tolerance(mut self, tolerance: Duration) -> Self {
        self.profile.timestamp.future_tolerance_ms = millis(tolerance);
        self
    }

    /// The largest body, in bytes.
    #[must_use]
    pub const fn max_body(mut self, bytes: u64) -> Self {
        self.profile.limits.max_body = bytes;
        self
    }

    /// Explains what a verifier with these secrets would do with a request at a time.
    #[must_use]
    pub fn explain(&self, request: &Request<'_>, now: SystemTime) -> Explanation {
        let Err(error) = self.verdict(request, now) else { return Explanation { error: None, causes: Vec::new() } };
        let mut causes = look::before_trying(&error, &self.profile, &self.secrets, request, now);
        if causes.is_empty() && is_about_signature(error.code()) {
            causes = self.tried(request);
        }
        if causes.is_empty() {
            causes.push(look::last_resort(&error, &self.profile, &self.secrets, request));
        }
        Explanation { error: Some(error), causes }
    }

    fn verdict(&self, request: &Request<'_>, now: SystemTime) -> Result<(), Error> {
        let verifier = Verifier::new(self.profile.clone(), self.secrets.iter().map(|secret| secret.as_str()))?;
        let verifier = if self.any_age { verifier.tolerance(None) } else { verifier };
        verifier.verify_at(request, now)?.events().map(drop)
    }

    /// One mistake explains nearly all refusals that are no forgeries; two at once are tried where that costs little.
    fn tried(&self, request: &Request<'_>) -> Vec<Cause> {
        let base = Trial::new(&self.profile, &self.secrets, request);
        let first = self.changes(&base);
        if let Some((_, cause)) = first.iter().find(|(trial, _)| trial.fits()) {
            return vec![cause.clone()];
        }
        if request.body.len() > MAX_BODY_OF_PAIRS {
            return Vec::new();
        }
        let of_sender = secrets::changes(&base, &self.other_secrets).into_iter().chain(signatures::changes(&base));
        for (trial, cause) in of_sender {
            let second =
                self.changes(&trial).into_iter().find(|(trial, other)| other.cause != cause.cause && trial.fits());
            if let Some((_, other)) = second {
                return vec![cause, other];
            }
        }
        Vec::new()
    }

    /// The request with each of the usual mistakes undone.
    fn changes<'a>(&self, base: &Trial<'a>) -> Vec<(Trial<'a>, Cause)> {
        let mut changes = secrets::changes(base, &self.other_secrets);
        changes.extend(trial::bodies(base));
        changes.extend(signatures::changes(base));
        changes.extend(trial::renamed(base));
        changes.extend(trial::timestamps(base));
        changes.extend(trial::urls(base));
        changes
    }
}

const fn is_about_signature(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::InvalidSecret
            | ErrorCode::MissingSignature
            | ErrorCode::MalformedSignature
            | ErrorCode::SignatureMismatch
            | ErrorCode::MissingTimestamp
            | ErrorCode::MissingDeliveryId
    )
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

fn keep<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Vec<Zeroizing<String>> {
    secrets.into_iter().map(|secret| Zeroizing::new(secret.as_ref().to_owned())).collect()
}

fn cause(cause: &'static str, finding: impl Into<String>, fix: &'static str) -> Cause {
    Cause { cause, finding: finding.into(), fix }
}
