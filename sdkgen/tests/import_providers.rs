//! Documents in the forms that providers write them in, each with a profile, under `tests/providers`: all that they use of OpenAPI and
//! JSON Schema is understood, and a profile for a provider that was not seen before is short.

use sdkgen::{Imported, Profile, Settings, Target};
use serde_json::{Value, json};
use std::{fs, path::PathBuf};

/// The longest profile, in lines.
const PROFILE_LINES: usize = 25;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/providers")
}

/// The document of a name by the profile of that name.
fn read(document: &str) -> Imported {
    let name = document.split('.').next().unwrap();
    let profile = fs::read_to_string(folder().join(format!("{name}.toml"))).unwrap();
    assert!(profile.lines().count() <= PROFILE_LINES, "{name}.toml is long");
    let imported = Imported::read(&folder().join(document), profile.parse::<Profile>().unwrap()).unwrap();
    let model = imported.model().unwrap();
    for target in Target::packages().filter(|target| target.supports(&model).is_ok()) {
        assert!(!target.package(&model, &Settings::repository()).unwrap().is_empty());
    }
    imported
}

fn types(imported: &Imported) -> Vec<&str> {
    imported.catalog["events"].as_array().unwrap().iter().map(|event| event["type"].as_str().unwrap()).collect()
}

/// The types of the fields of an event's data, by name.
fn data(imported: &Imported, event_type: &str) -> Value {
    let all = imported.catalog["events"].as_array().unwrap();
    let event = all.iter().find(|it| it["type"] == event_type).unwrap();
    fields(imported, event["data"].as_str().unwrap())
}

/// The types of an object's fields, by name.
fn fields(imported: &Imported, object: &str) -> Value {
    let all = imported.catalog["objects"].as_array().unwrap();
    let object = all.iter().find(|it| it["name"] == object).unwrap_or_else(|| panic!("no {object} in {all:#?}"));
    let fields = object["fields"].as_array().unwrap();
    fields.iter().map(|field| (field["name"].as_str().unwrap().to_owned(), field["type"].clone())).collect()
}

/// A union's discriminator, and the values of each variant.
fn union(imported: &Imported, name: &str) -> Value {
    let all = imported.catalog["unions"].as_array().unwrap();
    let union = all.iter().find(|it| it["name"] == name).unwrap_or_else(|| panic!("no {name} in {all:#?}"));
    let variants = union["variants"].as_array().unwrap().iter();
    let variants: Vec<_> = variants.map(|it| json!([it["type"]["object"], it["values"]])).collect();
    json!([union["discriminator"], variants])
}

#[test]
fn path_items_in_components_and_merge_keys() {
    let imported = read("pagerduty.yaml");
    assert_eq!(types(&imported), ["incident.triggered", "incident.resolved", "service.updated", "pagey.ping"]);
    let incident = data(&imported, "incident.triggered");
    assert_eq!((&incident["html_url"], &incident["priority"]), (&json!("string"), &json!({ "object": "Reference" })));
}

#[test]
fn anchors_dynamic_references_and_embedded_schemas() {
    let imported = read("linear.json");
    let expected = ["Issue.create", "Issue.update", "Issue.remove", "Comment.create", "Reaction.create"];
    assert_eq!(types(&imported), expected);
    let issue = data(&imported, "Issue.create");
    assert_eq!((&issue["estimate"], &issue["children"]), (&json!("long"), &json!({ "list": { "object": "Issue" } })));
    assert_eq!(
        (&issue["labels"], &issue["limits"]),
        (&json!({ "map": "string" }), &json!({ "map": { "nullable": "long" } }))
    );
    assert_eq!(data(&imported, "Reaction.create"), json!({ "emoji": "string" }));
}

#[test]
fn inheritance_by_a_discriminator_s_mapping() {
    let imported = read("petshop.yaml");
    assert_eq!(types(&imported), ["petLost", "petSold"]);
    assert_eq!(union(&imported, "Pet"), json!(["petType", [["Cat", ["cat"]], ["Dog", ["dog"]]]]));
    assert_eq!(fields(&imported, "Dog")["owner"], json!({ "object": "Owner" }));
    assert_eq!(fields(&imported, "Owner")["pets"], json!({ "list": { "union": "Pet" } }));
    assert_eq!(data(&imported, "petLost")["pet"], json!({ "union": "Pet" }));
}

#[test]
fn types_that_only_a_mapping_tells_and_files_as_schemas() {
    let imported = read("mapped.json");
    assert_eq!(types(&imported), ["order.paid", "order.closed"]);
}

#[test]
fn lists_of_events() {
    let imported = read("batch.yaml");
    assert_eq!(types(&imported), ["delivered", "click", "open"]);
    assert_eq!(data(&imported, "open")["url"], "string");
}

#[test]
fn constants_that_are_numbers_tuples_and_circles() {
    let imported = read("hooks.json");
    assert_eq!(types(&imported), ["contact.created", "contact.merged"]);
    assert_eq!(data(&imported, "contact.created")["objectId"], "long");
    assert_eq!(data(&imported, "contact.created")["attempt"], "number");
}

#[test]
fn ten_thousand_values_of_an_enumeration() {
    let values: Vec<_> = (0..10_000).map(|at| format!("value-{at}")).collect();
    let data = json!({ "type": "object", "properties": { "it": { "enum": values } } });
    let body = json!({ "type": "object", "properties": { "type": { "const": "a" }, "data": data } });
    let document = json!({ "webhooks": { "a": { "post": { "requestBody": { "content": { "application/json": { "schema": body } } } } } } });
    let imported = Imported::parse(&document.to_string(), "extends = \"standard-webhooks\"".parse().unwrap()).unwrap();
    let model = imported.model().unwrap();
    assert_eq!(model.enums[0].values.len(), 10_000);
    for target in Target::packages().filter(|target| target.supports(&model).is_ok()) {
        target.package(&model, &Settings::repository()).unwrap();
    }
}
