//! `sign`: the headers that AutoSend would send with a body.

use crate::{
    input::{BodyArg, SecretArgs, parse_header_value, parse_millis},
    output::{Exit, UsageError, print_data, print_json},
    profile::{self, Chosen, ProfileArgs},
};
use autosend_webhooks::{SignedRequest, from_unix_millis, unix_millis};
use autosend_webhooks_profile::Request;
use serde_json::{Map, Value};
use std::time::SystemTime;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks sign --secret-file secret.txt < body.json
  autosend-webhooks sign --body body.json --delivery-id test-1 > headers.txt
  curl --data-binary @body.json -H @headers.txt http://127.0.0.1:3000/webhooks
  autosend-webhooks sign --profile stripe --secret-file secret.txt --body body.json";

/// Print the headers that AutoSend would send with a body
///
/// The body is signed byte for byte: a newline at its end counts.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    secrets: SecretArgs,

    #[command(flatten)]
    body: BodyArg,

    /// The event type for the header [default: the one in the body]
    #[arg(long, value_name = "TYPE", value_parser = parse_header_value)]
    event: Option<String>,

    /// The delivery's id [default: one made from the time]
    #[arg(long, value_name = "ID", value_parser = parse_header_value)]
    delivery_id: Option<String>,

    /// The time of sending in Unix milliseconds (first generation: seconds) [default: now]
    #[arg(long, value_name = "MS", value_parser = parse_millis)]
    timestamp: Option<i64>,

    #[command(flatten)]
    profile: ProfileArgs,

    /// Print one JSON object of names and values
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    if let Some(chosen) = args.profile.profile()? {
        return print_headers(&sign_by(chosen, args)?, args.json);
    }
    let secret = args.secrets.one()?;
    let body = args.body.read()?;
    let mut request = SignedRequest::new(&secret, &body);
    if let Some(event) = &args.event {
        request = request.event(event);
    }
    if let Some(id) = &args.delivery_id {
        request = request.delivery_id(id);
    }
    if let Some(timestamp) = args.timestamp {
        request = request.timestamp(timestamp);
    }
    let headers: Vec<_> = request.headers().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    print_headers(&headers, args.json)
}

/// The headers of another provider.
fn sign_by(chosen: Chosen, args: &Args) -> Result<Vec<(String, String)>, UsageError> {
    let secret = args.secrets.one_text()?;
    let body = args.body.read()?;
    let verifier = profile::verifier(chosen.profile, &[secret], None)?;
    let now =
        args.timestamp.and_then(|millis| u64::try_from(millis).ok()).map_or_else(SystemTime::now, from_unix_millis);
    let id = args.delivery_id.clone().unwrap_or_else(|| format!("msg_{}", unix_millis(now)));
    let mut request = Request::new(&body);
    if let Some(url) = &args.profile.url {
        request = request.url(url);
    }
    let signed = verifier.sign_as(&request, args.event.as_deref().unwrap_or_default(), &id, now);
    signed.map_err(|error| UsageError::new(error.message(), "Give --url where the provider signs it."))
}

fn print_headers(headers: &[(String, String)], in_json: bool) -> Result<Exit, UsageError> {
    if in_json {
        let object = headers.iter().map(|(name, value)| (name.clone(), Value::String(value.clone())));
        print_json(&object.collect::<Map<_, _>>())?;
    } else {
        // An event type in the body can hold anything; a header line can't.
        let lines = headers.iter().map(|(name, value)| format!("{name}: {}\n", value.replace(char::is_control, " ")));
        print_data(&lines.collect::<String>())?;
    }
    Ok(Exit::Ok)
}
