//! What a package's own tests send: a body of every event, and what is to become of it, as JSON that the test suites of all
//! languages read.

use crate::{
    envelope::{Envelope, Source, TimeFormat},
    foreign::Text,
    model::{EventSpec, FieldType, Model, Required, TimestampSource},
    sample::{Choice, Member, Shapes, around, put},
    signature::{Key, Part, Scheme},
};
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// The type of an event, and the name of a member, that no catalog has.
const NEW: &str = "never_seen_before";
/// The URL that requests are sent to, where it is signed.
const URL: &str = "https://receiver.example/webhooks?x=1";
/// How far beyond the tolerance the expired request is, in seconds.
const BEYOND: u64 = 60;
/// Keys in hex, each of which is base64 and text too.
const KEYS: [&str; 2] = [
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
];
/// Private keys of Ed25519 with their public ones, in hex and base64.
const PAIRS: [[&str; 2]; 2] = [
    [
        "00000000000000000000000000000000000000000000000000000000000000003b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA7aie8zrakLWKjqNAqbw1zZTIVdx3iQ6Y6wEihi1naKQ==",
    ],
    [
        "01010101010101010101010101010101010101010101010101010101010101018a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c",
        "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQGKiOPddAnxlf1S2y08ul1yymcJvx2UEhvzdIgBtA9vXA==",
    ],
];

/// The public key of the first pair, in hex and base64.
const PUBLIC: [&str; 2] = [
    "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29",
    "O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik=",
];

impl Model {
    /// What the test suite of a package reads.
    pub(crate) fn suite(&self, mark: &str) -> Result<Value> {
        let [secret, other_secret] = [0, 1].map(|index| self.test_secret(index));
        let scheme = self.signature.scheme;
        Ok(json!({
            "_comment": mark,
            "secret": secret,
            "verifier_secret": self.verifier_secret().unwrap_or_else(|| secret.clone()),
            "other_secret": other_secret,
            "url": self.signs_url().then_some(URL),
            "signs_body": !matches!(scheme, Scheme::Token | Scheme::Basic),
            "expired_after_seconds": (self.timestamp.from != TimestampSource::None)
                .then(|| self.timestamp.tolerance_ms / 1000 + BEYOND),
            "samples": self.events.iter().map(|event| self.sent(event)).collect::<Result<Vec<_>>>()?,
            "unknown_type": self.unknown_type()?,
            "unknown_member": self.unknown_member()?,
        }))
    }

    /// What verifies, where that is another key than the one that signs.
    fn verifier_secret(&self) -> Option<String> {
        let key = if self.signature.key == Key::Base64 { PUBLIC[1] } else { PUBLIC[0] };
        (self.signature.scheme == Scheme::Ed25519).then(|| format!("{}{key}", self.signature.secret_prefix))
    }

    fn signs_url(&self) -> bool {
        self.signatures.iter().any(|signature| signature.signed_content.has(&Part::Url))
    }

    /// A secret that is a key for the first scheme.
    fn test_secret(&self, index: usize) -> String {
        let signature = &self.signature;
        let key = match (signature.scheme, signature.key) {
            (Scheme::Ed25519, Key::Base64) => PAIRS[index][1],
            (Scheme::Ed25519, _) => PAIRS[index][0],
            _ => KEYS[index],
        };
        let user = if signature.scheme == Scheme::Basic { "user:" } else { "" };
        format!("{}{user}{key}", signature.secret_prefix)
    }

    /// A request of an event: its type, the value of a header that says it or a part of it, and the body.
    fn sent(&self, event: &EventSpec) -> Result<Value> {
        let body = self.body(event)?;
        let header = self.event_header(event, &body);
        let kind = self.type_in(self.item_of(&body), header.as_deref(), &event.event_type);
        Ok(json!({
            "type": kind,
            "event": header,
            "body": self.written(&body),
        }))
    }

    /// The first event's request, with a type that is new; and its data, and the event that the body holds.
    fn unknown_type(&self) -> Result<Value> {
        let mut body = self.body(&self.events[0])?;
        let item = self.item(&mut body);
        let mut header = None;
        match self.envelope.as_ref().and_then(|envelope| envelope.event_type.first()) {
            Some(Source { path: Some(path), .. }) => put(item, &plain(path), json!(NEW)),
            Some(_) => header = Some(NEW),
            None => put(item, &[self.generations[0].type_member.to_string()], json!(NEW)),
        }
        Ok(json!({
            "type": self.type_in(item, header, NEW),
            "event": header,
            "data": item.pointer(&self.data_pointer(item)),
            "json": item,
            "body": self.written(&body),
        }))
    }

