//! What the test suites of packages send. That they pass, and fail where they have to, is run in each language by
//! `cargo xtask test --only conformance`.

use sdkgen::{File, Model, Settings, Target};
use serde_json::{Value, json};
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn files(target: &str, model: &Model) -> Vec<File> {
    let target = Target::packages().find(|it| it.name == target).unwrap();
    target.package(model, &Settings { with_tests: true, ..Settings::repository() }).unwrap()
}

fn suite(catalog: &str) -> Value {
    let files = files("python", &Model::read(&folder().join(catalog)).unwrap());
    let samples = files.iter().find(|file| file.path == "tests/samples.json").unwrap();
    serde_json::from_str(&samples.content).unwrap()
}

#[test]
fn packages_have_a_suite_if_they_are_asked_to() {
    let model = Model::read(&folder().join("schemes/standard/catalog.json")).unwrap();
    for target in Target::packages() {
        let usual = target.package(&model, &Settings::repository()).unwrap();
        assert!(!usual.iter().any(|file| file.path.contains("samples.json")), "{}", target.name);
        let files = target.package(&model, &Settings { with_tests: true, ..Settings::repository() }).unwrap();
        assert!(files.len() >= usual.len() + 2, "{}", target.name);
        let readme = files.iter().find(|file| file.path == "README.md").unwrap();
        assert!(readme.content.contains("samples_test") || readme.content.contains("## Tests"), "{}", target.name);
    }
}

#[test]
fn every_event_is_sent_whether_the_catalog_has_a_sample_or_not() {
    for catalog in
        ["other_provider", "schemes/standard", "schemes/github", "schemes/types", "schemes/batch", "schemes/slack"]
    {
        let model = Model::read(&folder().join(catalog).join("catalog.json")).unwrap();
        let suite = suite(&format!("{catalog}/catalog.json"));
        let sent: Vec<_> = suite["samples"].as_array().unwrap().iter().map(|it| it["type"].as_str().unwrap()).collect();
        assert_eq!(sent.len(), model.events.len(), "{catalog}");
        for (sent, event) in sent.iter().zip(&model.events) {
            // Where the body has to say more, the type goes on.
            assert!(sent.starts_with(&*event.event_type), "{catalog}: {sent}");
        }
        assert_ne!(suite["secret"], suite["other_secret"]);
        assert!(suite["unknown_type"]["type"].as_str().unwrap().starts_with("never_seen_before"));
    }
}

#[test]
fn a_type_stands_where_the_provider_says_it() {
    let github = suite("schemes/github/catalog.json");
    let of = |name: &str| github["samples"].as_array().unwrap().iter().find(|it| it["type"] == name).unwrap().clone();
    for sample in github["samples"].as_array().unwrap() {
        let (header, kind) = (sample["event"].as_str().unwrap(), sample["type"].as_str().unwrap());
        let body: Value = serde_json::from_str(sample["body"].as_str().unwrap()).unwrap();
        let joined = body["action"].as_str().map_or(header.to_owned(), |action| format!("{header}.{action}"));
        assert_eq!(joined, kind);
    }
    assert_eq!(of("issues.opened")["event"], json!("issues"));
    let batch = suite("schemes/batch/catalog.json");
    for sample in batch["samples"].as_array().unwrap() {
        let body: Value = serde_json::from_str(sample["body"].as_str().unwrap()).unwrap();
        assert_eq!(body["events"][0]["type"], sample["type"]);
    }
    let form = suite("schemes/form/catalog.json");
    assert!(form["samples"][0]["body"].as_str().unwrap().starts_with("payload=%7B"));
    assert!(form["url"].is_string() && batch["url"].is_null());
}

#[test]
fn a_sample_that_does_not_fit_is_made_anew() {
    let text = std::fs::read_to_string(folder().join("schemes/standard/catalog.json")).unwrap();
    let mut catalog: Value = serde_json::from_str(&text).unwrap();
    let wrong = json!({ "type": "order.paid", "timestamp": "2031-01-24T05:46:35Z", "data": { "id": 1 } });
    catalog["events"][0]["samples"] = json!({ "1": wrong.to_string() });
    let files = files("go", &Model::parse(&catalog.to_string()).unwrap());
    let samples = files.iter().find(|file| file.path == "testdata/samples.json").unwrap();
    let suite: Value = serde_json::from_str(&samples.content).unwrap();
    let body: Value = serde_json::from_str(suite["samples"][0]["body"].as_str().unwrap()).unwrap();
    assert_eq!(body["data"], json!({ "id": "text", "amount": 1, "note": "text" }));
    assert_eq!(body["type"], "order.paid");
}
