//! Why a request does not verify, found by trying. Accepts nothing.

pub mod any_provider;
mod body;
mod clock;
mod form;
mod headers;
mod key;
mod signature;

use crate::{ErrorCode, Headers, Options, Secret, Verifier, WebhookError, headers::DeliveryHeaders, secret::Signature};
use serde::Serialize;
use std::time::SystemTime;
use zeroize::Zeroizing;

/// What is wrong with a request, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// Which cause it is, as a `snake_case` string, e.g. `trailing_newline`.
    pub cause: &'static str,
    /// What was found, in a sentence.
    pub finding: String,
    /// What to do about it.
    pub fix: &'static str,
}

/// What [`Verifier::explain`] found. It is a report for people and no verdict: only
/// [`Verifier::verify`] lets anybody in.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// Why the verifier refuses the request; `None` if it would accept it.
    pub error: Option<WebhookError>,
    /// What is behind it, most telling first; empty if no known cause fits.
    pub causes: Vec<Cause>,
}

/// Looks for the cause with raw secrets, so that a secret that is itself the fault can be examined.
///
/// ```
/// # use autosend_webhooks::{Explainer, Secret, SignedRequest};
/// # use std::time::SystemTime;
/// # let secret: Secret = "whsec_0123456789abcdef0123456789abcdef".parse()?;
/// let body = br#"{"type":"email.sent"}"#;
/// let headers = SignedRequest::new(&secret, body).headers();
///
/// let configured = " whsec_0123456789abcdef0123456789abcdef\n";
/// let explanation = Explainer::new([configured]).explain(body, &headers, SystemTime::now());
/// assert_eq!(explanation.causes[0].cause, "secret_has_white_space");
/// # Ok::<(), autosend_webhooks::WebhookError>(())
/// ```
pub struct Explainer {
    secrets: Vec<Zeroizing<String>>,
    other_secrets: Vec<Zeroizing<String>>,
    options: Options,
}

impl Explainer {
    /// An explainer for the secrets as they are configured, with the default options.
    pub fn new<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Self {
        Self { secrets: keep(secrets), other_secrets: Vec::new(), options: Options::default() }
    }

    /// Adds secrets of other webhooks: a delivery may be signed with one of them.
    #[must_use]
    pub fn other_secrets<S: AsRef<str>>(mut self, secrets: impl IntoIterator<Item = S>) -> Self {
        self.other_secrets = keep(secrets);
        self
    }

    /// Sets what the verifier lets pass.
    #[must_use]
    pub const fn with_options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Explains what a verifier with these secrets would do at a given time.
    pub fn explain(&self, body: &[u8], headers: &(impl Headers + ?Sized), now: SystemTime) -> Explanation {
        let error = self.verdict(body, headers, now).err();
        let mut causes = Vec::new();
        if let Some(error) = &error {
            causes.extend(key::causes(error, &self.secrets));
            causes.extend(headers::causes(error, headers));
            causes.extend(clock::causes(error, headers, now));
            causes.extend(body::causes(error, body));
            causes.extend(self.signature_causes(error, body, headers));
            if causes.is_empty() {
                causes.extend(last_resort(error, body, headers, &self.secrets));
            }
        }
        Explanation { error, causes }
    }

    fn verdict(&self, body: &[u8], headers: &(impl Headers + ?Sized), now: SystemTime) -> Result<(), WebhookError> {
        let verifier = Verifier::new(self.secrets.iter().map(|secret| secret.as_str()))?;
        verifier.with_options(self.options).verify_at(body, headers, now).map(drop)
    }

