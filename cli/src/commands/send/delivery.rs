//! What is sent: the body and the headers of each delivery.

use super::Args;
use crate::{
    client::{Failure, Request},
    edit::Edit,
    input::{event_type, read_input},
    output::UsageError,
    profile::{Chosen, Signer},
};
use autosend_webhooks::{EventType, Generation, Secret, SignedRequest, from_unix_millis, unix_millis};
use autosend_webhooks_emulator::{
    event_body::{Clock, envelope, micros_now, sample_data},
    json,
};
use serde_json::value::RawValue;
use std::{path::Path, time::SystemTime};

/// Stands for the time of creation until the deliveries are made.
const CREATED_AT: &str = "the time of creation of this delivery";

/// Makes the deliveries of one run, each with its own id and, for events, its own time of creation.
pub struct Deliveries {
    sender: Sender,
    body: Body,
    id: String,
    numbered: bool,
    timestamp: Option<i64>,
    clock: Clock,
}

/// Whose deliveries they are.
enum Sender {
    AutoSend { secret: Secret, generation: Generation },
    Other(Box<Signer>),
}

/// A body, whole or around its time of creation.
enum Body {
    Fixed(Vec<u8>),
    Timed { before: String, after: String },
}

impl Deliveries {
    pub fn new(args: &Args) -> Result<Self, UsageError> {
        let chosen = args.profile.profile()?;
        let generation = if args.generation == 1 { Generation::First } else { Generation::Current };
        let (sender, prefix) = match &chosen {
            None => (Sender::AutoSend { secret: args.secrets.one()?, generation }, "deliver-webhook"),
            Some(chosen) => (Sender::Other(signer(args, chosen)?.into()), "msg"),
        };
        Ok(Self {
            sender,
            body: if chosen.is_some() { Body::of_file(args)? } else { Body::new(args, generation)? },
            id: args.delivery_id.clone().unwrap_or_else(|| format!("{prefix}-{}", micros_now())),
            numbered: args.count > 1,
            timestamp: args.timestamp,
            clock: Clock::default(),
        })
    }

    /// The delivery with a number, from 0.
    ///
    /// Fails where only the provider can sign.
    pub fn make(&self, index: u64) -> Result<Request, Failure> {
        let body = match &self.body {
            Body::Fixed(body) => body.clone(),
            Body::Timed { before, after } => [before, &*self.clock.next(), after].concat().into_bytes(),
        };
        let id = if self.numbered { format!("{}-{}", self.id, index + 1) } else { self.id.clone() };
        match &self.sender {
            Sender::AutoSend { secret, generation } => {
                let timestamp = self.timestamp.unwrap_or_else(|| now(*generation));
                let headers = SignedRequest::new(secret, &body).delivery_id(id).timestamp(timestamp).headers();
                Ok(Request::delivery(headers, body))
            }
            Sender::Other(signer) => {
                let given = self.timestamp.and_then(|millis| u64::try_from(millis).ok());
                let sent = given.map_or_else(SystemTime::now, from_unix_millis);
                signer.request(body, &id, sent).map_err(|error| Failure::not_sent(error.to_string()))
            }
        }
    }
}

/// The time as the timestamp header has it.
fn now(generation: Generation) -> i64 {
    let now = unix_millis(SystemTime::now());
    match generation {
        Generation::First => now / 1000,
        Generation::Current => now,
    }
}

/// Signs as another provider does.
fn signer(args: &Args, chosen: &Chosen) -> Result<Signer, UsageError> {
    args.profile.refuse("--data", args.data.is_some())?;
    let url = args.profile.url.clone().unwrap_or_else(|| args.to.to_string());
    let headers = args.headers.clone();
    Signer::new(chosen, args.secrets.one_text()?, args.event.as_deref(), url, headers)
}

impl Body {
    /// That of a file, with what `--set` changes.
    fn of_file(args: &Args) -> Result<Self, UsageError> {
        let body = read_input(Path::new(&args.what), "the body")?;
        if args.edits.is_empty() {
            return Ok(Self::Fixed(body));
        }
        let text = json_text(body, &args.what)?;
        let edited = args.edits.iter().try_fold(text, |body, edit| edit.apply(&body))?;
        Ok(Self::Fixed(edited.into_bytes()))
    }

    fn new(args: &Args, generation: Generation) -> Result<Self, UsageError> {
        if args.what == "-" && args.data.as_deref() == Some(Path::new("-")) {
            return Err(UsageError::new("standard input can't be both body and data", "Give one of them as a file."));
        }
        let data = args.data.as_deref().map(read_data).transpose()?;
        let mut edits = args.edits.clone();
        let template = if let Some(event) = EventType::from_name(&args.what) {
            template(event, generation, data)?
        } else {
            let file = read_file(args)?;
            edits.splice(..0, data.map(|data| Edit::new("data", data)));
            if edits.is_empty() {
                return Ok(Self::Fixed(file));
            }
            json_text(file, &args.what)?
        };
        let body = edits.iter().try_fold(template, |body, edit| edit.apply(&body))?;
        Ok(match body.split_once(CREATED_AT) {
            Some((before, after)) => Self::Timed { before: before.into(), after: after.into() },
            None => Self::Fixed(body.into_bytes()),
        })
    }
}

/// The body of an event, with its time still to be filled in.
fn template(event: EventType, generation: Generation, data: Option<Box<RawValue>>) -> Result<String, UsageError> {
    let data = match data {
        Some(data) => json::compact(data.get()),
        None => sample_data(event, generation).ok_or_else(|| {
            let fix = "Leave out --generation, or give the data with --data.";
            UsageError::new(format!("{event} has no sample of generation {}", generation.number()), fix)
        })?,
    };
    Ok(envelope(event.as_str(), CREATED_AT, &data, generation))
}

/// Not the name of an event: a file, or a mistyped name.
fn read_file(args: &Args) -> Result<Vec<u8>, UsageError> {
    let path = Path::new(&args.what);
    let looks_like_a_file = path == Path::new("-") || path.extension().is_some_and(|extension| extension == "json");
    if !looks_like_a_file && path.components().count() == 1 && !path.exists() {
        event_type(&args.what)?;
    }
    read_input(path, "the body")
}

fn read_data(path: &Path) -> Result<Box<RawValue>, UsageError> {
    let text = json_text(read_input(path, "the data")?, &path.to_string_lossy())?;
    RawValue::from_string(text.trim().to_owned()).map_err(|error| not_json(&path.to_string_lossy(), &error.to_string()))
}

/// A text to edit: valid JSON, so that no edit stumbles over something else.
fn json_text(bytes: Vec<u8>, name: &str) -> Result<String, UsageError> {
    let text = String::from_utf8(bytes).map_err(|_| not_json(name, "it is not UTF-8"))?;
    serde_json::from_str::<&RawValue>(&text).map_err(|error| not_json(name, &error.to_string()))?;
    Ok(text)
}

fn not_json(name: &str, problem: &str) -> UsageError {
    let fix = "Correct it; without --set and --data a file is sent whatever it holds.";
    UsageError::new(format!("{name} is not JSON: {problem}"), fix)
}
