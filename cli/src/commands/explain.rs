//! `explain`: why a request does not verify.

use crate::{
    input::{RequestArgs, SECRETS, SecretArgs, SecretText},
    output::{BAD, BOLD, DIM, Exit, GOOD, UsageError, print, print_json, printable},
    profile::{self, Chosen, ProfileArgs},
};
use autosend_webhooks::{Cause, ErrorCode, Explanation};
use autosend_webhooks_profile::Request;
use std::fmt::Write;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks explain --headers-file headers.txt < body.json
  autosend-webhooks explain --tolerance off --request webhooks/1762943400000-email.sent-1.http
  autosend-webhooks explain --headers-file headers.txt --body body.json \\
      --other-secret \"$OLD_SECRET\"
  autosend-webhooks explain --profile stripe --secret-file secret --request request.http
  autosend-webhooks explain --headers-file headers.txt --body body.json --json | jq .causes";

/// Tell why a request does not verify, and how to fix it
///
/// It tries the usual mistakes: quotes around the secret, a changed body, another form of signature, clocks that differ.
/// Secrets that verify would refuse are examined as well. Exit code 0 if the request would verify, 1 if not.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    request: RequestArgs,

    #[command(flatten)]
    secrets: SecretArgs,

    /// A secret of another webhook that may have signed the request; may be given several times
    #[arg(long, value_name = "SECRET", help_heading = SECRETS, value_parser = clap::value_parser!(SecretText))]
    other_secret: Vec<SecretText>,

    #[command(flatten)]
    profile: ProfileArgs,

    /// One line of JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    let secrets = args.secrets.all()?;
    args.profile.refuse("--strict", args.request.limits.is_strict())?;
    if let Some(chosen) = args.profile.profile()? {
        return explain_by(chosen, args, &secrets);
    }
    let (headers, body) = args.request.read()?;
    let explainer = args.request.limits.explainer(&secrets).other_secrets(&args.other_secret);
    let explanation = explainer.explain(&body, &headers, args.request.now());
    if args.json {
        print_json(&explanation)?;
    } else {
        print(&describe(&explanation))?;
    }
    Ok(if explanation.error.is_none() { Exit::Ok } else { Exit::Refused })
}

/// The same for another provider's request.
fn explain_by(chosen: Chosen, args: &Args, secrets: &[SecretText]) -> Result<Exit, UsageError> {
    let (headers, body) = args.request.read()?;
    let mut request = Request::new(&body).headers(&headers);
    if let Some(url) = &args.profile.url {
        request = request.url(url);
    }
    let explainer = profile::explainer(chosen.profile, secrets, &args.request.limits);
    let explanation = explainer.other_secrets(&args.other_secret).explain(&request, args.request.now());
    if args.json {
        print_json(&explanation)?;
    } else {
        print(&describe_by(&explanation))?;
    }
    Ok(if explanation.error.is_none() { Exit::Ok } else { Exit::Refused })
}

/// For people, styled.
pub fn describe(explanation: &Explanation) -> String {
    let Some(error) = &explanation.error else { return verifies() };
    let mut text = describe_causes(error.code(), &error.message(), &explanation.causes);
    if explanation.causes.is_empty() {
        // Writing to a string does not fail.
        let _ = write!(text, "\n{GOOD}fix:{GOOD:#} {}\n", error.hint());
    }
    text
}

/// The same of another provider's request.
pub fn describe_by(explanation: &autosend_webhooks_profile::Explanation) -> String {
    let Some(error) = &explanation.error else { return verifies() };
    describe_causes(error.code(), error.message(), &explanation.causes)
}

fn verifies() -> String {
    format!("{GOOD}It verifies.{GOOD:#}\n")
}

fn describe_causes(code: ErrorCode, message: &str, causes: &[Cause]) -> String {
    let (status, message) = (code.status(), printable(message));
    let mut text = format!("{BAD}{code}{BAD:#} {DIM}(answered with {status}){DIM:#}\n{message}\n");
    for cause in causes {
        let (finding, fix) = (printable(&cause.finding), cause.fix);
        // Writing to a string does not fail.
        let _ = write!(text, "\n{BOLD}{}{BOLD:#}\n  {finding}\n  {GOOD}fix:{GOOD:#} {fix}\n", cause.cause);
    }
    text
}