    /// Tries every reading of the signature with every key over every body: one change of each kind
    /// explains nearly all refusals that are not forgeries.
    fn signature_causes(&self, error: &WebhookError, body: &[u8], headers: &(impl Headers + ?Sized)) -> Vec<Cause> {
        let about_signature = [ErrorCode::MalformedSignature, ErrorCode::SignatureMismatch, ErrorCode::InvalidSecret];
        let Ok(DeliveryHeaders { signature: Some(header), .. }) = DeliveryHeaders::read(headers) else {
            return Vec::new();
        };
        if !about_signature.contains(&error.code()) {
            return Vec::new();
        }
        let readings = signature::readings(header);
        let bodies = body::readings(body);
        for (key, key_cause) in self.keys() {
            for (body, body_cause) in &bodies {
                let expected = Signature::with_key(&key, body);
                let matching = readings.iter().find(|(reading, _)| reading.matches(&expected));
                if let Some((_, header_cause)) = matching {
                    return [key_cause, body_cause.clone(), header_cause.clone()].into_iter().flatten().collect();
                }
            }
        }
        // Nothing verifies. The form of the header is still worth a word.
        let form = readings.into_iter().find_map(|(_, cause)| cause);
        let length =
            || (error.code() == ErrorCode::MalformedSignature).then(|| signature::cause_of_length(header)).flatten();
        form.or_else(length).into_iter().collect()
    }

    /// Every key that may have been meant, as it stands first.
    fn keys(&self) -> Vec<(Zeroizing<Vec<u8>>, Option<Cause>)> {
        let bytes = |text: &str| Zeroizing::new(text.as_bytes().to_vec());
        let mut keys: Vec<_> = self.secrets.iter().map(|secret| (bytes(secret), None)).collect();
        for (index, secret) in self.other_secrets.iter().enumerate() {
            let finding = format!("The signature was made with another of the known secrets, number {}.", index + 1);
            let fix = "Use the secret of the webhook that sends here, or give the verifier both while you rotate.";
            keys.push((bytes(secret), Some(Cause { cause: "other_secret", finding, fix })));
        }
        for secret in self.secrets.iter().chain(&self.other_secrets) {
            keys.extend(key::readings(secret).map(|(key, cause)| (key, Some(cause))));
        }
        keys
    }
}

impl Verifier {
    /// Tells why a request does not verify, cause by cause, and how to fix it. Accepts nothing.
    ///
    /// ```
    /// # use autosend_webhooks::{Secret, SignedRequest, Verifier};
    /// # let secret: Secret = "whsec_0123456789abcdef0123456789abcdef".parse()?;
    /// let headers = SignedRequest::new(&secret, br#"{"type":"email.sent"}"#).headers();
    /// let verifier = Verifier::new(["whsec_0123456789abcdef0123456789abcdef"])?;
    ///
    /// let explanation = verifier.explain(b"{\"type\":\"email.sent\"}\n", &headers);
    /// assert_eq!(explanation.causes[0].cause, "trailing_newline");
    /// # Ok::<(), autosend_webhooks::WebhookError>(())
    /// ```
    pub fn explain(&self, body: &[u8], headers: &(impl Headers + ?Sized)) -> Explanation {
        self.explain_at(body, headers, SystemTime::now())
    }

    /// [`explain`](Self::explain) with the clock as an argument.
    pub fn explain_at(&self, body: &[u8], headers: &(impl Headers + ?Sized), now: SystemTime) -> Explanation {
        Explainer::new(self.secrets().iter().map(Secret::expose))
            .with_options(*self.options())
            .explain(body, headers, now)
    }
}

fn keep<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Vec<Zeroizing<String>> {
    secrets.into_iter().map(|secret| Zeroizing::new(secret.as_ref().to_owned())).collect()
}

fn cause(cause: &'static str, finding: impl Into<String>, fix: &'static str) -> Cause {
    Cause { cause, finding: finding.into(), fix }
}

/// What the request looks like, where nothing that was tried makes it verify.
fn last_resort(
    error: &WebhookError,
    body: &[u8],
    headers: &(impl Headers + ?Sized),
    secrets: &[Zeroizing<String>],
) -> Option<Cause> {
    match error.code() {
        ErrorCode::InvalidSecret => key::unusable(secrets),
        ErrorCode::SignatureMismatch => form::cause_of(body, headers).or_else(|| Some(unexplained())),
        ErrorCode::BodyNotJson => form::cause_of(body, headers),
        _ => None,
    }
}

fn unexplained() -> Cause {
    cause(
        "unknown",
        "No known mistake makes this signature: the secret is another webhook's, the body was changed on the way, or the request is forged.",
        "Compare the secret with the one that AutoSend's dashboard reveals for this webhook.",
    )
}
