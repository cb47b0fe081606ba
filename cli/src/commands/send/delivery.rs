//! What is sent: the body and the headers of each delivery.

use super::Args;
use crate::{
    input::{event_type, read_input},
    json::{self, Edit},
    output::UsageError,
};
use autosend_webhooks::{EventType, Generation, Secret, SignedRequest, unix_millis};
use serde_json::value::RawValue;
use std::{
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime},
};

/// Stands for the time of creation until the deliveries are made.
const CREATED_AT: &str = "the time of creation of this delivery";

/// A delivery ready to be sent.
pub struct Delivery {
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

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
    pub fn make(&self, index: u64) -> Delivery {
        let body = match &self.body {
            Body::Fixed(body) => body.clone(),
            Body::Timed { before, after } => [before, &*self.clock.next(), after].concat().into_bytes(),
        };
        let id = if self.numbered { format!("{}-{}", self.id, index + 1) } else { self.id.clone() };
        let headers = SignedRequest::new(&self.secret, &body).delivery_id(id).timestamp(self.timestamp()).headers();
        Delivery { headers, body }
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
            envelope(event, generation, data)?
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

/// The body of an event as `JSON.stringify` writes it, with its time still to be filled in.
fn envelope(event: EventType, generation: Generation, data: Option<Box<RawValue>>) -> Result<String, UsageError> {
    let (type_member, time_member) = (generation.type_member(), generation.time_member());
    let data = match data {
        Some(data) => json::compact(data.get()),
        None => sample_data(event, generation)?,
    };
    Ok(format!(r#"{{"{type_member}":"{event}","{time_member}":"{CREATED_AT}","data":{data}}}"#))
}

/// What is needed of a sample.
#[derive(serde::Deserialize)]
struct Sample<'a> {
    #[serde(borrow)]
    data: &'a RawValue,
}

fn sample_data(event: EventType, generation: Generation) -> Result<String, UsageError> {
    let sample = event.sample(generation).ok_or_else(|| {
        let fix = "Leave out --generation, or give the data with --data.";
        UsageError::new(format!("{event} has no sample of generation {}", generation.number()), fix)
    })?;
    let sample: Sample<'_> = serde_json::from_str(sample).map_err(|error| {
        UsageError::new(format!("the sample of {event} can't be read: {error}"), "Report this as a defect.")
    })?;
    Ok(json::compact(sample.data.get()))
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

fn micros_now() -> u64 {
    let since_1970 = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    u64::try_from(since_1970.as_micros()).unwrap_or(u64::MAX)
}

/// Tells times that all differ, because receivers take equal bodies for one.
#[derive(Default)]
struct Clock {
    /// The last time told, in microseconds since 1970.
    last: AtomicU64,
}

impl Clock {
    /// The time now: in milliseconds like AutoSend's, in microseconds where several fall into one.
    fn next(&self) -> String {
        let now = micros_now();
        let later = |last: u64| now.max(last + 1);
        let last = self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(later(last)));
        let last = last.unwrap_or_default();
        let time = later(last);
        let instant = SystemTime::UNIX_EPOCH + Duration::from_micros(time);
        if time / 1000 > last / 1000 {
            humantime::format_rfc3339_millis(instant).to_string()
        } else {
            humantime::format_rfc3339_micros(instant).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;
    use autosend_webhooks::Time;
    use std::collections::HashSet;

    #[test]
    fn times_of_creation_differ_and_are_times() {
        let clock = Clock::default();
        let times: Vec<String> = (0..10_000).map(|_| clock.next()).collect();
        assert!(times.iter().all(|time| Time::parse(time.as_str()).is_some()));
        assert_eq!(times[0].len(), "2025-11-12T10:30:00.000Z".len());
        assert_eq!(times.iter().collect::<HashSet<_>>().len(), times.len());
    }
}
