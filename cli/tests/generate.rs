//! `generate`: packages in other languages, over what is there already.

mod common;

use common::{run, write};
use std::{fs, path::Path};

fn generate(out: &Path, arguments: &[&str]) -> common::Run {
    let out = out.to_str().unwrap();
    run(&[&["generate", "--out", out], arguments].concat(), b"")
}

#[test]
fn a_package_is_written_once_and_then_current() {
    let folder = tempfile::tempdir().unwrap();
    let languages = ["--lang", "python,typescript"];
    let check = [&languages[..], &["--check"]].concat();

    let missing = generate(folder.path(), &check).ended(1);
    assert!(missing.err.contains("README.md: missing") && missing.err.contains("without --check"), "{}", missing.err);
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none(), "--check writes nothing");

    generate(folder.path(), &languages).ended(0);
    assert!(generate(folder.path(), &languages).ended(0).out.contains(": 0 of "));
    generate(folder.path(), &check).ended(0);

    let changed = folder.path().join("python/README.md");
    fs::write(&changed, fs::read_to_string(&changed).unwrap() + "\nmine\n").unwrap();
    assert!(generate(folder.path(), &check).ended(1).err.contains("README.md: differs in line"));
    assert!(generate(folder.path(), &languages).ended(0).out.contains(": 1 of "));
}

#[test]
fn what_is_no_longer_generated_goes_and_what_is_yours_stays() {
    let folder = tempfile::tempdir().unwrap();
    generate(folder.path(), &["--lang", "python", "--package", "old-name"]).ended(0);
    let own = write(&folder.path().join("python"), "notes.txt", "mine");
    generate(folder.path(), &["--lang", "python", "--package", "acme-hooks"]).ended(0);
    assert!(!folder.path().join("python/src/old_name/verifier.py").exists());
    assert!(folder.path().join("python/src/acme_hooks/verifier.py").exists());
    assert_eq!(fs::read_to_string(own).unwrap(), "mine");
}

#[test]
fn a_file_of_yours_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("python")).unwrap();
    let own = write(&folder.path().join("python"), "README.md", "mine");
    generate(folder.path(), &["--lang", "python"]).complains("is not a generated file");
    assert_eq!(fs::read_to_string(own).unwrap(), "mine");
}

#[test]
fn contact_fields_are_typed() {
    let folder = tempfile::tempdir().unwrap();
    let fields = ["--contact-field", "plan:string", "--contact-field", "tags:string[]"];
    generate(folder.path(), &[&["--lang", "typescript"], &fields[..]].concat()).ended(0);
    let events = fs::read_to_string(folder.path().join("typescript/src/generated/events.ts")).unwrap();
    assert_eq!(events.matches("readonly plan?: string | null;").count(), 2, "contacts are created and updated");
    assert!(events.contains("readonly tags?: readonly string[] | null;"));
}

#[test]
fn mistakes_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let python = |arguments: &[&str]| generate(folder.path(), &[&["--lang", "python"], arguments].concat());
    generate(folder.path(), &["--lang", "cobol"]).complains("typescript");
    python(&["--contact-field", "plan"]).complains("write NAME:TYPE");
    python(&["--contact-field", "plan:text"]).complains("text is not string");
    python(&["--contact-field", "email:string"]).complains("has a field email already");
    python(&["--package", "../elsewhere"]).complains("is no name for a package");
    python(&["--catalog", "/no/such/catalog.json"]).complains("cannot read");
    let empty = write(folder.path(), "catalog.json", "{}");
    python(&["--catalog", &empty]).complains("missing field");
}

const DOCUMENT: &str = "
openapi: 3.1.0
info: { title: Acme }
webhooks:
  invoice.paid:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                type: { const: invoice.paid }
                data:
                  type: object
                  properties: { total: { type: integer }, note: {} }
  order.made:
    post:
      requestBody:
        content: { application/json: { schema: { type: object, properties: { data: { type: object } } } } }
";

#[test]
fn documents_of_other_providers_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let schema = write(folder.path(), "openapi.yaml", DOCUMENT);
    let import = |arguments: &[&str]| {
        let all = ["generate", "--schema", &schema, "--profile", "standard-webhooks"];
        run(&[&all, arguments].concat(), b"")
    };
    let dumped = import(&["--dump-catalog", "--include", "invoice.*"]).ended(0);
    let catalog: serde_json::Value = serde_json::from_str(&dumped.out).unwrap();
    assert_eq!(catalog["events"].as_array().unwrap().len(), 1);
    assert!(dumped.err.contains("properties/note: it says no type") && dumped.err.contains("schema.overrides"));
    import(&["--dump-catalog", "--deny-untyped"]).ended(1);

    // What was printed is a catalog.
    let catalog = write(folder.path(), "catalog.json", &dumped.out);
    let out = folder.path().join("sdk");
    generate(&out, &["--lang", "python", "--catalog", &catalog]).ended(0);
    let made = fs::read_to_string(out.join("python/README.md")).unwrap();
    import(&["--lang", "python", "--out", out.to_str().unwrap(), "--include", "invoice.*"]).ended(0);
    assert_eq!(made, fs::read_to_string(out.join("python/README.md")).unwrap());
}

#[test]
fn mistakes_in_documents_and_profiles_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let schema = write(folder.path(), "openapi.yaml", DOCUMENT);
    let import = |schema: &str, profile: &str| {
        run(&["generate", "--schema", schema, "--profile", profile, "--dump-catalog"], b"")
    };
    import(&schema, "gitbuh").complains("those that come with the generator are standard-webhooks, github");
    import(&schema, "/no/such.toml").complains("cannot read");
    import("/no/such.yaml", "github").complains("cannot read");
    let profile = write(folder.path(), "acme.toml", "extends = \"github\"\n[event]\ntipe = 1");
    import(&schema, &profile).complains("tipe");
    let empty = write(folder.path(), "empty.json", "{}");
    import(&empty, "standard-webhooks").complains("nothing tells the type");
}
