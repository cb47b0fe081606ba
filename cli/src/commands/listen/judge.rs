//! Who decides on a request: AutoSend's verifier, or one by a profile.

use super::{
    Args,
    received::{Refusal, Verdict, Verified},
};
use crate::{
    input::SecretText,
    output::UsageError,
    profile::{self, Chosen},
    stored::StoredRequest,
};
use autosend_webhooks::{
    DELIVERY_ID_HEADER, Deduplicator, EVENT_HEADER, ErrorCode, Explainer, Explanation, SIGNATURE_HEADER, Verifier,
    WebhookError,
};
use autosend_webhooks_profile::{self as by_profile, Request, Scheme};
use std::time::SystemTime;

/// Decides on requests, and explains what it refuses.
pub enum Judge {
    AutoSend {
        explainer: Explainer,
        /// None without secrets.
        verifier: Option<Verifier>,
        max_body: usize,
    },
    Profile(Box<ByProfile>),
}

/// The same by a profile.
pub struct ByProfile {
    explainer: by_profile::Explainer,
    /// None without secrets.
    verifier: Option<by_profile::Verifier>,
    profile: by_profile::Profile,
    url: Option<String>,
}

/// The headers that say what a request is; empty where none does.
pub struct HeaderNames<'a> {
    pub event: &'a str,
    pub id: &'a str,
    /// Of these, as much is shown as compares and does not authenticate.
    pub signatures: Vec<&'a str>,
    /// Of these, nothing is shown.
    pub tokens: Vec<&'a str>,
}

impl Judge {
    pub fn new(args: &Args) -> Result<Self, UsageError> {
        let secrets = args.secrets.all()?;
        args.profile.refuse("--strict", args.limits.is_strict())?;
        if let Some(chosen) = args.profile.profile()? {
            return ByProfile::new(args, chosen, &secrets).map(|judge| Self::Profile(judge.into()));
        }
        let wrong = |error: WebhookError| UsageError::new(error.message(), error.hint());
        let verifier = (!secrets.is_empty()).then(|| args.limits.verifier(&secrets)).transpose().map_err(wrong)?;
        Ok(Self::AutoSend { explainer: args.limits.explainer(&secrets), verifier, max_body: args.limits.max_body() })
    }

    /// Whether there is a secret to verify with.
    pub const fn verifies(&self) -> bool {
        match self {
            Self::AutoSend { verifier, .. } => verifier.is_some(),
            Self::Profile(judge) => judge.verifier.is_some(),
        }
    }

    /// The largest body, in bytes.
    pub fn max_body(&self) -> usize {
        match self {
            Self::AutoSend { max_body, .. } => *max_body,
            Self::Profile(judge) => usize::try_from(judge.profile.limits.max_body).unwrap_or(usize::MAX),
        }
    }

    pub fn judge(&self, request: &StoredRequest, seen: &Deduplicator, now: SystemTime) -> Verdict {
        match self {
            Self::AutoSend { verifier: None, .. } => Verdict::Unverified,
            Self::AutoSend { verifier: Some(verifier), explainer, .. } => {
                match verifier.verify_at(&request.body, &request.headers, now) {
                    Ok(delivery) => Verdict::Verified(Verified {
                        admission: seen.admit_at(&delivery, now),
                        event: delivery.event_type().to_owned(),
                        id: delivery.id.to_string(),
                        digest: delivery.digest(),
                    }),
                    Err(_) => Verdict::Refused(explainer.explain(&request.body, &request.headers, now).into()),
                }
            }
            Self::Profile(judge) => judge.judge(request, seen, now),
        }
    }

    pub fn names(&self) -> HeaderNames<'_> {
        match self {
            Self::AutoSend { .. } => HeaderNames {
                event: EVENT_HEADER,
                id: DELIVERY_ID_HEADER,
                signatures: vec![SIGNATURE_HEADER],
                tokens: Vec::new(),
            },
            Self::Profile(judge) => judge.names(),
        }
    }
}

impl ByProfile {
    fn new(args: &Args, chosen: Chosen, secrets: &[SecretText]) -> Result<Self, UsageError> {
        let mut profile = chosen.profile;
        let make = || profile::verifier(profile.clone(), secrets, Some(&args.limits));
        let verifier = (!secrets.is_empty()).then(make).transpose()?;
        let explainer = profile::explainer(profile.clone(), secrets, &args.limits);
        args.limits.limit(&mut profile);
        Ok(Self { explainer, verifier, profile, url: args.profile.url.clone() })
    }

    fn judge(&self, stored: &StoredRequest, seen: &Deduplicator, now: SystemTime) -> Verdict {
        let Some(verifier) = &self.verifier else { return Verdict::Unverified };
        let mut request = Request::new(&stored.body).headers(&stored.headers).method(&stored.method);
        if let Some(url) = &self.url {
            request = request.url(url);
        }
        let outcome = verifier.verify_at(&request, now).and_then(|delivery| Ok((delivery.events()?, delivery)));
        let Ok((events, delivery)) = outcome else {
            return Verdict::Refused(self.explainer.explain(&request, now).into());
        };
        let types: Vec<&str> = events.iter().map(|event| &*event.event_type).collect();
        let digest = delivery.digest_bytes();
        // Several events in one body are one delivery, and none of them is its id.
        let id = match &events[..] {
            [event] => event.id.clone(),
            _ => delivery.delivery_id.clone(),
        };
        let admission = seen.admit_digest(digest, &id, None, now);
        Verdict::Verified(Verified { admission, event: types.join(", "), id, digest })
    }

    fn names(&self) -> HeaderNames<'_> {
        let schemes = || self.profile.signatures.iter();
        let is_token = |scheme: &&by_profile::Signature| matches!(scheme.scheme, Scheme::Token | Scheme::Basic);
        HeaderNames {
            event: &self.profile.headers.event,
            id: &self.profile.headers.delivery_id,
            signatures: schemes().filter(|it| !is_token(it)).flat_map(header_names).collect(),
            tokens: schemes().filter(is_token).flat_map(header_names).collect(),
        }
    }
}

/// What a body beyond the limit is refused with: nothing of it was kept.
pub fn too_large() -> Refusal {
    Explanation { error: Some(ErrorCode::BodyTooLarge.into()), causes: Vec::new() }.into()
}

/// The names of the header that carries a scheme's signature.
fn header_names(scheme: &by_profile::Signature) -> impl Iterator<Item = &str> {
    [&scheme.header].into_iter().chain(&scheme.aliases).map(|name| &**name)
}