    /// The first event's request, with a member of its data that is new; and the event that the body holds.
    fn unknown_member(&self) -> Result<Value> {
        let event = &self.events[0];
        let mut body = self.body(event)?;
        let header = self.event_header(event, &body);
        let item = self.item(&mut body);
        let value = json!({ "kept": [1, "\u{e4}", null, true] });
        let pointer = self.data_pointer(item);
        let data = item.pointer_mut(&pointer).and_then(Value::as_object_mut);
        data.context("the first event's sample has no data")?.insert(NEW.to_owned(), value.clone());
        Ok(json!({
            "type": &*event.event_type,
            "event": header,
            "member": NEW,
            "value": value,
            "json": item,
            "body": self.written(&body),
        }))
    }

    /// The sample of an event if it fits, or else one that is made of its types.
    fn body(&self, event: &EventSpec) -> Result<Value> {
        let sample = event.samples.get(&self.generations[0].number.to_string());
        let sample = sample.map(|text| serde_json::from_str::<Value>(text)).transpose();
        let sample = sample.with_context(|| format!("the sample of {}", event.event_type))?;
        let Some(envelope) = &self.envelope else {
            return sample.with_context(|| format!("{} has no sample", event.event_type));
        };
        Ok(sample.filter(|body| self.fits_event(body, event)).unwrap_or_else(|| self.made_body(envelope, event)))
    }

    fn fits_event(&self, body: &Value, event: &EventSpec) -> bool {
        let item = self.item_of(body);
        let data = item.pointer(&self.data_pointer(item));
        data.is_some_and(|data| self.fits(data, &FieldType::Object(event.data.clone())))
    }

    fn made_body(&self, envelope: &Envelope, event: &EventSpec) -> Value {
        let mut body = json!({});
        let path: Vec<String> = envelope.data.iter().map(|piece| named(piece).unwrap_or(piece).to_owned()).collect();
        for name in envelope.data.iter().filter_map(|piece| named(piece)) {
            put(&mut body, &[name.to_owned()], json!(name));
        }
        put(&mut body, &path, self.sample(&FieldType::Object(event.data.clone()), 0));
        for (source, part) in parts(envelope, &event.event_type) {
            if let Some(path) = source.path.as_ref().filter(|_| !part.is_empty()) {
                put(&mut body, &plain(path), json!(part));
            }
        }
        if let Some(path) = envelope.id.as_ref().and_then(|id| id.path.as_ref()) {
            put(&mut body, &plain(path), json!("evt_0123456789"));
        }
        if let Some(path) = &envelope.time {
            put(&mut body, &plain(path), sample_time(envelope.time_format));
        }
        let body = match &envelope.batch {
            Some(path) => around(json!([body]), &plain(path)),
            None => body,
        };
        self.without_more_type(envelope, event, body)
    }

    /// A body without what would make its type a longer one, if it fits so.
    fn without_more_type(&self, envelope: &Envelope, event: &EventSpec, body: Value) -> Value {
        let mut shorter = body.clone();
        let unsaid = parts(envelope, &event.event_type).into_iter().filter(|(_, part)| part.is_empty());
        for path in unsaid.filter_map(|(source, _)| source.path.as_ref()) {
            let path = plain(path);
            let Some((last, holders)) = path.split_last() else { continue };
            let holder = self.item(&mut shorter).pointer_mut(&pointer(holders)).and_then(Value::as_object_mut);
            holder.and_then(|members| members.remove(last));
        }
        if self.fits_event(&shorter, event) { shorter } else { body }
    }

    /// The body as it is sent: JSON, or a form with it.
    fn written(&self, body: &Value) -> String {
        let json = body.to_string();
        let field = self.envelope.as_ref().and_then(|envelope| envelope.content.strip_prefix("form:"));
        field.map_or(json.clone(), |field| format!("{}={}", form_encoded(field), form_encoded(&json)))
    }

    /// What the header says of the type where one does.
    fn event_header(&self, event: &EventSpec, body: &Value) -> Option<String> {
        let envelope = self.envelope.as_ref()?;
        envelope.event_type.iter().find(|source| source.header.is_some())?;
        let item = self.item_of(body);
        let said = envelope.event_type.iter().filter_map(|source| text_at(item, source.path.as_ref()?));
        let said: Vec<_> = said.collect();
        let without = |rest: &str, part: &&str| {
            rest.strip_suffix(*part).and_then(|it| it.strip_suffix(&*envelope.join)).unwrap_or(rest).to_owned()
        };
        Some(said.iter().rev().fold(event.event_type.to_string(), |rest, part| without(&rest, part)))
    }

