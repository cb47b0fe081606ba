//! What `schema/` says, as templates see it.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path};

/// Everything that a template can ask for.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Model {
    /// The version of the catalog, which is that of the packages.
    pub version: String,
    /// The provider's name.
    pub provider: String,
    /// Header names, by what they carry.
    pub headers: BTreeMap<String, String>,
    /// The signature scheme.
    pub signature: Value,
    /// Unit, magnitude and tolerances of the timestamp.
    pub timestamp: Value,
    /// How deliveries are made: how long an answer may take, when they are retried.
    pub delivery: Value,
    /// Limits of what is accepted.
    pub limits: BTreeMap<String, u64>,
    /// The regular expression of a time.
    pub time_pattern: String,
    /// The forms of the body, today's first.
    pub generations: Vec<Value>,
    /// The names of the event groups.
    pub groups: Vec<String>,
    /// The event types, in the provider's order.
    pub events: Vec<EventSpec>,
    /// The objects that the events' data is made of, by name.
    pub objects: Vec<ObjectSpec>,
    /// The open enumerations, by name.
    pub enums: Vec<EnumSpec>,
    /// The table of errors, in the order in which verification can run into them.
    #[serde(default)]
    pub errors: Vec<ErrorSpec>,
}

/// An event type.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct EventSpec {
    /// The type as it is sent, e.g. `email.sent`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// A name for it, in Pascal case.
    pub name: String,
    /// Its group.
    pub group: String,
    /// What it means, in a few words.
    pub title: String,
    /// The name of the object that is its data.
    pub data: String,
    /// The numbers of the generations that document it.
    pub documented_in_generations: Vec<u8>,
}

/// An object with named fields, and any others.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct ObjectSpec {
    /// Its name, in Pascal case.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// Its fields, in order.
    pub fields: Vec<FieldSpec>,
}

/// A field of an object.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct FieldSpec {
    /// The member's name in the current generation, or in the first where only that has it.
    pub name: String,
    /// The member's name by generation number; a generation that lacks it has no entry.
    pub names: BTreeMap<String, String>,
    /// What it is.
    pub doc: String,
    /// Its type.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// Whether it may be absent, in the generations that have it.
    pub optional: bool,
    /// Whether the provider documents `null` for it.
    pub nullable: bool,
}

/// The type of a field: a plain one by name, or a reference.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// 0 to the catalog's largest integer.
    Integer,
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
    pub doc: String,
    /// The values that are known.
    pub values: Vec<String>,
}

/// A row of the table of errors.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct ErrorSpec {
    /// The code, in snake case.
    pub code: String,
    /// The HTTP status to answer with.
    pub status: u16,
    /// What happened.
    pub meaning: String,
    /// What to do about it.
    pub hint: String,
}

impl Model {
    /// Reads `catalog.json` and `errors.json` from a folder.
    pub fn read(schema: &Path) -> Result<Self> {
        #[derive(Deserialize)]
        struct Errors {
            errors: Vec<ErrorSpec>,
        }
        let mut model: Self = parse(&schema.join("catalog.json"))?;
        model.errors = parse::<Errors>(&schema.join("errors.json"))?.errors;
        Ok(model)
    }
}

fn parse<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not as expected", path.display()))
}
