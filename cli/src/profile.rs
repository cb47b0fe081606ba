//! `--profile`: the requests of other providers.

use crate::{
    input::SecretText,
    output::{BAD, Exit, UsageError, note, print_json, printable},
};
use autosend_webhooks_profile::{Error, Profile, Verifier};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub struct ProfileArgs {
    /// Another provider's requests: standard-webhooks, github, stripe, slack, shopify, or a TOML file as `generate --profile`
    /// takes it [default: AutoSend's]
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<String>,

    /// The URL that the provider was given, where it signs that
    #[arg(long, value_name = "URL", requires = "profile")]
    pub url: Option<String>,
}

impl ProfileArgs {
    /// The profile that was asked for.
    pub fn profile(&self) -> Result<Option<Profile>, UsageError> {
        let Some(name) = &self.profile else { return Ok(None) };
        let requests = sdkgen::Profile::open(name).and_then(|profile| profile.requests());
        let fix = "Give the name of a shipped profile, or a TOML file: see docs/generate.md.";
        let requests = requests.map_err(|error| UsageError::new(format!("{error:#}"), fix))?;
        serde_json::from_value(requests)
            .map(Some)
            .map_err(|error| UsageError::new(format!("--profile {name}: {error}"), fix))
    }
}

/// A verifier of a provider's requests; which secrets are wrong is a mistake in the arguments.
pub fn verifier(profile: Profile, secrets: &[SecretText]) -> Result<Verifier, UsageError> {
    Verifier::new(profile, secrets)
        .map_err(|error| UsageError::new(error.message(), "Copy it as the provider shows it."))
}

/// Tells why a request is refused.
pub fn refuse(error: &Error, in_json: bool) -> Result<Exit, UsageError> {
    if in_json {
        print_json(&json!({ "code": error.code().as_str(), "message": error.message(), "status": error.status() }))?;
    } else {
        let (code, status, message) = (error.code(), error.status(), printable(error.message()));
        note(&format!("{BAD}refused:{BAD:#} {code} ({status}): {message}"));
    }
    Ok(Exit::Refused)
}