    /// The type that a request says, which may go on where that of the event ends.
    fn type_in(&self, item: &Value, header: Option<&str>, without_envelope: &str) -> String {
        let Some(envelope) = &self.envelope else { return without_envelope.to_owned() };
        let part = |source: &Source| match &source.path {
            Some(path) => text_at(item, path).map(str::to_owned),
            None => header.map(str::to_owned),
        };
        envelope.event_type.iter().filter_map(part).collect::<Vec<_>>().join(&envelope.join)
    }

    /// The first event of a body.
    fn item_of<'a>(&self, body: &'a Value) -> &'a Value {
        self.batch_pointer().and_then(|pointer| body.pointer(&pointer)).unwrap_or(body)
    }

    fn item<'a>(&self, body: &'a mut Value) -> &'a mut Value {
        let pointer = self.batch_pointer().filter(|pointer| body.pointer(pointer).is_some()).unwrap_or_default();
        body.pointer_mut(&pointer).expect("it was found")
    }

    fn batch_pointer(&self) -> Option<String> {
        Some(pointer(&plain(self.envelope.as_ref()?.batch.as_ref()?)) + "/0")
    }

    /// Where the data of an event is.
    fn data_pointer(&self, item: &Value) -> String {
        let Some(envelope) = &self.envelope else { return pointer(&[self.generations[0].data_member.to_string()]) };
        let piece = |piece: &Text| match named(piece) {
            Some(name) => item.get(name).and_then(Value::as_str).unwrap_or_default().to_owned(),
            None => piece.to_string(),
        };
        pointer(&envelope.data.iter().map(piece).collect::<Vec<_>>())
    }
}

impl Shapes for Model {
    fn members(&self, object: &str) -> Vec<Member<'_>> {
        let object = self.objects.iter().find(|it| it.name == object);
        let fields = object.into_iter().flat_map(|object| &object.fields);
        let member = fields.map(|field| Member {
            name: &field.name,
            field_type: &field.field_type,
            required: field.required && (self.required == Required::Advice || !field.optional),
            nullable: field.nullable,
            example: None,
        });
        member.collect()
    }

    fn first_value(&self, enumeration: &str) -> Option<&str> {
        self.enums.iter().find(|it| it.name == enumeration)?.values.first().map(|value| &**value)
    }

    fn choice(&self, union: &str) -> Choice<'_> {
        let union = self.unions.iter().find(|it| it.name == union);
        let variants = union.into_iter().flat_map(|it| &it.variants);
        let variant = variants.map(|it| (&it.field_type, it.values.iter().map(|value| &**value).collect()));
        let discriminator = union.and_then(|it| it.discriminator.as_deref());
        Choice { discriminator, variants: variant.collect() }
    }
}

/// The parts of a type, by where they stand: the last of them is all that is left.
fn parts<'a>(envelope: &'a Envelope, event_type: &'a str) -> Vec<(&'a Source, &'a str)> {
    let sources = &envelope.event_type;
    let several = sources.len() > 1 && !envelope.join.is_empty();
    let mut parts = if several { event_type.splitn(sources.len(), &*envelope.join) } else { event_type.splitn(1, "") };
    sources.iter().map(|source| (source, parts.next().unwrap_or_default())).collect()
}

/// The member whose value a piece of a path stands for: `{name}`.
fn named(piece: &str) -> Option<&str> {
    piece.strip_prefix('{')?.strip_suffix('}')
}

fn plain(path: &[Text]) -> Vec<String> {
    path.iter().map(ToString::to_string).collect()
}

fn pointer(path: &[String]) -> String {
    path.iter().map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1"))).collect()
}

fn text_at<'a>(item: &'a Value, path: &[Text]) -> Option<&'a str> {
    item.pointer(&pointer(&plain(path)))?.as_str().filter(|text| !text.is_empty())
}

fn sample_time(format: TimeFormat) -> Value {
    match format {
        TimeFormat::Rfc3339 | TimeFormat::None => json!("2026-01-02T03:04:05Z"),
        TimeFormat::Unix => json!(1_767_323_045),
        TimeFormat::UnixMs => json!(1_767_323_045_000_u64),
    }
}

/// Text as a form has it.
fn form_encoded(text: &str) -> String {
    let encoded = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encoded).collect()
}
