//! What is understood of documents, by small ones that have one thing each.

use sdkgen::{Imported, Profile};
use serde_json::{Value, json};
use std::fs;

const PLAIN: &str = r#"
[event]
type = "/type"
id = "/id"
data = "/data"
[[signature]]
header = "X-Signature"
"#;

fn profile(text: &str) -> Profile {
    text.parse().unwrap()
}

/// A document of one webhook, whose data has a member `it` of this schema.
fn document(schema: &Value, components: &Value) -> Value {
    let data = json!({ "type": "object", "properties": { "it": schema }, "required": ["it"] });
    webhooks(&json!({ "thing.made": data }), components)
}

/// A document of webhooks, by type and by the schema of their data.
fn webhooks(all: &Value, components: &Value) -> Value {
    let webhook = |(name, data): (&String, &Value)| {
        let body = json!({ "type": "object", "properties": { "type": { "const": name }, "data": data } });
        (name.clone(), json!({ "post": { "requestBody": { "content": { "application/json": { "schema": body } } } } }))
    };
    let webhooks: serde_json::Map<_, _> = all.as_object().unwrap().iter().map(webhook).collect();
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Acme API", "version": "1" },
        "webhooks": webhooks,
        "components": { "schemas": components },
    })
}

fn import(document: &Value) -> Imported {
    let imported = Imported::parse(&document.to_string(), profile(PLAIN)).unwrap();
    imported.model().unwrap();
    imported
}

fn error(document: &Value) -> String {
    format!("{:#}", Imported::parse(&document.to_string(), profile(PLAIN)).unwrap_err())
}

fn named<'a>(imported: &'a Imported, kind: &str, name: &Value) -> &'a Value {
    let all = imported.catalog[kind].as_array().unwrap();
    all.iter().find(|it| it["name"] == *name).unwrap_or_else(|| panic!("no {name} in {all:#?}"))
}

/// The field that a schema becomes, and the catalog around it.
fn field(schema: &Value, components: &Value) -> (Value, Imported) {
    let imported = import(&document(schema, components));
    let data = named(&imported, "objects", &imported.catalog["events"][0]["data"]);
    (data["fields"][0].clone(), imported)
}

fn field_type(schema: &Value) -> Value {
    let (field, _) = field(schema, &json!({}));
    if field["nullable"] == true { json!({ "nullable": field["type"] }) } else { field["type"].clone() }
}

#[test]
fn plain_schemas_have_plain_types() {
    for (schema, expected) in [
        (json!({ "type": "string" }), json!("string")),
        (json!({ "type": "string", "format": "date-time" }), json!("time")),
        (json!({ "type": "string", "format": "uuid" }), json!("string")),
        (json!({ "type": "integer" }), json!("long")),
        (json!({ "type": "number" }), json!("number")),
        (json!({ "type": "boolean" }), json!("boolean")),
        (json!({ "const": true }), json!("boolean")),
        (json!({ "enum": [1, 2, 3] }), json!("long")),
        (json!({ "type": ["string", "null"] }), json!({ "nullable": "string" })),
        (json!({ "type": "string", "nullable": true }), json!({ "nullable": "string" })),
        (json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] }), json!({ "nullable": "string" })),
        (json!({ "oneOf": [{ "type": "integer" }, { "const": null }] }), json!({ "nullable": "long" })),
        (json!({ "type": "object" }), json!({ "map": "any" })),
        (json!({ "type": "object", "additionalProperties": { "type": "integer" } }), json!({ "map": "long" })),
        (json!({ "additionalProperties": { "type": ["integer", "null"] } }), json!({ "map": { "nullable": "long" } })),
        (json!({ "type": "array", "items": { "type": "string" } }), json!({ "list": "string" })),
        (json!({ "items": { "type": ["string", "null"] } }), json!({ "list": { "nullable": "string" } })),
        (json!({ "anyOf": [{ "type": "integer" }, { "type": "number" }] }), json!("number")),
        (json!({ "oneOf": [{ "type": "string" }, { "enum": ["a"] }] }), json!("string")),
        (json!({ "allOf": [{ "type": "string" }, { "format": "date-time" }] }), json!("time")),
        (json!({ "allOf": [{ "type": ["string", "null"] }, { "type": "string" }] }), json!("string")),
        (json!({ "allOf": [{ "type": "number" }, { "type": "integer" }] }), json!("long")),
    ] {
        assert_eq!(field_type(&schema), expected, "{schema}");
    }
}

