//! A provider that a profile describes, as far as a receiver of its requests is examined.

use super::harness::{Harness, Provider};
use crate::{
    client::Request,
    input::SecretText,
    output::UsageError,
    profile::{Chosen, Signer},
};
use autosend_webhooks::from_unix_millis;
use autosend_webhooks_emulator::event_body::micros_now;
use autosend_webhooks_profile::{Form, Part, Profile, Scheme, Signature, TimeUnit, TimestampSource};
use reqwest::Url;
use serde_json::{Map, Value, json};
use std::{
    cell::Cell,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// What its requests are made from.
pub struct Sample {
    /// The event type, for the header or the member that says it.
    pub event: Option<String>,
    /// A body as the provider sends it; without one it has the members that the profile names.
    pub body: Option<Value>,
    /// The URL that the provider was given.
    pub url: String,
}

/// The event type where none is given.
const EVENT: &str = "doctor.examined";

/// A provider by its profile.
pub struct Other {
    chosen: Chosen,
    secret: SecretText,
    signer: Signer,
    sample: Sample,
    run: u64,
    made: Cell<u64>,
}

impl Other {
    /// Fails where the profile's requests can't be signed with the secret.
    pub fn new(chosen: Chosen, secret: SecretText, sample: Sample) -> Result<Self, UsageError> {
        let signer = signer(&chosen, secret.clone(), &sample)?;
        Ok(Self { chosen, secret, signer, sample, run: micros_now(), made: Cell::new(0) })
    }

    pub fn profile(&self) -> &Profile {
        &self.chosen.profile
    }

    /// The scheme that it signs by.
    fn scheme(&self) -> &Signature {
        &self.chosen.profile.signatures[0]
    }

    fn signs(&self, part: &Part) -> bool {
        self.scheme().signed_content.parts.contains(part)
    }

    pub fn signs_body(&self) -> bool {
        !matches!(self.scheme().scheme, Scheme::Token | Scheme::Basic)
    }

    /// Whether several signatures can stand in its header.
    pub fn lists_signatures(&self) -> bool {
        self.scheme().form != Form::Plain
    }

    pub fn has_time(&self) -> bool {
        match self.profile().timestamp.from {
            TimestampSource::Header => !self.profile().headers.timestamp.is_empty(),
            TimestampSource::Pair => true,
            TimestampSource::None => false,
        }
    }

    pub fn signs_time(&self) -> bool {
        self.has_time() && self.signs(&Part::Timestamp)
    }

    pub fn has_time_header(&self) -> bool {
        self.has_time() && self.profile().timestamp.from == TimestampSource::Header
    }

    pub fn has_id_header(&self) -> bool {
        !self.profile().headers.delivery_id.is_empty()
    }

    /// Whether the delivery id can be changed without breaking the signature.
    pub fn has_unsigned_id(&self) -> bool {
        self.has_id_header() && !self.signs(&Part::DeliveryId)
    }

    pub fn signature_header(&self) -> &str {
        &self.scheme().header
    }

    /// Ages that have to be refused.
    pub fn too_old(&self) -> Duration {
        Duration::from_millis(self.profile().timestamp.tolerance_ms.saturating_mul(2)) + Duration::from_mins(1)
    }

    pub fn too_far_ahead(&self) -> Duration {
        Duration::from_millis(self.profile().timestamp.future_tolerance_ms.saturating_mul(2)) + Duration::from_mins(1)
    }

    pub fn new_id(&self) -> String {
        self.made.set(self.made.get() + 1);
        format!("msg_{}_{}", self.run, self.made.get())
    }

    /// A body unlike any other, as JSON: what the profile names is there.
    pub fn event(&self) -> Value {
        let envelope = &self.chosen.requests["envelope"];
        let mut event = self.sample.body.clone().unwrap_or_else(|| json!({}));
        let path = |value: &Value| serde_json::from_value::<Vec<String>>(value.clone()).ok();
        if self.sample.body.is_none() {
            for source in envelope["type"].as_array().into_iter().flatten().filter(|it| it["optional"] != true) {
                if let Some(path) = path(&source["path"]) {
                    put(&mut event, &path, self.event_type().into());
                }
            }
            // Without a path, the whole body is the data.
            if let Some(path) = path(&envelope["data"]).filter(|path| !path.is_empty()) {
                put(&mut event, &path, json!({ "examined": true }));
            }
        }
        let id = path(&envelope["id"]["path"]).unwrap_or_else(|| vec!["examination".to_owned()]);
        put(&mut event, &id, self.new_id().into());
        let Some(batch) = path(&envelope["batch"]) else { return event };
        let mut body = if batch.is_empty() { Value::Null } else { json!({}) };
        put(&mut body, &batch, json!([event]));
        body
    }

    /// [`Self::event`] with one more member, first.
    pub fn with_member(event: &Value, name: &str, value: &str) -> String {
        event.to_string().replacen('{', &format!("{{\"{name}\":{value},"), 1)
    }

    fn event_type(&self) -> &str {
        self.sample.event.as_deref().unwrap_or(EVENT)
    }

    /// A JSON text as the provider's content type has it.
    pub fn encoded(&self, json: &str) -> Vec<u8> {
        let fields: Vec<(&str, &str)> = match self.chosen.form_field() {
            Some(field) => vec![(field, json)],
            None if self.signs(&Part::SortedForm) => vec![("Examination", json)],
            None => return json.as_bytes().to_vec(),
        };
        let form = Url::parse_with_params("form:", fields).ok();
        form.and_then(|form| form.query().map(|query| query.as_bytes().to_vec())).unwrap_or_default()
    }

    /// A body, signed and with fresh headers.
    pub fn signed(&self, json: &str) -> Request {
        self.signed_at(self.encoded(json), SystemTime::now())
    }

    /// A genuine delivery as if it were sent at a time.
    pub fn genuine_at(&self, time: SystemTime) -> Request {
        self.signed_at(self.encoded(&self.event().to_string()), time)
    }

    /// A body that is sent as it is, signed.
    pub fn signed_at(&self, body: Vec<u8>, time: SystemTime) -> Request {
        let empty = |_| Request { method: reqwest::Method::POST, headers: Vec::new(), body: Vec::new() };
        // Whether it can be signed was seen when the signer was made.
        self.signer.request(body, &self.new_id(), time).unwrap_or_else(empty)
    }

    /// A genuine delivery that another secret signed; none where that can't be one.
    pub fn signed_with(&self, secret: &str) -> Option<Request> {
        let signer = signer(&self.chosen, secret.to_owned().into(), &self.sample).ok()?;
        signer.request(self.encoded(&self.event().to_string()), &self.new_id(), SystemTime::now()).ok()
    }

    /// A secret of the same form that is another.
    pub fn other_secret(&self) -> String {
        let secret = self.secret.as_ref();
        let start = secret.strip_prefix(&*self.scheme().secret_prefix).map_or(0, |rest| secret.len() - rest.len());
        // What may be padding, or bits of the last byte, stays.
        let end = secret.len().saturating_sub(4).max(start);
        let turned = |(at, letter): (usize, char)| match letter {
            _ if at < start || at >= end && secret.len() > start + 4 => letter,
            '9' => '0',
            'f' => 'a',
            'F' => 'A',
            '0'..='8' | 'a'..='e' | 'A'..='E' => char::from_u32(u32::from(letter) + 1).unwrap_or(letter),
            _ => letter,
        };
        let other: String = secret.char_indices().map(turned).collect();
        if other == secret { format!("{secret}{secret}") } else { other }
    }

    /// The value of the signature's header with another signature of the same form in it.
    pub fn forged(&self, value: &str) -> String {
        let start = self.signature_start(value);
        let other = |letter: char| {
            if letter == '0' {
                '1'
            } else if letter.is_ascii_alphanumeric() {
                '0'
            } else {
                letter
            }
        };
        value[..start].chars().chain(value[start..].chars().map(other)).collect()
    }

    /// Where the last signature begins in the header's value.
    pub fn signature_start(&self, value: &str) -> usize {
        match self.scheme().form {
            Form::Plain => self.scheme().prefix.len().min(value.len()),
            Form::List => value.rfind([',', ' ']).map_or(0, |at| at + 1),
            Form::Pairs => {
                let name =
                    self.scheme().pairs.as_ref().map(|pairs| format!("{}=", &*pairs.signature)).unwrap_or_default();
                value.rfind(&name).map_or(0, |at| at + name.len())
            }
        }
    }

    /// A wrong signature before the right one, as while a secret is replaced.
    pub fn with_another(&self, value: &str) -> String {
        let usual = if self.scheme().form == Form::List { " " } else { "," };
        let separator = Some(&*self.scheme().separator).filter(|it| !it.is_empty()).unwrap_or(usual);
        let (mut entries, forged) = (value.split(separator).collect::<Vec<_>>(), self.forged(value));
        let wrong = forged.split(separator).last().unwrap_or_default();
        entries.insert(entries.len() - 1, wrong);
        entries.join(separator)
    }

    /// When a request says that it was sent.
    fn sent_at(&self, request: &Request) -> Option<SystemTime> {
        let rules = &self.profile().timestamp;
        let text = match rules.from {
            TimestampSource::Header => request.header(&self.profile().headers.timestamp).and_then(as_text)?,
            TimestampSource::None => return Some(SystemTime::now()),
            TimestampSource::Pair => {
                let name = self.scheme().pairs.as_ref()?.timestamp.clone()?;
                let mut pairs = as_text(request.header(self.signature_header())?)?.split(',');
                pairs.find_map(|pair| pair.trim().split_once('=').filter(|(there, _)| *there == &*name))?.1
            }
        };
        let number: u64 = text.parse().ok()?;
        match rules.unit {
            TimeUnit::Seconds => UNIX_EPOCH.checked_add(Duration::from_secs(number)),
            TimeUnit::Milliseconds => Some(from_unix_millis(number)),
        }
    }
}

impl Provider for Other {
    fn name(&self) -> &str {
        &self.chosen.profile.provider
    }

    fn secret_text(&self) -> &str {
        self.secret.as_ref()
    }

    fn genuine(&self) -> Request {
        self.genuine_at(SystemTime::now())
    }

    fn withheld_signature(&self, request: &Request) -> Option<String> {
        if !self.signs_body() {
            return None;
        }
        let id = request.header(&self.profile().headers.delivery_id).and_then(as_text).unwrap_or_default();
        let right = self.signer.request(request.body.clone(), id, self.sent_at(request)?).ok()?;
        let value = right.header(self.signature_header())?;
        let text = as_text(value)?;
        let differs = request.header(self.signature_header()) != Some(value);
        differs.then(|| text[self.signature_start(text)..].to_owned()).filter(|signature| !signature.is_empty())
    }
}

impl Harness<Other> {
    /// The value of the signature's header in a genuine request, changed.
    pub fn resigned(&self, change: impl FnOnce(&Other, &str) -> Vec<u8>) -> Request {
        let (other, request) = (self.provider(), self.genuine());
        let value = request.header(other.signature_header()).and_then(as_text).unwrap_or_default().to_owned();
        let changed = change(other, &value);
        request.with(other.signature_header(), changed)
    }
}

fn signer(chosen: &Chosen, secret: SecretText, sample: &Sample) -> Result<Signer, UsageError> {
    // Where the body says the type, so does the sample.
    let event = sample.event.as_deref().filter(|_| !chosen.profile.headers.event.is_empty());
    Signer::new(chosen, secret, event, sample.url.clone(), Vec::new())
}

fn as_text(value: &[u8]) -> Option<&str> {
    std::str::from_utf8(value).ok()
}

/// Puts a value at a place that members lead to, which are made where they are missing.
fn put(at: &mut Value, path: &[String], value: Value) {
    let Some((first, rest)) = path.split_first() else {
        return *at = value;
    };
    // `{name}` stands for what that member says.
    let named = first.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
    let name = named.and_then(|name| at.get(name)?.as_str()).unwrap_or(first).to_owned();
    if !at.is_object() {
        *at = Value::Object(Map::new());
    }
    put(&mut at[name], rest, value);
}

#[cfg(test)]
mod tests {
    use super::put;
    use serde_json::json;

    #[test]
    fn members_are_made_on_the_way() {
        let mut value = json!({ "kind": "order" });
        put(&mut value, &["a".into(), "b".into()], json!(1));
        put(&mut value, &["{kind}".into()], json!({ "n": 2 }));
        assert_eq!(value, json!({ "kind": "order", "a": { "b": 1 }, "order": { "n": 2 } }));
    }
}
