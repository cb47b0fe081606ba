//! `replay`: a stored delivery, signed anew.

use super::send::summary::Tally;
use crate::{
    client::{Client, Request},
    commands::verify,
    headers::header,
    input::{SECRETS, SecretArgs, SecretText, in_seconds, parse_timeout, secrets_in},
    output::{Exit, UsageError, note, print, print_json},
    stored::{self, DEFAULT_DIRECTORY, StoredRequest},
    trust::TrustArgs,
};
use autosend_webhooks::{
    DELIVERY_ID_HEADER, EVENT_HEADER, Secret, SignedRequest, TIMESTAMP_HEADER, Verifier, WebhookError, provider,
    unix_millis,
};
use autosend_webhooks_emulator::{event_body::micros_now, http};
use reqwest::Url;
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};
use tokio::runtime::Runtime;

/// Timestamps below this are seconds.
const FIRST_MILLIS: i64 = 100_000_000_000;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks replay deliver-webhook-123456 --to http://127.0.0.1:3000/webhooks
  autosend-webhooks replay webhooks/1762943400000-email.sent-1.http \\
      --to http://127.0.0.1:3000/webhooks --new-id";

/// Send a stored delivery again, signed anew
///
/// The body goes out byte for byte, with a fresh timestamp and a signature by the given secret. The delivery id stays, so
/// that a receiver takes it for a repeat.
///
/// Only what verifies is signed, however old it is: anybody may have sent what was saved. --force signs it all the same.
/// Exit code 0 if it was answered with 2xx, 1 if not, or if what is stored does not verify.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A file that `listen --save` wrote, or the id of a delivery among those files
    #[arg(value_name = "FILE|ID")]
    what: String,

    /// Where to send it to
    #[arg(long, value_name = "URL", value_parser = http::parse_url)]
    to: Url,

    #[command(flatten)]
    secrets: SecretArgs,

    /// A file with the secrets, one on each line, of which one has signed what is stored, if it was another than now
    #[arg(long, value_name = "FILE", help_heading = SECRETS)]
    original_secret_file: Vec<PathBuf>,

    /// Sign it even if what is stored does not verify: whoever sent it gets your signature
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    trust: TrustArgs,

    /// The directory to look for the id in
    #[arg(long, value_name = "DIR", default_value = DEFAULT_DIRECTORY)]
    saved: PathBuf,

    /// Give it a new delivery id
    #[arg(long)]
    new_id: bool,

    /// How long to wait for the response
    #[arg(long, value_name = "DURATION", default_value = in_seconds(provider::RESPONSE_TIMEOUT), value_parser = parse_timeout)]
    timeout: Duration,

    /// Print the outcome as one line of JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    let secret = args.secrets.one()?;
    let originals = original_secrets(args)?;
    let stored = stored_request(args, &originals)?;
    if !args.force
        && let Err(error) = check(&stored, &originals)
    {
        let exit = verify::refuse(&error, args.json)?;
        note(
            "It was not sent. What is stored did not come from AutoSend, was changed, or was signed with another secret: --original-secret-file FILE names that one. --force signs it all the same.",
        );
        return Ok(exit);
    }
    let request = sign(&stored, &secret, args.new_id);
    let client = Client::new(&args.to, args.timeout, 1, &args.trust.trust()?)?;
    let runtime = Runtime::new().map_err(|error| {
        UsageError::new(format!("cannot start: {error}"), "Check the limits on threads and open files.")
    })?;
    let mut tally = Tally::default();
    let start = Instant::now();
    tally.add(runtime.block_on(client.send(request)), true);
    let time = start.elapsed();
    if args.json {
        print_json(&tally.summary(time, 1))?;
    } else {
        print(&tally.describe(time, 1))?;
    }
    tally.report_error();
    Ok(if tally.failed() > 0 { Exit::Refused } else { Exit::Ok })
}

/// That of the file; of an id the latest that verifies, or else the latest.
fn stored_request(args: &Args, secrets: &[SecretText]) -> Result<StoredRequest, UsageError> {
    let (path, directory) = (Path::new(&args.what), args.saved.display());
    if path.is_file() {
        return StoredRequest::read(path);
    }
    let fix = "Name a file, or with --saved the directory that `autosend-webhooks listen --save` wrote to.";
    match stored::find(&args.saved, &args.what).map(|found| pick(found, secrets)) {
        Ok(Some(request)) => Ok(request),
        Ok(None) => Err(UsageError::new(format!("there is no delivery {} in {directory}", args.what), fix)),
        Err(error) => {
            let what = format!("{} is no file, and {directory} can't be searched for it: {error}", args.what);
            Err(UsageError::new(what, fix))
        }
    }
}

/// An id is not signed: others may have sent requests under it since.
fn pick(mut found: impl Iterator<Item = StoredRequest>, secrets: &[SecretText]) -> Option<StoredRequest> {
    let latest = found.next()?;
    let verifies = |request: &StoredRequest| check(request, secrets).is_ok();
    if verifies(&latest) { Some(latest) } else { Some(found.find(verifies).unwrap_or(latest)) }
}

/// Those that may have signed what is stored.
fn original_secrets(args: &Args) -> Result<Vec<SecretText>, UsageError> {
    if args.original_secret_file.is_empty() {
        return Ok(vec![args.secrets.one_text()?]);
    }
    let secrets = args.original_secret_file.iter().map(|path| secrets_in(path)).collect::<Result<Vec<_>, _>>()?;
    Ok(secrets.concat())
}

/// Fails if nobody with one of these secrets has signed it. How long ago does not matter.
fn check(stored: &StoredRequest, secrets: &[SecretText]) -> Result<(), WebhookError> {
    let verifier = Verifier::new(secrets)?.tolerance(None).future_tolerance(Duration::MAX).max_body(usize::MAX);
    verifier.verify(&stored.body, &stored.headers).map(drop)
}

/// What is stored, as AutoSend would send it now.
fn sign(stored: &StoredRequest, secret: &Secret, new_id: bool) -> Request {
    let text = |name| header(&stored.headers, name).and_then(|value| str::from_utf8(value).ok());
    let millis = unix_millis(SystemTime::now());
    let was_in_seconds =
        text(TIMESTAMP_HEADER).and_then(|text| text.parse().ok()).is_some_and(|sent: i64| sent < FIRST_MILLIS);
    let mut signed =
        SignedRequest::new(secret, &stored.body).timestamp(if was_in_seconds { millis / 1000 } else { millis });
    if new_id {
        signed = signed.delivery_id(format!("deliver-webhook-{}", micros_now()));
    } else if let Some(id) = text(DELIVERY_ID_HEADER) {
        signed = signed.delivery_id(id);
    }
    if let Some(event) = text(EVENT_HEADER) {
        signed = signed.event(event);
    }
    let headers = signed.headers();
    Request::delivery(headers, stored.body.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_of_the_first_generation_stays_one() {
        let secret = Secret::new("whsec_0123456789abcdef0123456789abcdef").unwrap();
        let digits = |sent: &str| {
            let text = format!("POST / HTTP/1.1\r\n{TIMESTAMP_HEADER}: {sent}\r\n\r\n{{}}");
            let request = sign(&StoredRequest::parse(text.as_bytes()).unwrap(), &secret, false);
            request.header(TIMESTAMP_HEADER).unwrap().len()
        };
        assert_eq!((digits("1699790400"), digits("1699790400000"), digits("soon")), (10, 13, 13));
    }
}
