//! The intermediate representation: what `schema/` says, typed, checked, and as templates see it.
//!
//! The events are a discriminated union: the member that [`Generation::type_member`] names tells which
//! [`EventSpec`] a body is, and with it which [`ObjectSpec`] its data. All objects are open (members that are not
//! listed are kept), and so are all enumerations.

use crate::{
    foreign::{self, Text},
    inbox::StoreSql,
    scheme::{Envelope, Generation, Headers, Limits, Signature, Timestamp},
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
    /// The signature schemes: a request is authentic if it fits any of them.
    pub signatures: Vec<Signature>,
    /// The first of them.
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
    /// The forms of the body, today's first. With an envelope there is one, which fields have their names under.
    pub generations: Vec<Generation>,
    /// Where a request says its type, its id, its time and its data; null where the generations say it.
    #[serde(default)]
    pub envelope: Option<Envelope>,
    /// What becomes of an event of a known type whose data does not fit.
    #[serde(default)]
    pub required: Required,
    /// The names of the event groups.
    pub groups: Vec<Text>,
    /// The event types, in the provider's order.
    pub events: Vec<EventSpec>,
    /// The objects that the events' data is made of, by name.
    pub objects: Vec<ObjectSpec>,
    /// The open enumerations, by name.
    pub enums: Vec<EnumSpec>,
    /// The open unions, by name.
    #[serde(default)]
    pub unions: Vec<UnionSpec>,
    /// The table of errors, in the order in which verification can run into them.
    #[serde(default)]
    pub errors: Vec<ErrorSpec>,
    /// The SQL of the inbox, the same for every catalog.
    #[serde(skip_deserializing)]
    pub inbox: Vec<StoreSql>,
    /// What stands in engines that keep an inbox, the same for every catalog.
    #[serde(skip_deserializing)]
    pub wire: serde_json::Value,
}

/// What becomes of an event of a known type whose data does not fit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Required {
    /// It is invalid as a whole.
    #[default]
    Strict,
    /// It stays typed if its data is an object, and lists what does not fit: schemas are wrong more often than payloads.
    /// Every field is optional then, and `required` tells what the schema says.
    Advice,
}

/// What a deduplicator remembers by default.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Deduplication {
    /// How long.
    pub window_ms: u64,
    /// How many.
    pub capacity: u64,
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
    /// Whether the schema requires it, which is what a problem is listed by where that is advice.
    pub required: bool,
}

/// The type of a field: a plain one by name, or a reference.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// 0 to the catalog's largest integer; `1.0` is 1.
    Integer,
    /// A signed integer of 64 bits; `1.0` is 1.
    Long,
    /// Any number.
    Number,
    /// Anything, as it was sent.
    Any,
    /// An ISO 8601 time.
    Time,
    /// An open enumeration, by name.
    Enum(String),
    /// An object, by name.
    Object(String),
    /// A list.
    List(Box<FieldType>),
    /// An object whose members have any name, and all the same type.
    Map(Box<FieldType>),
    /// An item or a value of a map that may be null.
    Nullable(Box<FieldType>),
    /// An open union, by name.
    Union(String),
}

/// One of several types. What is none of them is kept as it was sent.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct UnionSpec {
    /// Its name, in Pascal case.
    pub name: String,
    /// What it is.
    #[serde(default)]
    pub doc: Text,
    /// The member whose value tells the variant; without it the first counts that fits without a problem.
    #[serde(default)]
    pub discriminator: Option<Text>,
    /// The variants, in order.
    pub variants: Vec<VariantSpec>,
}

/// A variant of a union.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct VariantSpec {
    /// Its name within the union, in Pascal case.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// The values of the discriminator that stand for it.
    #[serde(default)]
    pub values: Vec<Text>,
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
    /// The object, enumeration or union that it refers to, through lists and maps.
    pub(crate) fn reference(&self) -> Option<&Self> {
        match self {
            Self::Enum(_) | Self::Object(_) | Self::Union(_) => Some(self),
            _ => self.inner()?.reference(),
        }
    }

    /// What a list or a map holds, or what may be null.
    pub(crate) fn inner(&self) -> Option<&Self> {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => Some(inner),
            _ => None,
        }
    }

    /// Itself, and what it holds at any depth.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |it| it.inner())
    }
}
