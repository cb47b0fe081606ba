//! What is sent: the body and the headers of each delivery.

use super::Args;
use crate::{
    client::Request,
    edit::Edit,
    input::{event_type, read_input},
    output::UsageError,
};
use autosend_webhooks::{EventType, Generation, Secret, SignedRequest, unix_millis};
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
    secret: Secret,
    body: Body,
    id: String,
    numbered: bool,
    timestamp: Option<i64>,
    generation: Generation,
    clock: Clock,
}

/// A body, whole or around its time of creation.
enum Body {
    Fixed(Vec<u8>),
    Timed { before: String, after: String },
}

impl Deliveries {
    pub fn new(args: &Args, secret: Secret) -> Result<Self, UsageError> {
        let generation = if args.generation == 1 { Generation::First } else { Generation::Current };
        Ok(Self {
            secret,
            body: Body::new(args, generation)?,
            id: args.delivery_id.clone().unwrap_or_else(|| format!("deliver-webhook-{}", micros_now())),
            numbered: args.count > 1,
            timestamp: args.timestamp,
            generation,
            clock: Clock::default(),
        })
    }

    /// The delivery with a number, from 0.
    pub fn make(&self, index: u64) -> Request {
        let body = match &self.body {
            Body::Fixed(body) => body.clone(),
            Body::Timed { before, after } => [before, &*self.clock.next(), after].concat().into_bytes(),
        };
        let id = if self.numbered { format!("{}-{}", self.id, index + 1) } else { self.id.clone() };
        let headers = SignedRequest::new(&self.secret, &body).delivery_id(id).timestamp(self.timestamp()).headers();
        Request::delivery(headers, body)
    }

    fn timestamp(&self) -> i64 {
        let now = unix_millis(SystemTime::now());
        self.timestamp.unwrap_or(match self.generation {
            Generation::First => now / 1000,
            Generation::Current => now,
        })
    }
}

impl Body {
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