#[test]
fn constants_and_enumerations_have_their_values() {
    for (schema, values) in [
        (json!({ "const": "a" }), json!(["a"])),
        (json!({ "type": "string", "enum": ["a", "b", "a"] }), json!(["a", "b"])),
        (json!({ "oneOf": [{ "const": "a" }, { "enum": ["b", "c"] }] }), json!(["a", "b", "c"])),
        (json!({ "allOf": [{ "enum": ["a", "b"] }, { "enum": ["b", "c"] }] }), json!(["b"])),
    ] {
        let (field, imported) = field(&schema, &json!({}));
        assert_eq!(named(&imported, "enums", &field["type"]["enum"])["values"], values, "{schema}");
    }
    let (listed, _) = field(&json!({ "enum": [1, 2], "description": "How." }), &json!({}));
    assert_eq!((&listed["type"], &listed["doc"]), (&json!("long"), &json!("How.")));
}

#[test]
fn schemas_that_hold_together_are_one_object() {
    let components = json!({
        "Base": { "type": "object", "description": "A base.", "properties": { "id": { "type": "string" }, "state": { "type": "string" } }, "required": ["id"] },
        "More": { "allOf": [
            { "$ref": "#/components/schemas/Base" },
            { "properties": { "state": { "enum": ["on"] }, "size": { "type": "integer" } }, "required": ["size"] }
        ] }
    });
    let (field, imported) = field(&json!({ "$ref": "#/components/schemas/More" }), &components);
    let object = named(&imported, "objects", &field["type"]["object"]);
    assert_eq!(object["name"], "More");
    let fields: Vec<_> = object["fields"].as_array().unwrap().iter().map(|it| (&it["name"], &it["required"])).collect();
    assert_eq!(
        fields,
        [(&json!("id"), &json!(true)), (&json!("size"), &json!(true)), (&json!("state"), &json!(false))]
    );
    assert!(object["fields"][2]["type"]["enum"].is_string(), "both schemas of the state hold");
    assert!(object["fields"].as_array().unwrap().iter().all(|it| it["optional"] == true), "required is advice");
}

#[test]
fn alternatives_are_unions() {
    let object = |kind: &str, member: &str| json!({ "type": "object", "properties": { "kind": { "const": kind }, member: { "type": "integer" } } });
    let components = json!({ "Circle": object("circle", "radius"), "Square": object("square", "side") });
    let either = json!([{ "$ref": "#/components/schemas/Circle" }, { "$ref": "#/components/schemas/Square" }]);
    let (told, imported) = field(&json!({ "oneOf": either }), &components);
    let union = named(&imported, "unions", &told["type"]["union"]);
    assert_eq!((&union["discriminator"], &union["variants"][1]["values"]), (&json!("kind"), &json!(["square"])));
    assert_eq!(union["variants"][1]["type"], json!({ "object": "Square" }));

    let mapping = json!({ "propertyName": "kind", "mapping": { "disc": "#/components/schemas/Circle", "box": "#/components/schemas/Square" } });
    let (mapped, imported) = field(&json!({ "oneOf": either, "discriminator": mapping }), &components);
    let union = named(&imported, "unions", &mapped["type"]["union"]);
    assert_eq!(union["variants"][0]["values"], json!(["disc"]));

    let (plain, imported) = field(&json!({ "type": ["string", "integer"] }), &json!({}));
    let union = named(&imported, "unions", &plain["type"]["union"]);
    assert_eq!((&union["discriminator"], union["variants"].as_array().unwrap().len()), (&Value::Null, 2));

    // What is beside the alternatives holds for each of them.
    let around = json!({ "type": "object", "properties": { "id": { "type": "string" } }, "oneOf": either });
    let (around, imported) = field(&around, &components);
    let union = named(&imported, "unions", &around["type"]["union"]);
    let circle = named(&imported, "objects", &union["variants"][0]["type"]["object"]);
    assert_eq!(circle["fields"].as_array().unwrap().len(), 3);
}

