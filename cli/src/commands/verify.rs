//! `verify`: what a receiver would make of a request.

use crate::{
    headers::Header,
    input::{RequestArgs, SecretArgs, SecretText},
    output::{BAD, BOLD, Exit, UsageError, note, print_data, print_json, printable, printable_json},
    profile::{self, Chosen, ProfileArgs},
};
use autosend_webhooks::{Delivery, Event, Time, WebhookError, unix_millis};
use autosend_webhooks_emulator::json;
use autosend_webhooks_profile::Request;
use serde::Serialize;
use serde_json::value::RawValue;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks verify --headers-file headers.txt < body.json
  autosend-webhooks verify --body body.json --tolerance off \\
      --header 'X-Webhook-Signature: 5f0c…' --header 'X-Webhook-Delivery-Id: 1'
  autosend-webhooks verify --headers-file headers.txt --json < body.json | jq .type
  autosend-webhooks verify --profile github --secret-file secret --headers-file headers.txt < body.json";

/// Verify a request and print the delivery as JSON
///
/// Exit code 0 if the request is accepted, 1 if it is refused. The error then goes to standard error, or with --json as
/// {"code", "message", "hint", "status"} to standard output.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    request: RequestArgs,

    #[command(flatten)]
    secrets: SecretArgs,

    #[command(flatten)]
    profile: ProfileArgs,

    /// One line of JSON, also for errors
    #[arg(long)]
    json: bool,
}

/// What is printed of a delivery.
#[derive(Serialize)]
struct Report<'a> {
    id: &'a str,
    r#type: &'a str,
    /// `typed`, `unknown` or `invalid`.
    outcome: &'static str,
    /// 1 or 2.
    generation: u8,
    created_at: Option<&'a str>,
    sent_at_ms: Option<i64>,
    /// From 0, in the order in which the secrets were given.
    secret_index: usize,
    /// SHA-256 of the body in hex.
    digest: String,
    /// As it came: numbers and unknown members included.
    event: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    let secrets = args.secrets.some()?;
    let (headers, body) = args.request.read()?;
    if let Some(chosen) = args.profile.profile()? {
        args.profile.refuse("--strict", args.request.limits.is_strict())?;
        return verify_by(chosen, args, &secrets, &headers, &body);
    }
    let verifier = args.request.limits.verifier(&secrets);
    match verifier
        .and_then(|verifier| verifier.verify_at(&body, &headers, args.request.now()).map(Delivery::into_owned))
    {
        Ok(delivery) => accept(&delivery, args.json),
        Err(error) => refuse(&error, args.json),
    }
}

/// The same for another provider: what it sends is not typed here.
fn verify_by(
    chosen: Chosen,
    args: &Args,
    secrets: &[SecretText],
    headers: &[Header],
    body: &[u8],
) -> Result<Exit, UsageError> {
    let verifier = profile::verifier(chosen.profile, secrets, Some(&args.request.limits))?;
    let mut request = Request::new(body).headers(headers);
    if let Some(url) = &args.profile.url {
        request = request.url(url);
    }
    let delivery = verifier.verify_at(&request, args.request.now());
    let read = delivery.and_then(|delivery| Ok((delivery.events()?, delivery)));
    let (events, delivery) = match read {
        Ok(read) => read,
        Err(error) => return profile::refuse(&error, args.json),
    };
    for event in events {
        let report = serde_json::json!({
            "id": event.id,
            "type": event.event_type,
            "created_ms": event.created,
            "sent_at_ms": delivery.sent_at,
            "secret_index": delivery.secret_index,
            "digest": delivery.digest(),
            "event": event.whole,
        });
        let report = report.to_string();
        print_data(&(printable_json(&if args.json { report } else { json::pretty(&report) }) + "\n"))?;
    }
    Ok(Exit::Ok)
}

fn accept(delivery: &Delivery<'_>, one_line: bool) -> Result<Exit, UsageError> {
    let broken = |_| UsageError::new("the verified body can't be printed", "Report this as a defect.");
    let body = String::from_utf8_lossy(delivery.body());
    let event = RawValue::from_string(json::compact(&body)).map_err(broken)?;
    let report = serde_json::to_string(&report(delivery, event)).map_err(broken)?;
    print_data(&(printable_json(&if one_line { report } else { json::pretty(&report) }) + "\n"))?;
    Ok(Exit::Ok)
}

fn report<'a>(delivery: &'a Delivery<'_>, event: Box<RawValue>) -> Report<'a> {
    let (outcome, reason) = match &delivery.event {
        Event::Unknown(_) => ("unknown", None),
        Event::Invalid(event) => ("invalid", Some(&*event.reason)),
        _ => ("typed", None),
    };
    Report {
        id: &delivery.id,
        r#type: delivery.event_type(),
        outcome,
        generation: delivery.event.generation().number(),
        created_at: delivery.created_at().map(Time::as_str),
        sent_at_ms: delivery.sent_at.map(unix_millis),
        secret_index: delivery.secret_index,
        digest: const_hex::encode(delivery.digest()),
        event,
        reason,
    }
}

/// Tells why a request is refused.
pub fn refuse(error: &WebhookError, json: bool) -> Result<Exit, UsageError> {
    if json {
        print_json(error)?;
    } else {
        let (code, status, message) = (error.code(), error.status(), printable(&error.message()));
        note(&format!("{BAD}refused:{BAD:#} {code} ({status}): {message}\n{BOLD}hint:{BOLD:#} {}", error.hint()));
    }
    Ok(Exit::Refused)
}
