//! `sign`: the headers that AutoSend would send with a body.

use crate::{
    input::{BodyArg, SecretArgs, parse_header_value, parse_millis},
    output::{Exit, UsageError, print_data, print_json},
};
use autosend_webhooks::SignedRequest;
use serde_json::{Map, Value};

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks sign --secret-file secret.txt < body.json
  autosend-webhooks sign --body body.json --delivery-id test-1 > headers.txt
  curl --data-binary @body.json -H @headers.txt http://127.0.0.1:3000/webhooks";

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

    /// Print one JSON object of names and values
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
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
    let headers = request.headers();
    if args.json {
        let object = headers.into_iter().map(|(name, value)| (name.to_owned(), Value::String(value)));
        print_json(&object.collect::<Map<_, _>>())?;
    } else {
        // An event type in the body can hold anything; a header line can't.
        let lines = headers.iter().map(|(name, value)| format!("{name}: {}\n", value.replace(char::is_control, " ")));
        print_data(&lines.collect::<String>())?;
    }
    Ok(Exit::Ok)
}