#[test]
fn alternatives_that_only_restrict_change_nothing() {
    let schema = json!({ "type": "object", "properties": { "a": { "type": "string" } }, "anyOf": [{ "required": ["a"] }, { "required": ["b"] }] });
    assert!(field_type(&schema)["object"].is_string());
}

#[test]
fn data_with_alternatives_has_the_members_of_all() {
    let one = json!({ "type": "object", "properties": { "id": { "type": "string" }, "a": { "type": "string" } }, "required": ["id", "a"] });
    let other = json!({ "type": "object", "properties": { "id": { "type": "string" }, "a": { "type": "integer" } }, "required": ["id"] });
    let imported = import(&webhooks(&json!({ "thing.made": { "oneOf": [one, other] } }), &json!({})));
    let data = named(&imported, "objects", &imported.catalog["events"][0]["data"]);
    assert_eq!((&data["fields"][0]["name"], &data["fields"][0]["required"]), (&json!("a"), &json!(false)));
    assert!(data["fields"][0]["type"]["union"].is_string());
    assert_eq!((&data["fields"][1]["type"], &data["fields"][1]["required"]), (&json!("string"), &json!(true)));
}

#[test]
fn objects_may_hold_themselves() {
    let components = json!({
        "Tree": { "type": "object", "properties": { "children": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } }, "parent": { "$ref": "#/components/schemas/Tree" } } },
        "Json": { "anyOf": [{ "type": "string" }, { "type": "array", "items": { "$ref": "#/components/schemas/Json" } }] }
    });
    let (tree, imported) = field(&json!({ "$ref": "#/components/schemas/Tree" }), &components);
    let object = named(&imported, "objects", &tree["type"]["object"]);
    assert_eq!(object["fields"][0]["type"], json!({ "list": { "object": "Tree" } }));
    let (value, imported) = field(&json!({ "$ref": "#/components/schemas/Json" }), &components);
    let union = named(&imported, "unions", &value["type"]["union"]);
    assert_eq!(union["variants"][1]["type"], json!({ "list": { "union": "Json" } }));
}

#[test]
fn the_same_objects_are_one() {
    let person = json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let data = json!({ "type": "object", "properties": { "owner": person, "author": person, "friends": { "type": "array", "items": person } } });
    let imported = import(&webhooks(&json!({ "a.made": data, "b.made": data }), &json!({})));
    let objects = imported.catalog["objects"].as_array().unwrap();
    // Each event keeps its data.
    let names: Vec<_> = objects.iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["AMade", "BMade", "Author"]);
}

#[test]
fn what_can_not_be_typed_is_listed_with_a_remedy() {
    let imported = import(&document(&json!({ "description": "Anything." }), &json!({})));
    let [untyped] = &imported.untyped[..] else { panic!("{:?}", imported.untyped) };
    let at = "/webhooks/thing.made/post/requestBody/content/application~1json/schema/properties/data/properties/it";
    assert_eq!(untyped.to_string(), format!("#{at}: it says no type"));
    assert!(untyped.fix.contains(at));
    let overridden = format!("{PLAIN}\n[schema]\noverrides = [{{ at = {at:?}, set = {{ type = \"boolean\" }} }}]");
    let document = document(&json!({ "description": "Anything." }), &json!({}));
    let imported = Imported::parse(&document.to_string(), profile(&overridden)).unwrap();
    assert!(imported.untyped.is_empty());
    for schema in [
        json!(true),
        json!({ "prefixItems": [{}], "type": "array" }),
        json!({ "type": "array" }),
        json!({ "enum": [1, "a"] }),
    ] {
        assert_eq!(import(&self::document(&schema, &json!({}))).untyped.len(), 1, "{schema}");
    }
}

