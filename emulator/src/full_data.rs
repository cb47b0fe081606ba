//! Data of events that leaves nothing out: the type's sample, and the fields that only other samples show.

use crate::event_body::sample_data;
use autosend_webhooks::{EventType, Generation, schema};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};
use std::{collections::HashMap, sync::LazyLock};

/// What is needed of the catalog.
#[derive(Deserialize)]
struct Catalog {
    events: Vec<CatalogEvent>,
    objects: Vec<CatalogObject>,
}

#[derive(Deserialize)]
struct CatalogEvent {
    #[serde(rename = "type")]
    event_type: String,
    /// The name of the object that its data is.
    data: String,
}

#[derive(Deserialize)]
struct CatalogObject {
    name: String,
    fields: Vec<CatalogField>,
}

#[derive(Deserialize)]
struct CatalogField {
    /// The name on the wire, by the generation's number.
    names: HashMap<String, String>,
    #[serde(rename = "type")]
    value_type: Value,
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let files = schema::files();
    let file = files.iter().find(|file| file.path == "catalog.json").expect("the schema has a catalog");
    serde_json::from_str(&file.content).expect("the catalog has events, objects and fields")
});

/// A value for each name and type of field that a sample shows, as JSON.
static VALUES: LazyLock<HashMap<(&str, String), String>> = LazyLock::new(|| {
    let mut values = HashMap::new();
    for (event, generation) in samples() {
        let members = members(&sample_data(event, generation).unwrap_or_default());
        for (name, value_type) in fields(event, generation) {
            if let Some(value) = members.get(name) {
                values.entry((name, value_type.to_string())).or_insert_with(|| value.get().to_owned());
            }
        }
    }
    values
});

/// Compact data with every field of the type in that generation; `None` where the generation has no sample.
#[must_use]
pub fn full_data(event: EventType, generation: Generation) -> Option<String> {
    let sample = sample_data(event, generation)?;
    let there = members(&sample);
    let absent = fields(event, generation).filter(|(name, _)| !there.contains_key(*name));
    let added = absent.filter_map(|(name, value_type)| {
        let value = VALUES.get(&(name, value_type.to_string()))?;
        Some(format!(",\"{name}\":{value}"))
    });
    let added: String = added.collect();
    Some(format!("{}{added}}}", sample.strip_suffix('}')?))
}

fn samples() -> impl Iterator<Item = (EventType, Generation)> {
    let both = |event| [(event, Generation::Current), (event, Generation::First)];
    EventType::ALL.iter().copied().flat_map(both).filter(|(event, generation)| event.sample(*generation).is_some())
}

fn members(object: &str) -> HashMap<String, Box<RawValue>> {
    serde_json::from_str(object).unwrap_or_default()
}

/// The fields of an event's data: the name on the wire, and the type as the catalog writes it.
fn fields(event: EventType, generation: Generation) -> impl Iterator<Item = (&'static str, &'static Value)> {
    let catalog = &*CATALOG;
    let entry = catalog.events.iter().find(|entry| entry.event_type == event.as_str());
    let object = entry.and_then(|entry| catalog.objects.iter().find(|object| object.name == entry.data));
    let number = generation.number().to_string();
    let fields = object.into_iter().flat_map(|object| &object.fields);
    fields.filter_map(move |field| Some((&**field.names.get(&number)?, &field.value_type)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event_body::envelope;
    use autosend_webhooks::Event;

    /// Where a value of the catalog's type lacks a field that the catalog names.
    fn absent(place: &str, value: &Value, value_type: &Value, generation: Generation) -> Vec<String> {
        if let Some(items) = value_type.get("list") {
            let of_item = |item| absent(place, item, items, generation);
            let items: Vec<_> = value.as_array().into_iter().flatten().map(of_item).collect();
            // One item with all fields will do.
            return items.into_iter().min_by_key(Vec::len).unwrap_or_else(|| vec![format!("{place}[]")]);
        }
        let Some(name) = value_type.get("object") else { return Vec::new() };
        let object = CATALOG.objects.iter().find(|object| name == &object.name).expect("the catalog has its objects");
        let number = generation.number().to_string();
        let mut absent_fields = Vec::new();
        for field in &object.fields {
            let Some(name) = field.names.get(&number) else { continue };
            let place = format!("{place}.{name}");
            match value.get(name) {
                Some(value) => absent_fields.extend(absent(&place, value, &field.value_type, generation)),
                None => absent_fields.push(place),
            }
        }
        absent_fields
    }

    #[test]
    fn every_field_of_the_catalog_is_sent() {
        let mut absent_fields = Vec::new();
        for (event, generation) in samples() {
            let data: Value = serde_json::from_str(&full_data(event, generation).unwrap()).unwrap();
            let entry = CATALOG.events.iter().find(|entry| entry.event_type == event.as_str()).unwrap();
            let value_type = serde_json::json!({ "object": entry.data });
            let place = format!("{} (generation {}) data", event.as_str(), generation.number());
            absent_fields.extend(absent(&place, &data, &value_type, generation));
        }
        assert!(absent_fields.is_empty(), "no sample shows a value for {absent_fields:#?}");
    }

    #[test]
    fn a_field_that_no_data_holds_is_named() {
        let data = serde_json::json!({ "email": "ada@example.org" });
        let address = serde_json::json!({ "object": "Address" });
        assert_eq!(absent("to", &data, &address, Generation::Current), ["to.name"]);
    }

    #[test]
    fn full_data_fits_its_type() {
        for (event, generation) in samples() {
            let data = full_data(event, generation).unwrap();
            let body = envelope(event.as_str(), "2025-11-12T10:30:00.000Z", &data, generation);
            let read = Event::from_json(body.as_bytes()).unwrap();
            assert!(!matches!(read, Event::Invalid(_) | Event::Unknown(_)), "{read:?}");
        }
    }
}
