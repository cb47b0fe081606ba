//! Documents of real providers, where they are at hand: `AUTOSEND_WEBHOOKS_CORPORA` names a folder with
//! `resend-openapi.yaml`, `polar-openapi.json` and `svix-openapi.json`; `AUTOSEND_WEBHOOKS_OCTOKIT` one with the npm packages
//! `@octokit/webhooks-schemas`, `@octokit/openapi-webhooks` and `@octokit/webhooks-examples`. Skipped, and said so, otherwise.

use sdkgen::{Imported, Profile};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    time::Instant,
};

fn folder(variable: &str) -> Option<PathBuf> {
    let folder = env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: {variable} is not set");
    }
    folder
}

fn read(file: &Path, profile: &str) -> Imported {
    let start = Instant::now();
    let imported = Imported::read(file, profile.parse().unwrap()).unwrap();
    let model = imported.model().unwrap();
    println!(
        "{}: {} events, {} objects, {} enums, {} unions, {} untyped, {:?}",
        file.display(),
        model.events.len(),
        model.objects.len(),
        model.enums.len(),
        model.unions.len(),
        imported.untyped.len(),
        start.elapsed()
    );
    imported
}

fn types(imported: &Imported) -> BTreeSet<&str> {
    imported.catalog["events"].as_array().unwrap().iter().map(|event| event["type"].as_str().unwrap()).collect()
}

#[test]
fn providers_of_standard_webhooks() {
    let Some(folder) = folder("AUTOSEND_WEBHOOKS_CORPORA") else { return };
    // The data of one of Svix's events is a list, so that the whole body is what can be typed in all of them.
    for (file, events, example, data) in [
        ("resend-openapi.yaml", 17, "email.sent", "/data"),
        ("polar-openapi.json", 41, "order.created", "/data"),
        ("svix-openapi.json", 14, "endpoint.created", ""),
    ] {
        let profile = format!("extends = \"standard-webhooks\"\n[event]\ndata = \"{data}\"");
        let imported = read(&folder.join(file), &profile);
        for untyped in &imported.untyped {
            println!("  {untyped}");
        }
        assert_eq!(types(&imported).len(), events, "{file}");
        assert!(types(&imported).contains(example), "{file}");
        let without_members = |event: &&Value| {
            let objects = imported.catalog["objects"].as_array().unwrap();
            objects.iter().any(|it| it["name"] == event["data"] && it["fields"].as_array().unwrap().is_empty())
        };
        let events = imported.catalog["events"].as_array().unwrap();
        assert_eq!(events.iter().filter(without_members).count(), 0, "{file}");
    }
}

#[test]
fn githubs_documents_name_the_events_that_github_sends() {
    let Some(folder) = folder("AUTOSEND_WEBHOOKS_OCTOKIT") else { return };
    let examples = fs::read_to_string(folder.join("webhooks-examples/api.github.com/index.json")).unwrap();
    let examples: Vec<Value> = serde_json::from_str(&examples).unwrap();
    for (file, least) in
        [("webhooks-schemas/schema.json", 200), ("openapi-webhooks/generated/api.github.com.json", 250)]
    {
        let imported = read(&folder.join(file), "extends = \"github\"");
        let types = types(&imported);
        assert!(types.len() >= least, "{file}: {}", types.len());
        let (mut known, mut all) = (0, 0);
        for group in &examples {
            for body in group["examples"].as_array().unwrap() {
                let name = group["name"].as_str().unwrap();
                let full = body["action"].as_str().map_or(name.to_owned(), |action| format!("{name}.{action}"));
                all += 1;
                known += usize::from(types.contains(&*full));
                if !types.contains(&*full) {
                    println!("  not known: {full}");
                }
            }
        }
        println!("  {known} of {all} examples are of a known type");
        assert!(known >= 315, "{file}: {known} of {all}");
    }
}

#[test]
fn profiles_that_come_with_the_generator_are_read() {
    for name in Profile::shipped() {
        Profile::open(name).unwrap();
    }
}
