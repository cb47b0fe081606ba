//! The intermediate representation: what `schema/` says, typed, checked, and as templates see it.
//!
//! The events are a discriminated union: the member that [`Generation::type_member`] names tells which
//! [`EventSpec`] a body is, and with it which [`ObjectSpec`] its data. All objects are open (members that are not
//! listed are kept), and so are all enumerations.

use crate::{
    foreign::{self, Text},
    inbox::StoreSql,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Everything that a template can ask for.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Model {
    /// The version of the catalog, which is that of the packages.
    pub version: String,
    /// The provider's name, for people.
    pub provider: String,
    /// The provider's name in one lower-case word, for names of packages and variables.
    pub slug: String,
    /// The provider's site.
    pub website: String,
    /// Header names, by what they carry.
    pub headers: Headers,
    /// The signature scheme.
    pub signature: Signature,
    /// Unit, magnitude and tolerances of the timestamp.
    pub timestamp: Timestamp,
    /// How deliveries are made: how long an answer may take, how their ids begin, when they are retried.
    #[serde(serialize_with = "foreign::serialize_value")]
    pub delivery: Value,
    /// How long, and how many, deliveries are remembered by default.
    pub deduplication: Deduplication,
    /// Limits of what is accepted.
    pub limits: Limits,
    /// The regular expression of a time.
    pub time_pattern: String,
    /// The forms of the body, today's first.
    pub generations: Vec<Generation>,
    /// The names of the event groups.
    pub groups: Vec<Text>,
    /// The event types, in the provider's order.
    pub events: Vec<EventSpec>,
    /// The objects that the events' data is made of, by name.
    pub objects: Vec<ObjectSpec>,
    /// The open enumerations, by name.
    pub enums: Vec<EnumSpec>,
    /// The table of errors, in the order in which verification can run into them.
    #[serde(default)]
    pub errors: Vec<ErrorSpec>,
    /// The SQL of the inbox, the same for every catalog.
    #[serde(skip_deserializing)]
    pub inbox: Vec<StoreSql>,
}

/// The names of the headers, and the value of one.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Headers {
    /// Carries the delivery's id.
    pub delivery_id: Text,
    /// Carries the event type.
    pub event: Text,
    /// Carries the signature.
    pub signature: Text,
    /// Carries when the request was sent.
    pub timestamp: Text,
    /// The value of `User-Agent`.
    pub user_agent: Text,
}

/// How a request is signed.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Signature {
    /// The algorithm.
    pub algorithm: Algorithm,
    /// How a secret's text becomes the key.
    pub key: Key,
    /// What secrets begin with; part of a `utf8` key, not of a `base64` one.
    pub secret_prefix: Text,
    /// What is signed: text with `{body}`, `{timestamp}` and `{delivery_id}`, the latter two as their headers carry
    /// them.
    pub signed_content: SignedContent,
    /// How the 32 bytes are written.
    pub encoding: Encoding,
    /// What stands before them in the header.
    pub prefix: Text,
}

/// How signatures are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Algorithm {
    /// HMAC with SHA-256.
    #[serde(rename = "hmac-sha256")]
    HmacSha256,
}

/// How a secret's text becomes the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// The text itself.
    Utf8,
    /// What the text after the prefix stands for in base64.
    Base64,
}

/// How a signature is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// 64 lower-case hex digits.
    Hex,
    /// 44 characters of standard base64 with its padding.
    Base64,
}

/// What is signed, in order. Templates see `parts`, each with `kind` and, for text, `text`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String")]
pub struct SignedContent {
    /// The parts that are joined.
    pub parts: Vec<Part>,
    /// Whether it is the body and nothing else.
    pub is_body: bool,
}

/// A part of what is signed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Part {
    /// The same in every request.
    Text {
        /// The text.
        text: Text,
    },
    /// The value of the timestamp header.
    Timestamp,
    /// The value of the delivery id header.
    DeliveryId,
    /// The raw body.
    Body,
}

/// The timestamp header.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Timestamp {
    /// The unit that the provider sends now, and of every value that `seconds_below` does not tell apart.
    pub unit: TimeUnit,
    /// Values below this are seconds, others milliseconds; null where `unit` always holds.
    pub seconds_below: Option<u64>,
    /// How many digits it has at most.
    pub max_digits: u8,
    /// How old a request may be by default.
    pub tolerance_ms: u64,
    /// How far in the future a request may be by default.
    pub future_tolerance_ms: u64,
}

/// The unit of a Unix time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
}

/// What a deduplicator remembers by default.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Deduplication {
    /// How long.
    pub window_ms: u64,
    /// How many.
    pub capacity: u64,
}