#[test]
fn events_that_nothing_tells_are_refused_by_name() {
    let mut twice = webhooks(&json!({ "a": {}, "b": {} }), &json!({}));
    let kind = "/webhooks/b/post/requestBody/content/application~1json/schema/properties/type/const";
    *twice.pointer_mut(kind).unwrap() = json!("a");
    let text = error(&twice);
    assert!(
        text.contains("#/webhooks/a and #/webhooks/b are both the event \"a\"") && text.contains("exclude"),
        "{text}"
    );
    let none = json!({ "webhooks": { "": { "post": { "requestBody": { "content": { "application/json": { "schema": {} } } } } } } });
    assert!(error(&none).contains("nothing tells the type"), "{}", error(&none));
    assert!(error(&json!({ "openapi": "3.1.0" })).contains("neither webhooks nor x-webhooks"));
    assert!(error(&json!({ "webhooks": { "a": { "post": {} } } })).contains("has no body in JSON"));
}

#[test]
fn types_come_from_constants_keys_and_operations() {
    let mut document = webhooks(&json!({ "made": { "type": "object" } }), &json!({}));
    document["webhooks"]["made"]["post"]["operationId"] = json!("thing-kind/made");
    let event_type = |matched_by: &str| {
        let text = PLAIN.replace("[event]", &format!("[event]\nmatch = {matched_by}"));
        let imported = Imported::parse(&document.to_string(), profile(&text)).unwrap();
        imported.catalog["events"][0]["type"].clone()
    };
    assert_eq!(event_type("[\"const\", \"key\"]"), "made");
    assert_eq!(event_type("\"operationId\"\nrename = { \"-\" = \"_\", \"/\" = \".\" }"), "thing_kind.made");
}

#[test]
fn webhooks_of_older_documents_are_read() {
    let mut document = webhooks(&json!({ "a": {}, "b": {} }), &json!({}));
    document["openapi"] = json!("3.0.3");
    document["x-webhooks"] = document["webhooks"].take();
    document.as_object_mut().unwrap().remove("webhooks");
    let imported = import(&document);
    assert_eq!(imported.catalog["events"].as_array().unwrap().len(), 2);
    let events = |include: &[&str], exclude: &[&str]| {
        let texts = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let profile = profile(PLAIN).with_filters(&texts(include), &texts(exclude));
        Imported::parse(&document.to_string(), profile).map(|it| it.catalog["events"].as_array().unwrap().len())
    };
    assert_eq!(events(&["a*"], &[]).unwrap(), 1);
    assert_eq!(events(&[], &["b"]).unwrap(), 1);
    assert!(events(&["c"], &[]).unwrap_err().to_string().contains("leave no event"));
}

