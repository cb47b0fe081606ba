//! Documents that are made to break the importer: an error, or a catalog that makes sense, and both soon.

use sdkgen::{Imported, Profile};
use serde_json::{Map, Value, json};
use std::{
    fmt::Write,
    time::{Duration, Instant},
};

const PROFILE: &str = "[event]\ntype = \"/type\"\ndata = \"/data\"\n[[signature]]\nheader = \"X-Signature\"";
/// Far more than any of them takes, and far less than one that is not linear would.
const SOON: Duration = Duration::from_secs(40);

fn import(text: &str) -> Result<Imported, String> {
    let start = Instant::now();
    let profile: Profile = PROFILE.parse().unwrap();
    let imported = Imported::parse(text, profile).map_err(|error| format!("{error:#}"));
    if let Ok(imported) = &imported {
        imported.model().unwrap();
    }
    assert!(start.elapsed() < SOON, "it took {:?}", start.elapsed());
    imported
}

/// A document of one webhook, whose data refers to the schema `S0`.
fn document(schemas: &Map<String, Value>) -> String {
    let body = json!({ "properties": { "type": { "const": "a" }, "data": { "$ref": "#/s/S0" } } });
    let post = json!({ "post": { "requestBody": { "content": { "application/json": { "schema": body } } } } });
    json!({ "webhooks": { "a": post }, "s": schemas }).to_string()
}

fn schemas(count: usize, schema: impl Fn(usize) -> Value) -> Map<String, Value> {
    (0..count).map(|at| (format!("S{at}"), schema(at))).collect()
}

fn reference(to: usize) -> Value {
    json!({ "$ref": format!("#/s/S{to}") })
}

#[test]
fn references_that_lead_to_themselves_are_refused_or_read_once() {
    let error = import(&document(&schemas(3, |at| reference((at + 1) % 3)))).unwrap_err();
    assert!(error.contains("leads to itself"), "{error}");
    let all = import(&document(&schemas(
        2,
        |at| json!({ "allOf": [reference(1 - at)], "properties": { "x": { "type": "string" } } }),
    )));
    assert_eq!(all.unwrap().catalog["objects"][0]["fields"][0]["type"], "string");
    for word in ["oneOf", "anyOf"] {
        import(&document(&schemas(2, |at| json!({ word: [reference(1 - at), reference(at)] })))).unwrap();
        import(&document(&schemas(2, |at| json!({ word: [reference(1 - at), { "type": "string" }] })))).unwrap();
    }
    import(&document(&schemas(2, |at| json!({ "type": "array", "items": reference(1 - at) })))).unwrap();
    import(&document(&schemas(2, |at| json!({ "additionalProperties": reference(1 - at) })))).unwrap();
}

#[test]
fn long_chains_neither_overflow_the_stack_nor_take_long() {
    let chain = |schema: fn(Value) -> Value, last: usize| {
        schemas(last, move |at| if at + 1 < last { schema(reference(at + 1)) } else { json!({ "type": "string" }) })
    };
    for schema in [
        (|next| json!({ "properties": { "x": next } })) as fn(Value) -> Value,
        |next| json!({ "allOf": [next] }),
        |next| json!({ "items": next }),
        |next| json!({ "additionalProperties": next }),
        |next| json!({ "oneOf": [next, { "type": "boolean" }] }),
        |next| json!({ "items": { "oneOf": [next, { "type": "boolean" }] } }),
    ] {
        import(&document(&chain(schema, 1500))).unwrap();
    }
    let error = import(&document(&chain(|next| json!({ "properties": { "x": next } }), 30_000))).unwrap_err();
    assert!(error.contains("more than 20000 types"), "{error}");
}

#[test]
fn schemas_that_double_at_every_step_are_refused_or_read_once() {
    let twice = |word: &'static str| {
        schemas(
            60,
            move |at| json!({ word: [reference((at + 1).min(59)), reference((at + 1).min(59))], "properties": { "x": { "type": "string" } } }),
        )
    };
    import(&document(&twice("allOf"))).unwrap();
    let forked = schemas(120, |at| {
        let next = at / 2 * 2 + 2;
        let last = json!({ "properties": { "z": { "type": "string" } } });
        if next >= 120 {
            last
        } else {
            json!({ "properties": { format!("x{at}"): { "type": "string" } }, "oneOf": [reference(next), reference(next + 1)] })
        }
    });
    let error = import(&document(&forked)).unwrap_err();
    assert!(error.contains("too many schemas") || error.contains("more than 4000 alternatives"), "{error}");
}

#[test]
fn bombs_and_depth_are_refused() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for at in 1..12 {
        let before = format!("*a{}, ", at - 1).repeat(10);
        writeln!(bomb, "a{at}: &a{at} [{}]", before.trim_end_matches(", ")).unwrap();
    }
    assert!(import(&bomb).unwrap_err().contains("neither JSON nor YAML"));
    for text in ["[".repeat(1_000_000), "{\"a\":".repeat(1_000_000), "- ".repeat(1_000_000), "{".repeat(500_000) + "}"]
    {
        import(&text).unwrap_err();
    }
    for text in [
        "",
        "\u{feff}",
        "nothing",
        "- a",
        "webhooks: 5",
        "webhooks: { a: 5 }",
        "{\"webhooks\":[]}",
        "{\"webhooks\":{\"a\":{\"$ref\":5}}}",
    ] {
        import(text).unwrap_err();
    }
}

