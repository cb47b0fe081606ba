//! What an authentic request says: its type, its id, its time and its data.

use crate::{
    error::Error,
    profile::{Content, Envelope, Source, TimeFormat},
    request::Request,
};
use autosend_webhooks::{ErrorCode, Time};
use serde_json::Value;
use std::borrow::Cow;

/// An event, with nothing of it lost.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its type, known or not.
    pub event_type: String,
    /// What identifies it: the member that says so, or else the delivery's id.
    pub id: String,
    /// When it was created, in Unix milliseconds, if it says so.
    pub created: Option<i64>,
    /// Its data; none if there is no such member.
    pub data: Option<Value>,
    /// The event as a whole.
    pub whole: Value,
}

pub fn events(
    envelope: &Envelope,
    max_depth: u64,
    request: &Request<'_>,
    delivery_id: &str,
) -> Result<Vec<Event>, Error> {
    let body = parse(envelope, request, max_depth)?;
    let Some(path) = &envelope.batch else { return Ok(vec![event(envelope, request, body, delivery_id)?]) };
    match at(&body, path) {
        Some(Value::Array(events)) if events.is_empty() => {
            Err(Error::new(ErrorCode::MissingEventType, "the list of events is empty"))
        }
        Some(Value::Array(events)) if !events.iter().all(Value::is_object) => {
            Err(Error::new(ErrorCode::BodyNotObject, "an item of the list of events is no object"))
        }
        Some(Value::Array(events)) => {
            events.iter().map(|it| event(envelope, request, it.clone(), delivery_id)).collect()
        }
        _ => Err(Error::new(ErrorCode::BodyNotObject, format!("there is no list at /{}", path.join("/")))),
    }
}

fn parse(envelope: &Envelope, request: &Request<'_>, max_depth: u64) -> Result<Value, Error> {
    let not_json = |what: &str| Error::new(ErrorCode::BodyNotJson, format!("the body is authentic, but not {what}"));
    let text: Cow<'_, [u8]> = match &envelope.content {
        Content::Json => request.body.into(),
        Content::Form(name) => {
            let mut fields = form_urlencoded::parse(request.body);
            let field = fields.find(|(field, _)| field == name).map(|(_, value)| value.into_owned().into_bytes());
            field.ok_or_else(|| not_json(&format!("a form with {name}")))?.into()
        }
    };
    if depth(&text) > max_depth {
        return Err(Error::new(ErrorCode::BodyTooDeep, format!("the body nests more than {max_depth} levels deep")));
    }
    let body: Value = serde_json::from_slice(&text).map_err(|_| not_json("JSON"))?;
    if body.is_object() || envelope.batch.as_ref().is_some_and(Vec::is_empty) {
        return Ok(body);
    }
    Err(Error::new(ErrorCode::BodyNotObject, "the body is JSON, but not an object"))
}

/// How many objects and arrays are open at once at most.
fn depth(text: &[u8]) -> u64 {
    let (mut depth, mut most, mut in_string, mut escaped) = (0_u64, 0, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

fn event(envelope: &Envelope, request: &Request<'_>, whole: Value, delivery_id: &str) -> Result<Event, Error> {
    let event_type = event_type(envelope, request, &whole)?;
    let own_id = match &envelope.id {
        Some(source) => text_at(source, request, &whole, id_text)?,
        None => None,
    };
    let id = own_id.unwrap_or_else(|| delivery_id.to_owned());
    let created = envelope.time.as_ref().and_then(|path| created(at(&whole, path)?, envelope.time_format));
    let data = data(&envelope.data, &whole).cloned();
    Ok(Event { event_type, id, created, data, whole })
}

fn event_type(envelope: &Envelope, request: &Request<'_>, whole: &Value) -> Result<String, Error> {
    let mut parts = Vec::new();
    for source in &envelope.event_type {
        match text_at(source, request, whole, text)? {
            Some(text) => parts.push(text),
            None if source.optional => {}
            None => return Err(Error::new(ErrorCode::MissingEventType, format!("there is no {}", shown(source)))),
        }
    }
    let joined = parts.join(&envelope.join);
    if joined.is_empty() { Err(Error::new(ErrorCode::MissingEventType, "there is no event type")) } else { Ok(joined) }
}

fn text_at(
    source: &Source,
    request: &Request<'_>,
    whole: &Value,
    read: fn(&Value) -> Option<String>,
) -> Result<Option<String>, Error> {
    let text = match (&source.header, &source.path) {
        (Some(header), _) => request.text([header])?.map(str::to_owned),
        (None, Some(path)) => at(whole, path).and_then(read),
        (None, None) => None,
    };
    Ok(text.filter(|text| !text.is_empty()))
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// Ids are also numbers.
fn id_text(value: &Value) -> Option<String> {
    text(value).or_else(|| value.as_number().map(ToString::to_string))
}

fn shown(source: &Source) -> String {
    match (&source.header, &source.path) {
        (Some(header), _) => format!("header {header}"),
        (None, path) => format!("text at /{}", path.iter().flatten().cloned().collect::<Vec<_>>().join("/")),
    }
}

fn at<'v>(value: &'v Value, path: &[String]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, name| match value {
        Value::Array(items) => items.get(name.parse::<usize>().ok()?),
        other => other.get(name),
    })
}

fn data<'v>(path: &[String], whole: &'v Value) -> Option<&'v Value> {
    let named = path.iter().map(|piece| match piece.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
        Some(member) => whole.get(member).and_then(Value::as_str).map(str::to_owned),
        None => Some(piece.clone()),
    });
    at(whole, &named.collect::<Option<Vec<_>>>()?)
}

fn created(value: &Value, format: TimeFormat) -> Option<i64> {
    match format {
        TimeFormat::Rfc3339 => Time::parse(value.as_str()?).map(|time| time.unix_millis()),
        TimeFormat::Unix => seconds(value),
        TimeFormat::UnixMs => value.as_i64(),
        TimeFormat::None => None,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds of a time")]
fn seconds(value: &Value) -> Option<i64> {
    value.as_i64().and_then(|it| it.checked_mul(1000)).or_else(|| value.as_f64().map(|it| (it * 1000.0) as i64))
}