#[test]
fn json_schemas_have_events_as_alternatives() {
    let event = |kind: &str| json!({ "type": "object", "properties": { "type": { "const": kind }, "data": { "type": "object", "properties": { "a": { "type": "string" } } } } });
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Acme",
        "definitions": { "all": { "anyOf": [{ "$ref": "#/definitions/some" }, event("c")] }, "some": { "oneOf": [{ "$ref": "#/definitions/a_event" }, event("b")] }, "a_event": event("a") }
    });
    let text = format!("{PLAIN}\n[schema]\nroot = \"/definitions/all\"");
    let imported = Imported::parse(&schema.to_string(), profile(&text)).unwrap();
    imported.model().unwrap();
    let types: Vec<_> =
        imported.catalog["events"].as_array().unwrap().iter().map(|it| it["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["a", "b", "c"]);
}

#[test]
fn yaml_is_read_as_json_is() {
    let document = document(&json!({ "type": "string", "example": "no" }), &json!({}));
    let text = "
openapi: 3.1.0
info: { title: Acme API, version: '1' }
webhooks:
  thing.made:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                type: { const: thing.made }
                data:
                  type: object
                  required: [it]
                  properties:
                    it: { type: string, example: no }
components: { schemas: {} }
";
    let yaml = Imported::parse(text, profile(PLAIN)).unwrap();
    assert_eq!(yaml.catalog, import(&document).catalog);
}

#[test]
fn files_beside_the_document_are_read_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("secret.json"), "{\"type\":\"string\"}").unwrap();
    let inside = folder.path().join("api");
    fs::create_dir_all(inside.join("schemas")).unwrap();
    fs::write(
        inside.join("schemas/types.yaml"),
        "Thing:\n  type: object\n  properties: { a: { $ref: 'more.json#/B' } }",
    )
    .unwrap();
    fs::write(inside.join("schemas/more.json"), "{\"B\": {\"type\": \"boolean\"}}").unwrap();
    let read = |reference: &str| {
        let path = inside.join("openapi.json");
        fs::write(&path, document(&json!({ "$ref": reference }), &json!({})).to_string()).unwrap();
        Imported::read(&path, profile(PLAIN)).map_err(|error| format!("{error:#}"))
    };
    let imported = read("schemas/types.yaml#/Thing").unwrap();
    assert_eq!(named(&imported, "objects", &json!("Thing"))["fields"][0]["type"], "boolean");
    for (reference, complaint) in [
        ("../secret.json", "leads out of the document's folder"),
        ("https://example.com/a.json#/A", "leads to the network"),
        ("schemas/none.json", "cannot read"),
        ("schemas/types.yaml#/Other", "leads nowhere"),
        ("schemas/types.yaml#anchor", "is no JSON pointer"),
    ] {
        let error = read(reference).unwrap_err();
        assert!(error.contains(complaint) && error.contains(reference), "{error}");
    }
}

#[test]
fn profiles_say_what_they_do_not_know() {
    for (text, complaint) in [
        ("[event]\ntype = \"/type\"\nkind = 1", "kind"),
        ("[event]\ntype = \"/type\"\n[[signature]]\nheadr = \"x\"", "headr"),
        ("extends = \"gitbuh\"", "standard-webhooks, github"),
        ("[event]\ntype = []", "event.type"),
        ("[signature", "TOML"),
    ] {
        let error = format!("{:#}", text.parse::<Profile>().unwrap_err());
        assert!(error.contains(complaint), "{complaint}: {error}");
    }
    let refused = |profile_text: &str| {
        let document = document(&json!({ "type": "string" }), &json!({})).to_string();
        let imported = Imported::parse(&document, profile(profile_text));
        format!("{:#}", imported.and_then(|it| it.model()).unwrap_err())
    };
    let event = "[event]\ntype = \"/type\"\ndata = \"/data\"";
    assert!(refused(event).contains("add [[signature]]"));
    assert!(refused(&format!("{event}\n[[signature]]\nscheme = \"rot13\"\nheader = \"x\"")).contains("rot13"));
    assert!(refused(&format!("{event}\n[[signature]]")).contains("signature.header"));
    assert!(refused(&format!("{event}\nid = \"id\"\n[[signature]]\nheader = \"x\"")).contains("event.id"));
}

#[test]
fn signatures_come_from_other_generators_extensions() {
    let mut document = document(&json!({ "type": "string" }), &json!({}));
    document["x-speakeasy-webhooks"] =
        json!({ "security": { "type": "signature", "headerName": "x-sig", "algorithm": "hmac-sha256" } });
    let text = "[event]\ntype = \"/type\"\ndata = \"/data\"";
    let imported = Imported::parse(&document.to_string(), profile(text)).unwrap();
    assert_eq!(imported.catalog["signatures"][0]["header"], "x-sig");
    imported.model().unwrap();
}

#[test]
fn bodies_are_made_that_say_what_they_are() {
    let schema =
        json!({ "type": "object", "properties": { "n": { "type": "integer", "example": 7 }, "s": { "enum": ["x"] } } });
    let imported = import(&document(&schema, &json!({})));
    let sample: Value = serde_json::from_str(imported.catalog["events"][0]["samples"]["1"].as_str().unwrap()).unwrap();
    assert_eq!(sample["type"], "thing.made");
    assert_eq!(sample["data"], json!({ "it": { "n": 7, "s": "x" } }));
    assert!(sample["id"].is_string());
}
