//! What an authentic request says: its type, its id, its time and its data.

use crate::{
    error::Error,
    profile::{Envelope, Source, TimeFormat},
    raw,
    request::Request,
};
use autosend_webhooks::{ErrorCode, Time};
use serde_json::{Value, value::RawValue};
use std::borrow::Cow;

/// An event as values. Numbers beyond what [`Value`] holds lose digits; [`crate::typed`] keeps them.
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

/// An event as text, with nothing of it lost.
#[derive(Debug, Clone)]
pub struct RawEvent {
    pub event_type: String,
    pub id: String,
    pub created: Option<i64>,
    /// The members that lead to the data; none where no member says which.
    pub data_path: Option<Vec<String>>,
    pub whole: Box<RawValue>,
}

impl RawEvent {
    /// Its data; none if there is no such member.
    pub fn data(&self) -> Option<&RawValue> {
        raw::at(&self.whole, self.data_path.as_ref()?)
    }

    pub fn values(&self) -> Result<Event, Error> {
        let value = |raw: &RawValue| serde_json::from_str::<Value>(raw.get()).map_err(|_| not_json("JSON of values"));
        Ok(Event {
            event_type: self.event_type.clone(),
            id: self.id.clone(),
            created: self.created,
            data: self.data().map(value).transpose()?,
            whole: value(&self.whole)?,
        })
    }
}

/// Reads the events of an authentic request: one, unless the provider sends several in one body.
pub fn events(
    envelope: &Envelope,
    max_depth: u64,
    request: &Request<'_>,
    delivery_id: &str,
) -> Result<Vec<RawEvent>, Error> {
    let text = json_text(envelope, request)?;
    let body = parse(envelope, &text, max_depth)?;
    let event = |whole: &RawValue| event(envelope, request, whole, delivery_id);
    let Some(path) = &envelope.batch else { return Ok(vec![event(body)?]) };
    let no_list = || Error::new(ErrorCode::BodyNotObject, format!("there is no list at /{}", path.join("/")));
    let items = raw::at(body, path).and_then(raw::items).ok_or_else(no_list)?;
    if items.iter().any(|item| !item.get().starts_with('{')) {
        return Err(Error::new(ErrorCode::BodyNotObject, "not every event of the list is an object"));
    }
    if items.is_empty() {
        return Err(Error::new(ErrorCode::MissingEventType, "there is no event in the list"));
    }
    items.into_iter().map(event).collect()
}

fn json_text<'a>(envelope: &Envelope, request: &Request<'a>) -> Result<Cow<'a, [u8]>, Error> {
    let Some(name) = envelope.form_field() else { return Ok(request.body.into()) };
    let mut fields = form_urlencoded::parse(request.body);
    let field = fields.find(|(field, _)| field == name).map(|(_, value)| value.into_owned().into_bytes());
    Ok(field.ok_or_else(|| not_json(&format!("a form with {name}")))?.into())
}

fn parse<'a>(envelope: &Envelope, text: &'a [u8], max_depth: u64) -> Result<&'a RawValue, Error> {
    if depth(text) > max_depth {
        return Err(Error::new(ErrorCode::BodyTooDeep, format!("the body nests more than {max_depth} levels deep")));
    }
    let body: &RawValue = serde_json::from_slice(text).map_err(|_| not_json("JSON"))?;
    let is_list = envelope.batch.as_ref().is_some_and(Vec::is_empty);
    if body.get().starts_with('{') || is_list {
        return Ok(body);
    }
    Err(Error::new(ErrorCode::BodyNotObject, "the body is JSON, but not an object"))
}

fn not_json(what: &str) -> Error {
    Error::new(ErrorCode::BodyNotJson, format!("the body is authentic, but not {what}"))
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

fn event(envelope: &Envelope, request: &Request<'_>, whole: &RawValue, delivery_id: &str) -> Result<RawEvent, Error> {
    let own_id = match &envelope.id {
        Some(source) => text_at(source, request, whole, id_text)?,
        None => None,
    };
    let created = envelope.time.as_ref().and_then(|path| created(raw::at(whole, path)?, envelope.time_format));
    Ok(RawEvent {
        event_type: event_type(envelope, request, whole)?,
        id: own_id.unwrap_or_else(|| delivery_id.to_owned()),
        created,
        data_path: data_path(&envelope.data, whole),
        whole: whole.to_owned(),
    })
}

fn event_type(envelope: &Envelope, request: &Request<'_>, whole: &RawValue) -> Result<String, Error> {
    let mut parts = Vec::new();
    for source in &envelope.event_type {
        match text_at(source, request, whole, raw::text)? {
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
    whole: &RawValue,
    read: fn(&RawValue) -> Option<String>,
) -> Result<Option<String>, Error> {
    let text = match (&source.header, &source.path) {
        (Some(header), _) => request.text([header])?.map(str::to_owned),
        (None, Some(path)) => raw::at(whole, path).and_then(read),
        (None, None) => None,
    };
    Ok(text.filter(|text| !text.is_empty()))
}

/// Ids are also numbers.
fn id_text(raw: &RawValue) -> Option<String> {
    let is_number = raw.get().starts_with(|it: char| it == '-' || it.is_ascii_digit());
    if is_number { Some(raw.get().to_owned()) } else { raw::text(raw) }
}

fn shown(source: &Source) -> String {
    match (&source.header, &source.path) {
        (Some(header), _) => format!("header {header}"),
        (None, path) => format!("text at /{}", path.iter().flatten().cloned().collect::<Vec<_>>().join("/")),
    }
}

fn data_path(path: &[String], whole: &RawValue) -> Option<Vec<String>> {
    let named = path.iter().map(|piece| match piece.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
        Some(member) => raw::member(whole, member).and_then(raw::text),
        None => Some(piece.clone()),
    });
    named.collect()
}

fn created(raw: &RawValue, format: TimeFormat) -> Option<i64> {
    let value: Value = serde_json::from_str(raw.get()).ok()?;
    match format {
        TimeFormat::Rfc3339 => Time::parse(value.as_str()?).map(|time| time.unix_millis()),
        TimeFormat::Unix => seconds(&value),
        TimeFormat::UnixMs => value.as_i64(),
        TimeFormat::None => None,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds of a time")]
fn seconds(value: &Value) -> Option<i64> {
    value.as_i64().and_then(|it| it.checked_mul(1000)).or_else(|| value.as_f64().map(|it| (it * 1000.0) as i64))
}
