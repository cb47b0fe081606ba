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