/// Limits of what is accepted.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Limits {
    /// The largest body by default, in bytes.
    pub max_body: u64,
    /// How many objects and arrays may be open at once.
    pub max_depth: u64,
    /// The longest delivery id, in bytes.
    pub max_delivery_id: u64,
    /// The largest value of a field of the type integer.
    pub max_integer: u64,
}

/// A form of the body.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Generation {
    /// Its number; fields have their names under it.
    pub number: u8,
    /// The member that names the event type. A body that has it is of this form, today's first.
    pub type_member: Text,
    /// The member that says when the event was created.
    pub time_member: Text,
    /// The member that holds the data.
    pub data_member: Text,
}

/// An event type.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct EventSpec {
    /// The type as it is sent, e.g. `email.sent`.
    #[serde(rename = "type")]
    pub event_type: Text,
    /// A name for it, in Pascal case.
    pub name: String,
    /// Its group.
    pub group: Text,
    /// What it means, in a few words.
    pub title: Text,
    /// The name of the object that is its data.
    pub data: String,
    /// The numbers of the generations that document it. It is read in the others too.
    pub documented_in_generations: Vec<u8>,
    /// Whether its data also carries properties that the provider's customers define.
    #[serde(default)]
    pub custom_properties: bool,
    /// The text of a realistic body, by generation number.
    #[serde(default)]
    pub samples: BTreeMap<String, Text>,
}

/// An object with named fields, and any others.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct ObjectSpec {
    /// Its name, in Pascal case.
    pub name: String,
    /// What it is.
    pub doc: Text,
    /// Its fields, in order.
    pub fields: Vec<FieldSpec>,
}

/// A field of an object.
///
/// `null` for an optional field is read as absent whether it is `nullable` or not; for a required one it fits only
/// where it is.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct FieldSpec {
    /// The member's name in the current generation, or in the first where only that has it.
    pub name: Text,
    /// The member's name by generation number; a generation that lacks it has no entry. A required field that a
    /// generation lacks is a boolean, and false there.
    pub names: BTreeMap<String, Text>,
    /// What it is.
    pub doc: Text,
    /// Its type.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// Whether it may be absent, in the generations that have it.
    pub optional: bool,
    /// Whether the provider documents `null` for it.
    pub nullable: bool,
}

/// The type of a field: a plain one by name, or a reference.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// 0 to the catalog's largest integer; `1.0` is 1.
    Integer,
    /// Any number.
    Number,
    /// An ISO 8601 time.
    Time,
    /// An open enumeration, by name.
    Enum(String),
    /// An object, by name.
    Object(String),
    /// A list.
    List(Box<FieldType>),
}

/// An enumeration that stays open.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct EnumSpec {
    /// Its name, in Pascal case.
    pub name: String,
    /// What it is.
    pub doc: Text,
    /// The values that are known.
    pub values: Vec<Text>,
}

/// A row of the table of errors.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct ErrorSpec {
    /// The code, in snake case.
    pub code: String,
    /// The HTTP status to answer with.
    pub status: u16,
    /// What it is about, in lower case: this project's own table says it, for every provider.
    #[serde(default)]
    pub family: String,
    /// What happened.
    pub meaning: Text,
    /// What to do about it.
    pub hint: Text,
}

impl FieldType {
    /// The name of the object or enumeration that it refers to, through lists.
    pub(crate) fn reference(&self) -> Option<&Self> {
        match self {
            Self::List(items) => items.reference(),
            Self::Enum(_) | Self::Object(_) => Some(self),
            Self::String | Self::Boolean | Self::Integer | Self::Number | Self::Time => None,
        }
    }
}

impl SignedContent {
    /// Whether the value of a header is part of it, which that header must then be there for.
    pub(crate) fn has(&self, part: &Part) -> bool {
        self.parts.contains(part)
    }
}

impl TryFrom<String> for SignedContent {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let (before, placeholder) =
                rest.split_once('{').map_or((rest, None), |(before, after)| (before, Some(after)));
            if !before.is_empty() {
                parts.push(Part::Text { text: before.into() });
            }
            let Some(after) = placeholder else { break };
            let (name, after) = after.split_once('}').ok_or("signed_content: a { without a }")?;
            parts.push(match name {
                "body" => Part::Body,
                "timestamp" => Part::Timestamp,
                "delivery_id" => Part::DeliveryId,
                _ => {
                    return Err(format!(
                        "signed_content: {{{name}}} is not {{body}}, {{timestamp}} or {{delivery_id}}"
                    ));
                }
            });
            rest = after;
        }
        if parts.iter().filter(|part| **part == Part::Body).count() != 1 {
            return Err("signed_content: {body} must be there once".into());
        }
        let is_body = parts == [Part::Body];
        Ok(Self { parts, is_body })
    }
}
