//! `--profile`: the requests of other providers. The same argument for every command that takes it.

use crate::{
    client::Request as ClientRequest,
    headers::Header,
    input::{LimitArgs, SecretText},
    output::{BAD, Exit, UsageError, note, print_json, printable},
};
use autosend_webhooks_profile::{Error, Explainer, Part, Profile, Request, Verifier};
use reqwest::Method;
use serde_json::Value;
use std::time::SystemTime;

#[derive(Debug, clap::Args)]
pub struct ProfileArgs {
    /// Another provider's requests: standard-webhooks, github, stripe, slack, shopify, or a TOML file as `generate --profile`
    /// takes it [default: AutoSend's]
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<String>,

    /// The URL that the provider was given, where it signs that
    #[arg(long = "url", id = "signed_url", value_name = "URL", requires = "profile")]
    pub url: Option<String>,
}

/// A profile that was asked for.
#[derive(Clone)]
pub struct Chosen {
    pub profile: Profile,
    /// The same as the generator's data: where a body says what it is.
    pub requests: Value,
}

impl ProfileArgs {
    /// The profile that was asked for.
    pub fn profile(&self) -> Result<Option<Chosen>, UsageError> {
        let Some(name) = &self.profile else { return Ok(None) };
        let requests = sdkgen::Profile::open(name).and_then(|profile| profile.requests());
        let fix = "Give the name of a shipped profile, or a TOML file: see docs/generate.md.";
        let requests = requests.map_err(|error| UsageError::new(format!("invalid_profile: {error:#}"), fix))?;
        let profile = serde_json::from_value(requests.clone());
        let profile =
            profile.map_err(|error| UsageError::new(format!("invalid_profile: --profile {name}: {error}"), fix))?;
        Ok(Some(Chosen { profile, requests }))
    }

    /// Refuses an option that only AutoSend's requests have, if it is given beside a profile.
    pub fn refuse(&self, option: &str, is_given: bool) -> Result<(), UsageError> {
        if !is_given || self.profile.is_none() {
            return Ok(());
        }
        let what = format!("not_with_profile: {option} is about AutoSend's requests, which --profile replaces");
        Err(UsageError::new(what, "Leave out one of the two."))
    }
}

/// A verifier of a provider's requests; which secrets are wrong is a mistake in the arguments.
pub fn verifier(
    mut profile: Profile,
    secrets: &[SecretText],
    limits: Option<&LimitArgs>,
) -> Result<Verifier, UsageError> {
    limits.inspect(|limits| limits.limit(&mut profile));
    let verifier = Verifier::new(profile, secrets);
    let wrong = |error: Error| UsageError::new(error.to_string(), "Copy it as the provider shows it.");
    let is_any_age = limits.is_some_and(LimitArgs::is_any_age);
    verifier.map(|verifier| if is_any_age { verifier.tolerance(None) } else { verifier }).map_err(wrong)
}

/// An explainer for these secrets, right or wrong.
pub fn explainer(mut profile: Profile, secrets: &[SecretText], limits: &LimitArgs) -> Explainer {
    limits.limit(&mut profile);
    let explainer = Explainer::new(profile, secrets);
    if limits.is_any_age() { explainer.tolerance(None) } else { explainer }
}

/// Tells why a request is refused.
pub fn refuse(error: &Error, in_json: bool) -> Result<Exit, UsageError> {
    if in_json {
        print_json(error)?;
    } else {
        let (code, status, message) = (error.code(), error.status(), printable(error.message()));
        note(&format!("{BAD}refused:{BAD:#} {code} ({status}): {message}"));
    }
    Ok(Exit::Refused)
}

/// Makes requests as a provider does.
pub struct Signer {
    verifier: Verifier,
    /// The event type for the header, empty where none is sent.
    event: String,
    url: String,
    headers: Vec<Header>,
    content_type: &'static str,
}

impl Signer {
    /// Signs with a secret for a receiver at an address; `headers` are sent along, in place of those that are made.
    ///
    /// Fails where a header has to say the type and none does, and where a type is given that no header carries.
    pub fn new(
        chosen: &Chosen,
        secret: SecretText,
        event: Option<&str>,
        url: String,
        headers: Vec<Header>,
    ) -> Result<Self, UsageError> {
        let names = &chosen.profile.headers;
        let is_there = |wanted: &str| headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(wanted.as_bytes()));
        let missing = chosen
            .type_headers()
            .find(|name| !is_there(name) && (event.is_none() || !name.eq_ignore_ascii_case(&names.event)));
        if let Some(name) = missing {
            let what = format!("missing_event_type: the header {name} says the event type, and none is given");
            return Err(UsageError::new(what, format!("Give --event TYPE, or --header '{name}: TYPE'.")));
        }
        if event.is_some() && names.event.is_empty() {
            let what = "not_with_profile: no header of this provider carries the event type, --event says it";
            return Err(UsageError::new(what, "Say it in the body, e.g. with --set type=TYPE."));
        }
        let signer = Self {
            verifier: verifier(chosen.profile.clone(), &[secret], None)?,
            event: event.unwrap_or_default().to_owned(),
            url,
            headers,
            content_type: chosen.content_type(),
        };
        let fix = "Give what the profile signs; what only the provider's private key signs can't be made.";
        let tried = signer.request(Vec::new(), "msg", SystemTime::now());
        tried.map_err(|error| UsageError::new(error.to_string(), fix))?;
        Ok(signer)
    }

    /// A request with this body, signed, sent at that time.
    ///
    /// Fails where only the provider can sign.
    pub fn request(&self, body: Vec<u8>, id: &str, now: SystemTime) -> Result<ClientRequest, Error> {
        let signed = Request::new(&body).headers(&self.headers).url(&self.url);
        let headers = self.verifier.sign_as(&signed, &self.event, id, now)?;
        let mut request = ClientRequest { method: Method::POST, headers: Vec::new(), body };
        let made = headers.iter().map(|(name, value)| (name.as_bytes(), value.as_bytes()));
        let usual = [(&b"Content-Type"[..], self.content_type.as_bytes())];
        let given = self.headers.iter().map(|(name, value)| (&**name, &**value));
        for (name, value) in usual.into_iter().chain(made).chain(given) {
            request = request.with(&String::from_utf8_lossy(name), value);
        }
        Ok(request)
    }
}

impl Chosen {
    /// The headers without which a request has no type.
    fn type_headers(&self) -> impl Iterator<Item = &str> {
        let sources = self.requests["envelope"]["type"].as_array().into_iter().flatten();
        sources.filter(|source| source["optional"] != true).filter_map(|source| source["header"].as_str())
    }

    /// The field of a form that holds the JSON, where the body is one.
    pub fn form_field(&self) -> Option<&str> {
        self.requests["envelope"]["content"].as_str()?.strip_prefix("form:")
    }

    fn content_type(&self) -> &'static str {
        let signs_form =
            |scheme: &autosend_webhooks_profile::Signature| scheme.signed_content.parts.contains(&Part::SortedForm);
        if self.form_field().is_some() || self.profile.signatures.iter().any(signs_form) {
            "application/x-www-form-urlencoded"
        } else {
            "application/json"
        }
    }
}
