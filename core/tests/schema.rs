//! The schema against the samples and the verifier: what one takes the other takes.

use autosend_webhooks::{Event, EventType, Generation};
use jsonschema::{Draft, Validator};
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path};

#[test]
fn samples_are_valid_and_typed() {
    let any_event = validator("events.schema.json");
    for event_type in EventType::ALL {
        for generation in [Generation::Current, Generation::First] {
            let Some(sample) = event_type.sample(generation) else { continue };
            let body: Value = serde_json::from_str(sample).unwrap();
            any_event.validate(&body).unwrap_or_else(|error| panic!("{event_type}: {error}"));
            let event = Event::from_json(sample.as_bytes()).unwrap();
            assert!(!matches!(event, Event::Invalid(_) | Event::Unknown(_)), "{event:?}");
            assert_eq!(event.known_type(), Some(*event_type));
            assert_eq!(event.generation(), generation);
        }
        let current: Value = serde_json::from_str(event_type.sample(Generation::Current).unwrap()).unwrap();
        assert!(validator(&format!("events/{event_type}.schema.json")).is_valid(&current), "{event_type}");
    }
}

/// Every documented member of the samples reaches a typed field; only contacts have custom properties.
#[test]
fn samples_leave_nothing_untyped_but_custom_properties() {
    for event_type in EventType::ALL.iter().filter(|event_type| !event_type.is_contact()) {
        for generation in [Generation::Current, Generation::First] {
            let Some(sample) = event_type.sample(generation) else { continue };
            let debug = format!("{:?}", Event::from_json(sample.as_bytes()).unwrap());
            let extras: Vec<_> = debug.match_indices("extra: {").map(|(at, _)| &debug[at..]).collect();
            // An explicit null is kept as the original of its typed field.
            let untyped =
                |extra: &&&str| !extra.starts_with("extra: {}") && !extra[..120.min(extra.len())].contains("null");
            assert_eq!(extras.iter().find(untyped), None, "{event_type} {generation:?}");
        }
    }
}

#[test]
fn what_the_schema_refuses_does_not_fit_and_the_reverse() {
    let any_event = validator("events.schema.json");
    let mut count = 0;
    for entry in fs::read_dir(repository().join("tests/vectors/payloads/invalid")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let body: Value = serde_json::from_str(&text).unwrap();
        assert!(!any_event.is_valid(&body), "the schema takes {}", path.display());
        assert!(matches!(Event::from_json(text.as_bytes()), Ok(Event::Invalid(_))), "it fits: {}", path.display());
        count += 1;
    }
    assert!(count >= 40);
}

/// Every accepted vector: typed and unknown bodies are valid, invalid ones are not.
#[test]
fn the_schema_agrees_with_every_accepted_vector() {
    let any_event = validator("events.schema.json");
    let mut count = 0;
    for entry in fs::read_dir(repository().join("tests/vectors/requests")).unwrap() {
        let group: Value = serde_json::from_str(&fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
        for case in group["cases"].as_array().unwrap() {
            let Some(outcome) = case["expect"]["accepted"]["outcome"].as_str() else { continue };
            // Numbers beyond f64 and lone surrogates can't be held by the validator's own JSON value.
            let Some(Ok(body)) = case["body"].as_str().map(serde_json::from_str::<Value>) else { continue };
            assert_eq!(any_event.is_valid(&body), outcome != "invalid", "{}", case["name"]);
            count += 1;
        }
    }
    assert!(count >= 200, "only {count} vectors were compared");
}

/// The group `fields` spells the names by hand: in each case one field has a value of a wrong kind.
#[test]
fn every_field_has_a_vector_that_spells_its_name() {
    let group = fs::read_to_string(repository().join("tests/vectors/requests/fields.json")).unwrap();
    let group: Value = serde_json::from_str(&group).unwrap();
    let names: BTreeSet<&str> =
        group["cases"].as_array().unwrap().iter().map(|case| case["name"].as_str().unwrap()).collect();
    let missing = catalog_fields(|event, generation, path| {
        let form = if generation == 1 { "first" } else { "current" };
        names.contains(&*format!("fields-{form}-{}-{}", event["type"].as_str().unwrap(), path.join(".")))
    });
    assert!(missing.is_empty(), "no vector (tests/make_vectors/fields.py) has\n{}", missing.join("\n"));
}

/// The fields of each event in each generation that do not pass, as `event, generation: member.of.member`.
fn catalog_fields(passes: impl Fn(&Value, u64, &[&str]) -> bool) -> Vec<String> {
    let catalog = fs::read_to_string(repository().join("schema/catalog.json")).unwrap();
    let catalog: Value = serde_json::from_str(&catalog).unwrap();
    let mut missing = Vec::new();
    for event in catalog["events"].as_array().unwrap() {
        for generation in [2, 1] {
            for path in paths(&catalog, &event["data"], generation) {
                if !passes(event, generation, &path) {
                    let event = event["type"].as_str().unwrap();
                    missing.push(format!("{event}, generation {generation}: {}", path.join(".")));
                }
            }
        }
    }
    missing
}

/// The fields of an object, and of those in it.
fn paths<'c>(catalog: &'c Value, object: &Value, generation: u64) -> Vec<Vec<&'c str>> {
    let object = catalog["objects"].as_array().unwrap().iter().find(|it| it["name"] == *object).unwrap();
    let mut found = Vec::new();
    for field in object["fields"].as_array().unwrap() {
        let Some(name) = field["names"][generation.to_string()].as_str() else { continue };
        found.push(vec![name]);
        let item = field["type"].get("list").unwrap_or(&field["type"]);
        if let Some(inner) = item.get("object") {
            found.extend(paths(catalog, inner, generation).into_iter().map(|path| [&[name], &*path].concat()));
        }
    }
    found
}

fn validator(file: &str) -> Validator {
    let schema = fs::read_to_string(repository().join("schema").join(file)).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(&schema)
        .unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