#[test]
fn pointers_and_names_lead_nowhere_else() {
    for target in [
        "#/s/S0/",
        "#/..",
        "#/s/%2e%2e",
        "#/%",
        "#/%zz",
        "#a",
        "file:///etc/passwd",
        "/etc/passwd",
        "../../../../../etc/passwd",
        "\\\\host\\a",
        "#/s/S9",
    ] {
        let error = import(&document(&schemas(1, |_| json!({ "$ref": target })))).unwrap_err();
        assert!(error.contains("reference"), "{target}: {error}");
    }
    let evil = "*/ \"); DROP `${x}` #{y}\n\u{202e}\u{0}";
    let schema = json!({ "title": evil, "description": evil, "properties": { evil: { "type": "string", "enum": [evil] }, "": { "const": "" } } });
    let imported = import(&document(&schemas(1, |_| schema.clone()))).unwrap();
    assert_eq!(imported.catalog["objects"][0]["fields"].as_array().unwrap().len(), 2);
}

/// Numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % sides
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }

    /// A schema, or what is none.
    fn schema(&mut self, depth: usize) -> Value {
        if depth == 0 || self.roll(6) == 0 {
            return reference(self.roll(8));
        }
        let mut schema = Map::new();
        for _ in 0..=self.roll(4) {
            let (name, value) = self.keyword(depth - 1);
            schema.insert(name.into(), value);
        }
        Value::Object(schema)
    }

    fn keyword(&mut self, depth: usize) -> (&'static str, Value) {
        let name = self.pick(&[
            "type",
            "type",
            "properties",
            "properties",
            "required",
            "oneOf",
            "anyOf",
            "allOf",
            "enum",
            "const",
            "items",
            "additionalProperties",
            "patternProperties",
            "nullable",
            "format",
            "discriminator",
            "example",
            "description",
            "prefixItems",
            "$ref",
            "title",
        ]);
        let value = match name {
            _ if self.roll(25) == 0 => self.scalar(),
            "type" if self.roll(3) == 0 => json!([self.kind(), self.kind()]),
            "type" => json!(self.kind()),
            "properties" | "patternProperties" => {
                json!({ self.pick(&["a", "b", "kind", "", "+1", "a b"]): self.schema(depth), self.pick(&["kind", "type", "é"]): self.schema(depth) })
            }
            "oneOf" | "anyOf" | "allOf" | "prefixItems" => (0..=self.roll(3)).map(|_| self.schema(depth)).collect(),
            "enum" => (0..self.roll(4)).map(|_| self.scalar()).collect(),
            "items" | "additionalProperties" => self.schema(depth),
            "discriminator" => json!({ "propertyName": "kind", "mapping": { "x": "#/s/S1", "y": "S2" } }),
            "$ref" => json!(format!("#/s/S{}", self.roll(8))),
            "format" => json!("date-time"),
            "required" => json!(["a", "kind"]),
            _ => self.scalar(),
        };
        (name, value)
    }

    fn kind(&mut self) -> &'static str {
        self.pick(&["string", "integer", "number", "boolean", "object", "array", "null", "thing"])
    }

    fn scalar(&mut self) -> Value {
        match self.roll(7) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(self.roll(5)),
            3 => json!(1.5),
            4 => json!({}),
            _ => json!(self.pick(&["", "a", "x", "circle", "*/", "2026-01-02T03:04:05Z"])),
        }
    }
}

#[test]
fn random_schemas_make_an_error_or_a_catalog_that_makes_sense() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..400 {
        let all: Vec<Value> = (0..8).map(|_| dice.schema(4)).collect();
        match import(&document(&schemas(8, |at| all[at].clone()))) {
            Ok(_) => read += 1,
            Err(_) => refused += 1,
        }
    }
    println!("{read} read, {refused} refused");
    assert!(read > 200 && refused > 5, "{read} read, {refused} refused");
}

#[test]
fn random_bytes_make_an_error() {
    let mut dice = Dice(7);
    let sound = document(&schemas(1, |_| json!({ "type": "object", "properties": { "a": { "type": "string" } } })));
    for _ in 0..1000 {
        let mut bytes = sound.clone().into_bytes();
        for _ in 0..=dice.roll(3) {
            let at = dice.roll(bytes.len());
            match dice.roll(3) {
                0 => bytes[at] = u8::try_from(dice.roll(128)).unwrap(),
                1 => drop(bytes.drain(at..(at + dice.roll(9)).min(bytes.len()))),
                _ => bytes.insert(at, b"{}[]\",:&*!|>-#"[dice.roll(14)]),
            }
        }
        let _ = import(&String::from_utf8_lossy(&bytes));
    }
}
