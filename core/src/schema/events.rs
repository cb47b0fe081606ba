//! JSON Schema 2020-12 of events: the union that discriminates on the type, and its parts.

use super::{GENERATED, prose};
use crate::{
    Event, EventType, Generation, Time,
    event::{
        DATA_MEMBER,
        describe::{FieldSpec, FieldType, ObjectType},
        fields::MAX_INTEGER,
    },
};
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// The schema of any event: `events.schema.json`.
pub(super) fn bundle() -> Value {
    let schema = SchemaGenerator::new(SchemaSettings::draft2020_12()).into_root_schema_for::<Event<'_>>();
    labelled(schema, "urn:autosend-webhooks:events")
}

/// The schema of one type in the current generation: `events/<type>.schema.json`.
pub(super) fn single(event_type: EventType) -> Value {
    let mut generator = SchemaGenerator::new(SchemaSettings::draft2020_12());
    let mut schema = event(event_type, Generation::Current, &mut generator);
    schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$defs".into(), Value::Object(generator.take_definitions(true)));
    labelled(schema, &format!("urn:autosend-webhooks:events:{event_type}"))
}

fn labelled(mut schema: Schema, id: &str) -> Value {
    schema.insert("$id".into(), json!(id));
    schema.insert("$comment".into(), json!(GENERATED));
    schema.to_value()
}

impl JsonSchema for Event<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Event".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let generations = [Generation::Current, Generation::First];
        let known = generations
            .into_iter()
            .flat_map(|generation| EventType::ALL.iter().map(move |event_type| (*event_type, generation)));
        let mut branches: Vec<Value> =
            known.map(|(event_type, generation)| event_ref(event_type, generation, generator).to_value()).collect();
        branches.extend(generations.map(|generation| unknown(generation).to_value()));
        json_schema!({
            "title": "AutoSend webhook event",
            "description": "Any body that AutoSend posts. The branches exclude each other by the event's type; \
                            a type that is not known fits the last ones.",
            "oneOf": branches,
        })
    }
}

/// A reference to the schema of a type in a generation, which joins the generator's definitions.
pub(super) fn event_ref(event_type: EventType, generation: Generation, generator: &mut SchemaGenerator) -> Schema {
    let name = event_name(event_type, generation);
    let schema = event(event_type, generation, generator).to_value();
    generator.definitions_mut().insert(name.clone(), schema);
    Schema::new_ref(format!("#{}/{name}", generator.settings().definitions_path))
}

fn event_name(event_type: EventType, generation: Generation) -> String {
    let FieldType::Object(data) = event_type.data_type() else { unreachable!("event data is an object") };
    match generation {
        Generation::Current => format!("{}Event", data.name),
        Generation::First => format!("{}FirstGenerationEvent", data.name),
    }
}

fn event(event_type: EventType, generation: Generation, generator: &mut SchemaGenerator) -> Schema {
    let data = match generation {
        Generation::Current => reference(event_type.data_type(), generator),
        Generation::First => data(event_type.data_type(), generation, generator),
    };
    let mut schema = json_schema!({
        "title": event_type.as_str(),
        "description": format!("{}.", capitalized(event_type.title())),
        "type": "object",
        "properties": {
            generation.type_member(): { "const": event_type.as_str(), "description": "The event's type." },
            generation.time_member(): with(time(), "description", "When the event was created, UTC."),
            DATA_MEMBER: data.to_value(),
        },
        "required": [generation.type_member(), generation.time_member(), DATA_MEMBER],
        "additionalProperties": true,
    });
    exclude_other_generation(&mut schema, generation);
    if let Some(sample) = event_type.sample(generation) {
        let sample: Value = serde_json::from_str(sample).expect("samples are JSON");
        schema.insert("examples".into(), json!([sample]));
    }
    schema
}

/// Bodies whose type is not known, which arrive all the same.
fn unknown(generation: Generation) -> Schema {
    let known: Vec<&str> = EventType::ALL.iter().map(|event_type| event_type.as_str()).collect();
    let mut schema = json_schema!({
        "title": "An event of a type that is not known",
        "type": "object",
        "properties": {
            generation.type_member(): { "type": "string", "minLength": 1, "not": { "enum": known } },
        },
        "required": [generation.type_member()],
        "additionalProperties": true,
    });
    exclude_other_generation(&mut schema, generation);
    schema
}

/// A body with the current generation's type member is of the current generation, whatever else it has.
fn exclude_other_generation(schema: &mut Schema, generation: Generation) {
    if generation == Generation::First
        && let Some(properties) = schema.get_mut("properties")
    {
        properties[Generation::Current.type_member()] = json!(false);
    }
}

/// The schema of an object of event data, in a generation.
pub(crate) fn data(described: FieldType, generation: Generation, generator: &mut SchemaGenerator) -> Schema {
    let FieldType::Object(ObjectType { name, doc, fields, .. }) = described else { unreachable!("data is an object") };
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in *fields {
        let Some((member, _)) = field.names.iter().find(|(_, presence)| presence.has(generation)) else { continue };
        properties.insert((*member).to_owned(), property(field, generator));
        if !field.optional {
            required.push(*member);
        }
    }
    json_schema!({
        "title": name,
        "description": prose(doc),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": true,
    })
}

fn property(field: &FieldSpec, generator: &mut SchemaGenerator) -> Value {
    let schema = reference(field.field_type, generator).to_value();
    let schema = if field.optional { or_null(schema) } else { schema };
    with(schema, "description", &prose(field.doc))
}

/// `null` for an optional member is read as absent, so the schema takes it.
fn or_null(schema: Value) -> Value {
    match schema.get("type").and_then(Value::as_str) {
        Some(name) => {
            let types = json!([name, "null"]);
            let mut schema = schema;
            schema["type"] = types;
            schema
        }
        None => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}

fn reference(field_type: FieldType, generator: &mut SchemaGenerator) -> Schema {
    match field_type {
        FieldType::Text => json_schema!({ "type": "string" }),
        FieldType::Bool => json_schema!({ "type": "boolean" }),
        FieldType::Integer => json_schema!({ "type": "integer", "minimum": 0, "maximum": MAX_INTEGER }),
        FieldType::Time => Schema::try_from(time()).expect("an object is a schema"),
        FieldType::List(items) => {
            let items = reference(*items, generator);
            json_schema!({ "type": "array", "items": items })
        }
        FieldType::OpenEnum(described) => (described.subschema)(generator),
        FieldType::Object(described) => (described.subschema)(generator),
    }
}

fn time() -> Value {
    json!({ "type": "string", "format": "date-time", "pattern": Time::PATTERN })
}

/// An enumeration that stays open: the known values are there for tools, any string is valid.
pub(crate) fn open_enum(doc: &str, values: &[&str]) -> Schema {
    json_schema!({
        "description": format!("{} Other values may come.", prose(doc)),
        "anyOf": [{ "type": "string", "enum": values }, { "type": "string" }],
        "examples": values,
    })
}

fn with(mut schema: Value, key: &str, value: &str) -> Value {
    schema[key] = json!(value);
    schema
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
