//! The catalog: everything that a generator of code needs to know, in one file.

use super::{GENERATED, prose};
use crate::{
    DEFAULT_CAPACITY, DEFAULT_FUTURE_TOLERANCE, DEFAULT_MAX_BODY, DEFAULT_TOLERANCE, DEFAULT_WINDOW,
    DELIVERY_ID_HEADER, EVENT_HEADER, EventGroup, EventType, Generation, MAX_DELIVERY_ID, MAX_DEPTH, SECONDS_BELOW,
    SIGNATURE_HEADER, TIMESTAMP_DIGITS, TIMESTAMP_HEADER, Time,
    event::{
        DATA_MEMBER,
        describe::{EnumType, FieldSpec, FieldType, ObjectType},
        fields::{In, MAX_INTEGER},
    },
    provider,
};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, time::Duration};

pub(super) fn catalog() -> Value {
    let mut types = Types::default();
    for event_type in EventType::ALL {
        types.collect(event_type.data_type());
    }
    json!({
        "$comment": GENERATED,
        "version": env!("CARGO_PKG_VERSION"),
        "provider": "AutoSend",
        "slug": "autosend",
        "website": "https://autosend.com",
        "headers": {
            "signature": SIGNATURE_HEADER,
            "timestamp": TIMESTAMP_HEADER,
            "delivery_id": DELIVERY_ID_HEADER,
            "event": EVENT_HEADER,
            "user_agent": provider::USER_AGENT,
        },
        "signature": {
            "algorithm": "hmac-sha256",
            "key": "utf8",
            "secret_prefix": "whsec_",
            "signed_content": "{body}",
            "encoding": "hex",
            "prefix": "",
        },
        "timestamp": {
            "unit": "milliseconds",
            "seconds_below": SECONDS_BELOW,
            "max_digits": TIMESTAMP_DIGITS,
            "tolerance_ms": millis(DEFAULT_TOLERANCE),
            "future_tolerance_ms": millis(DEFAULT_FUTURE_TOLERANCE),
        },
        "limits": {
            "max_body": DEFAULT_MAX_BODY,
            "max_depth": MAX_DEPTH,
            "max_delivery_id": MAX_DELIVERY_ID,
            "max_integer": MAX_INTEGER,
        },
        "deduplication": {
            "window_ms": millis(DEFAULT_WINDOW),
            "capacity": DEFAULT_CAPACITY,
        },
        "time_pattern": Time::PATTERN,
        "delivery": {
            "response_timeout_ms": millis(provider::RESPONSE_TIMEOUT),
            "id_prefix": provider::DELIVERY_ID_PREFIX,
            "max_concurrent": provider::MAX_CONCURRENT_DELIVERIES,
            "default_retry_schedule": provider::RETRY_SCHEDULES[0].0,
            "retry_schedules_ms": retry_schedules(),
        },
        "generations": [generation(Generation::Current), generation(Generation::First)],
        "groups": EventGroup::ALL.iter().map(|group| group.as_str()).collect::<Vec<_>>(),
        "events": EventType::ALL.iter().map(|event_type| event(*event_type)).collect::<Vec<_>>(),
        "objects": types.objects.values().map(|object| self::object(object)).collect::<Vec<_>>(),
        "enums": types.enums.values().map(|described| self::open_enum(described)).collect::<Vec<_>>(),
    })
}

/// The named types that the events' data is made of, by name.
#[derive(Default)]
struct Types {
    objects: BTreeMap<&'static str, &'static ObjectType>,
    enums: BTreeMap<&'static str, &'static EnumType>,
}

impl Types {
    fn collect(&mut self, field_type: FieldType) {
        match field_type {
            FieldType::Object(object) => {
                self.objects.insert(object.name, object);
                object.fields.iter().for_each(|field| self.collect(field.field_type));
            }
            FieldType::OpenEnum(described) => {
                self.enums.insert(described.name, described);
            }
            FieldType::List(items) => self.collect(*items),
            FieldType::Text | FieldType::Bool | FieldType::Integer | FieldType::Time => {}
        }
    }
}

fn generation(generation: Generation) -> Value {
    json!({
        "number": generation.number(),
        "type_member": generation.type_member(),
        "time_member": generation.time_member(),
        "data_member": DATA_MEMBER,
    })
}

fn event(event_type: EventType) -> Value {
    let FieldType::Object(data) = event_type.data_type() else { unreachable!("event data is an object") };
    let generations = [Generation::Current, Generation::First];
    let documented = generations.into_iter().filter(|generation| event_type.is_documented_in(*generation));
    json!({
        "type": event_type.as_str(),
        "name": data.name,
        "group": event_type.group().as_str(),
        "title": event_type.title(),
        "data": data.name,
        "documented_in_generations": documented.map(Generation::number).collect::<Vec<_>>(),
        "custom_properties": provider::CUSTOM_PROPERTIES.contains(&event_type),
        "samples": samples(event_type),
    })
}

/// The text of a realistic body by generation, for tests.
fn samples(event_type: EventType) -> Map<String, Value> {
    let sample =
        |generation: Generation| Some((generation.number().to_string(), json!(event_type.sample(generation)?)));
    [Generation::Current, Generation::First].into_iter().filter_map(sample).collect()
}

fn object(object: &ObjectType) -> Value {
    let fields: Vec<Value> = object.fields.iter().map(field).collect();
    json!({ "name": object.name, "doc": prose(object.doc), "fields": fields })
}

fn field(field: &FieldSpec) -> Value {
    // The member's name by generation; a field that one of them lacks has no entry for it.
    let names: Map<String, Value> = [Generation::Current, Generation::First]
        .into_iter()
        .filter_map(|generation| {
            let (name, _) = field.names.iter().find(|(_, presence)| presence.has(generation))?;
            Some((generation.number().to_string(), json!(name)))
        })
        .collect();
    let (name, _) = field.names.iter().find(|(_, presence)| *presence != In::First).unwrap_or(&field.names[0]);
    json!({
        "name": name,
        "names": names,
        "doc": prose(field.doc),
        "type": type_reference(field.field_type),
        "optional": field.optional,
        "nullable": field.nullable,
    })
}

fn type_reference(field_type: FieldType) -> Value {
    match field_type {
        FieldType::Text => json!("string"),
        FieldType::Bool => json!("boolean"),
        FieldType::Integer => json!("integer"),
        FieldType::Time => json!("time"),
        FieldType::OpenEnum(described) => json!({ "enum": described.name }),
        FieldType::List(items) => json!({ "list": type_reference(*items) }),
        FieldType::Object(object) => json!({ "object": object.name }),
    }
}

fn open_enum(described: &EnumType) -> Value {
    json!({ "name": described.name, "doc": prose(described.doc), "values": described.values })
}

fn retry_schedules() -> Value {
    let schedule = |(name, delays): &(&str, &[Duration])| {
        ((*name).to_owned(), delays.iter().copied().map(millis).collect::<Vec<_>>().into())
    };
    Value::Object(provider::RETRY_SCHEDULES.iter().map(schedule).collect())
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).expect("the provider's durations are short")
}
